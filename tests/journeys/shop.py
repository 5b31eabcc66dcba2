"""A small business, open every day, with one service for each way through the checkout."""

from datetime import date, timedelta
from decimal import Decimal

from bookings.models import Booking
from services.models import LateCancel, QuestionKind, Service
from tests.factories import (
    BusinessFactory,
    CategoryFactory,
    LocationFactory,
    PolicyFactory,
    QuestionFactory,
    RequirementGroupFactory,
    ResourceFactory,
    ServiceFactory,
    next_monday,
)

DAILY = "mon-sun 09:00-18:00"


def open_shop(**more) -> None:
    BusinessFactory(
        **{
            "name": "Estudio Argumosa",
            "tagline": "Training, physiotherapy and massage on Calle de Argumosa.",
            "email": "hola@argumosa.example",
            "phone": "+34910123456",
            "address": "Calle de Argumosa 14, 28012 Madrid",
        }
        | more
    )


def a_day() -> date:
    """A Monday at least a week away: before every deadline, wherever in the week the test runs."""
    return next_monday() + timedelta(days=7)


def offer(name: str, *people: str, hours: str = DAILY, policy: dict | None = None, **more) -> Service:
    """An appointment at the studio; of several people the customer may choose one."""
    open_shop()
    staff = [ResourceFactory(name=each, hours=hours) for each in people]
    service = ServiceFactory(
        name=name,
        slug=name.lower().replace(" ", "-"),
        groups=[],
        policy=PolicyFactory(**{"customer_may_cancel": True} | (policy or {})),
        category=CategoryFactory(name=f"{name} and more"),
        **more,
    )
    service.locations.add(LocationFactory(name=f"Argumosa {service.pk}", address="Calle de Argumosa 14, 28012 Madrid"))
    RequirementGroupFactory(service=service, resources=staff, customer_chooses=len(people) > 1)
    return service


def physiotherapy(**more) -> Service:
    """55 euros, 20 of them now and online; two people, two questions."""
    service = offer(
        "First visit",
        "Olena Bondar",
        "Lucía Ferrer",
        policy={"cancel_cutoff_minutes": 24 * 60, "late_cancel": LateCancel.KEEP_DEPOSIT},
        **{"price": Decimal(55), "deposit": Decimal(20), "pay_online": True} | more,
    )
    QuestionFactory(service=service, label="What brings you here?", kind=QuestionKind.LONG_TEXT, required=True)
    QuestionFactory(
        service=service, label="Where does it hurt?", kind=QuestionKind.CHOICE, choices="Back or neck\nSomewhere else"
    )
    return service


def paid_online(**more) -> Service:
    """40 euros, all of them now and online."""
    return offer(
        "Follow-up", "Marcos Prieto", **{"price": Decimal(40), "pay_online": True, "pay_in_person": False} | more
    )


def in_person(**more) -> Service:
    return offer("Running analysis", "Inés Robledo", **{"price": Decimal(35)} | more)


def free(**more) -> Service:
    return offer("Gym tour", "Sofía Lantero", rate="no_fee", price=Decimal(0), **more)


def by_request(**more) -> Service:
    """Online, reserved until the owner answers."""
    return paid_online(policy={"needs_approval": True}, **more)


def status(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.status
