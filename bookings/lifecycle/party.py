"""Who comes, in numbers: how many people, and for a service with choices how many of each (domain.md section 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bookings import errors
from bookings.models import Booking, BookingChoice
from services.models import Rate, Service, Variant


@dataclass(frozen=True, slots=True)
class Choice:
    """So many people of one priced choice; name and price as they are at this moment."""

    variant_id: int | None
    name: str
    price: Decimal
    participants: int


@dataclass(frozen=True, slots=True)
class Party:
    total: int
    choices: tuple[Choice, ...] = ()

    @property
    def priced(self) -> tuple[tuple[Decimal, int], ...]:
        """For services.quotes.Line."""
        return tuple((choice.price, choice.participants) for choice in self.choices)


def party_of(
    service: Service,
    total: int | None,
    choices: Mapping[int, int] | None,
    *,
    variants: Iterable[Variant] | None = None,
) -> Party:
    """`choices`: how many of each, by the variant's id; those of nobody may be left out.

    Exactly one of the two is given: choices where the service has them, the total where it has none. `variants`
    spares reading them. Raises InvalidServiceChoices, InvalidChoices, InvalidRequest.
    """
    if choices is None:
        if service.rate == Rate.VARIED:
            raise errors.InvalidServiceChoices
        if total is None or total < 1:
            raise errors.InvalidRequest
        return Party(total)
    if total is not None or service.rate != Rate.VARIED:
        raise errors.InvalidServiceChoices
    known = {each.pk: each for each in (service.variants.all() if variants is None else variants)}
    if not choices.keys() <= known.keys() or any(count < 0 for count in choices.values()):
        raise errors.InvalidChoices
    counted = [(variant, choices.get(pk, 0)) for pk, variant in known.items()]
    chosen = tuple(Choice(each.pk, each.name, each.price, count) for each, count in counted if count)
    if not chosen:
        raise errors.InvalidServiceChoices
    return Party(sum(choice.participants for choice in chosen), chosen)


def party_in(booking: Booking) -> Party:
    """As the booking has it, with the names and prices of the moment it was made. Choices read ahead are not read
    again."""
    rows = sorted(booking.choices.all(), key=lambda row: row.pk)
    chosen = tuple(Choice(row.variant_id, row.name, row.price, row.participants) for row in rows)
    return Party(booking.total_participants, chosen)


def write_choices(booking: Booking, party: Party) -> None:
    """In place of those that the booking had."""
    booking.choices.all().delete()
    BookingChoice.objects.bulk_create(
        BookingChoice(
            booking=booking,
            variant_id=choice.variant_id,
            name=choice.name,
            price=choice.price,
            participants=choice.participants,
        )
        for choice in party.choices
    )
