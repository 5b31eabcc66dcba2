"""The steps of a booking, named and numbered on every page of it (templates/components/steps.html)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from services.models import Rate, Service

TIME, DETAILS, PAYMENT = 2, 3, 4  # the number of each page, from 1


def steps_of(service: Service, *, time_url: str = "", details_url: str = "") -> list[dict[str, str]]:
    """Addresses are given for the steps that can be gone back to. Without anything to pay online there is no
    payment step (journeys.md C2, C3)."""
    steps = [
        {"name": _("Service"), "url": reverse("bookings:board")},
        {"name": _("Date and time"), "url": time_url},
        {"name": _("Your details"), "url": details_url},
    ]
    if service.pay_online and service.rate != Rate.NO_FEE and settings.PAYMENT_GATEWAY != "offline":
        steps.append({"name": _("Payment"), "url": ""})
    return steps
