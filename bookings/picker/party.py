"""Who comes, as a customer says it on the page: so many people, or so many of each choice."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bookings.picker.asked import CHOICE, Asked
from services import wording
from services.models import Rate, Service, Variant
from services.offered import line_of
from services.quotes import QuotedLine, quote

MOST_IN_A_LIST = 12  # a larger party is typed


def variants_of(service: Service) -> Sequence[Variant]:
    """Of a service of offer_rows.py: what people choose between, in order; nothing where it has one price."""
    return getattr(service, "offered_variants", []) if service.rate == Rate.VARIED else []


def cleaned_party(asked: Asked, service: Service) -> Asked:
    """Only choices that are offered, one of the first where nothing was said; no more people than a booking has."""
    variants, most = variants_of(service), service.policy.max_participants
    if not variants:
        return asked.but(choices=(), people=min(asked.people, most))
    said = dict(asked.choices)
    if not said:
        said = {variants[0].pk: 1}
    choices = tuple((each.pk, said.get(each.pk, 0)) for each in variants)
    return asked.but(choices=choices, people=sum(count for _pk, count in choices))


def party_fields(service: Service, asked: Asked, currency: str) -> dict[str, Any] | None:
    """For templates/components/party.html; None for a service that is for one."""
    most, variants = service.policy.max_participants, variants_of(service)
    numbers = range(1, most + 1) if most <= MOST_IN_A_LIST else None
    if not variants:
        return None if most == 1 else {"most": most, "list": numbers, "now": asked.people}
    said = dict(asked.choices)
    rows = [
        {
            "name": f"{CHOICE}{each.pk}",
            "label": each.name,
            "price": wording.money(each.price, currency),
            "now": said.get(each.pk, 0),
        }
        for each in variants
    ]
    numbers = range(most + 1) if most <= MOST_IN_A_LIST else None
    return {"most": most, "list": numbers, "option": service.variant_option or _("For whom?"), "rows": rows}


def wrong_party(asked: Asked, service: Service) -> str:
    """What of the party can't be booked, as a sentence; nothing where all is well."""
    most = service.policy.max_participants
    if variants_of(service) and asked.people < 1:
        return _("Say for whom it is: choose how many of each.")
    if asked.people > most:
        return _("One booking is for %(most)s people at most.") % {"most": most}
    return ""


def quoted(service: Service, asked: Asked, currency: str, dates: int = 1) -> QuotedLine:
    """What the party pays for so many dates."""
    prices = {each.pk: each.price for each in variants_of(service)}
    priced = [(prices[pk], count) for pk, count in asked.choices if pk in prices]
    return quote([line_of(service, asked.people, priced, dates=dates)], currency).lines[0]


def least_price(service: Service) -> Decimal:
    """The smallest of its choices."""
    return min((each.price for each in variants_of(service)), default=service.price)


def party_rows(service: Service, asked: Asked) -> list[tuple[str, str]]:
    """ "Adult: 2", "Child: 1"; nothing where there are no choices."""
    said = dict(asked.choices)
    return [(each.name, str(said[each.pk])) for each in variants_of(service) if said.get(each.pk)]
