"""Lines of orders with what was paid and given back for each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from checkout.charged import Charged, of_booking, of_plan
from checkout.models import OrderLine, Refund, RefundState, Share
from checkout.pricing import ZERO


def with_sums(lines: QuerySet[OrderLine]) -> QuerySet[Any]:
    """Each with `taken` and `back`, and with what `standing` reads of it, in one query."""
    shares = Share.objects.filter(line=OuterRef("pk")).order_by()
    done = Refund.objects.filter(line=OuterRef("pk"), state=RefundState.DONE).order_by()
    return lines.select_related("order", "booking", "membership__contact").annotate(
        taken=Coalesce(Subquery(shares.values("line").annotate(sum=Sum("amount")).values("sum")), ZERO),
        back=Coalesce(Subquery(done.values("line").annotate(sum=Sum("amount")).values("sum")), ZERO),
    )


def standing(line: Any) -> Charged:
    """Of a row of `with_sums`: where its money stands today."""
    if line.booking is not None:
        return of_booking(line.booking)
    return of_plan(line.amount, line.taken, line.back, ended=line.membership.ended_at is not None)


def together(lines: Iterable[Any]) -> Charged:
    """`standing` of several, summed."""
    all_of = [standing(line) for line in lines]
    return Charged(**{name: sum((getattr(each, name) for each in all_of), ZERO) for name in Charged.__slots__})
