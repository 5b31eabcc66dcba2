"""Credits in and out of a pot. The database has the last word: never more are used than there are."""

from django.db.models import F, Q

from checkout.errors import NotEnoughCredits
from checkout.models import CreditPot, Membership
from checkout.plans import Span


def lock_membership(membership_id: int) -> Membership:
    """After bookings and checkout. What is taken from its pots, and their making, is one after the other."""
    return Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=membership_id)


def take(membership: Membership, span: Span, credits: int) -> CreditPot:
    """Under the membership's lock. The first to ask makes the pot. Raises NotEnoughCredits."""
    pot, _made = CreditPot.objects.get_or_create(
        membership=membership,
        starts_at=span.start,
        defaults={"ends_at": span.end, "credits": membership.credits},
    )
    enough = Q(credits=None) | Q(used__lte=F("credits") - credits)
    if not CreditPot.objects.filter(enough, pk=pot.pk).update(used=F("used") + credits):
        raise NotEnoughCredits
    return pot


def put_back(pot_id: int, credits: int) -> None:
    CreditPot.objects.filter(pk=pot_id).update(used=F("used") - credits)
