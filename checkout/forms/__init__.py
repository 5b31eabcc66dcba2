"""What customers tell us on the way from a picked time to a standing booking."""

from checkout.forms.coupon import CouponForm
from checkout.forms.details import DetailsForm
from checkout.forms.pay import PayForm

__all__ = ["CouponForm", "DetailsForm", "PayForm"]
