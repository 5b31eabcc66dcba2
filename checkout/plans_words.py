"""Credits in words, the same on every page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.credit_words import credits_words
from checkout.models import Cycle, Membership, Plan, PlanKind
from checkout.plan_terms import Terms
from services.wording import day_label


def of_left(count: int, left: int | None) -> str:
    """ "1 of 7 credits"; of a plan without number just "1 credit"."""
    if left is None:
        return credits_words(count)
    words = {"n": count, "left": left}
    return ngettext("%(n)s of %(left)s\u00a0credit", "%(n)s of %(left)s\u00a0credits", left) % words


def what_it_gives(plan: Plan | Membership | Terms) -> str:
    """ "10 credits", "4 credits each month", "as often as you like"."""
    if plan.kind == PlanKind.UNLIMITED or plan.credits is None:
        return _("as often as you like")
    words = credits_words(plan.credits)
    if plan.kind == PlanKind.PER_CYCLE:
        each = _("%(credits)s each week") if plan.cycle == Cycle.WEEK else _("%(credits)s each month")
        return each % {"credits": words}
    return words


def last_day(end: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """The day that ends with `end`, which plans do with a day."""
    return day_label(end - timedelta(seconds=1), zone, now)
