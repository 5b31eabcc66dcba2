"""What calling off would do, before it is done: people, money, messages (journeys.md O9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bookings.going_back import would_go_back
from bookings.messages.recipients import mobile
from bookings.models import Booking, OptOut, Session, SessionKind
from bookings.sessions.ending import by_text
from bookings.sessions.locking import pool_of_session
from bookings.states import FINAL, Status

ZERO = Decimal(0)
COMING = (Status.CONFIRMED, Status.PENDING)


@dataclass(frozen=True, slots=True)
class CallOffPreview:
    """`people` come in `bookings`; others wait or have not finished booking. `by_card` and `by_hand` go back to those
    who come if the owner says so, `anyhow` to those who have not finished; `released` is reserved on cards.
    Of a course that goes on nothing goes back, and its bookings stay."""

    people: int
    bookings: int
    waiting: int
    unfinished: int
    by_card: Decimal
    by_hand: Decimal
    anyhow: Decimal
    released: Decimal
    emails: int
    texts: int

    @property
    def back(self) -> Decimal:
        return self.by_card + self.by_hand

    @property
    def fingerprint(self) -> str:
        """The same as long as an owner would read the same."""
        return f"{self.people}-{self.bookings}-{self.waiting}-{self.unfinished}-{self.back:.3f}-{self.anyhow:.3f}"


def preview_call_off(session: Session, *, whole_course: bool = False) -> CallOffPreview:
    """Of this date; or of all dates to come of its course."""
    pool = pool_of_session(session)
    live = list(Booking.objects.of_pool(pool.session_id, pool.schedule_id).exclude(status__in=FINAL))
    coming = [booking for booking in live if booking.status in COMING]
    unfinished = [booking for booking in live if booking.status == Status.CREATED]
    goes_on = session.kind == SessionKind.COURSE and not whole_course
    backs = [] if goes_on else [would_go_back(booking, booking.amount_retained) for booking in coming]
    anyhow = [] if goes_on else [would_go_back(booking, booking.amount_retained) for booking in unfinished]
    told = coming if goes_on else live
    return CallOffPreview(
        people=sum(booking.total_participants for booking in coming),
        bookings=len(coming),
        waiting=sum(booking.status == Status.WAITING_LIST for booking in live),
        unfinished=len(unfinished),
        by_card=sum((back.by_bank for back in backs), ZERO),
        by_hand=sum((back.by_hand for back in backs), ZERO),
        anyhow=sum((back.by_bank + back.by_hand for back in anyhow), ZERO),
        released=ZERO if goes_on else _reserved(coming),
        emails=sum(bool(booking.email) for booking in told),
        texts=0 if goes_on else _texts(told),
    )


def _texts(told: Iterable[Booking]) -> int:
    """To numbers that have not answered STOP."""
    numbers = [number for booking in told if by_text(booking) and (number := mobile(booking))]
    stopped = set(OptOut.objects.filter(phone__in=numbers, resumed_at=None).values_list("phone", flat=True))
    return sum(number not in stopped for number in numbers)


def _reserved(bookings: Iterable[Booking]) -> Decimal:
    return sum((booking.amount_authorised for booking in bookings if not booking.amount_paid), ZERO)
