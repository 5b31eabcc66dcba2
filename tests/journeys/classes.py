"""The studio's classes and courses, and how a customer goes through their pages."""

from datetime import timedelta
from decimal import Decimal

from bookings.models import Session
from services.models import Service
from tests.factories import (
    BookingFactory,
    CategoryFactory,
    LocationFactory,
    PolicyFactory,
    ResourceFactory,
    ServiceFactory,
    SessionFactory,
    VariantFactory,
    hour,
)
from tests.journeys.shop import open_shop

RULES = {
    "customer_may_cancel": True,
    "customer_may_reschedule": True,
    "waitlist": True,
    "max_participants": 4,
    "waitlist_offer_minutes": 30,
}


def _offer(name: str, *, course: bool = False, **more) -> Service:
    open_shop()
    service = ServiceFactory(
        name=name,
        slug=name.lower().replace(" ", "-"),
        of_class=not course,
        course=course,
        policy=PolicyFactory(**RULES | more.pop("policy", {})),
        category=CategoryFactory(name=f"{name} and more"),
        **more,
    )
    place = LocationFactory(name=f"Argumosa {service.pk}", address="Calle de Argumosa 14, 28012 Madrid")
    service.locations.add(place)
    return service


def evening(service: Service, days: int = 0, **more) -> Session:
    """A date of the class: Monday after next at 18:00, or so many days later."""
    person = ResourceFactory(name=f"Inés {service.pk}-{days}", hours="")
    place = service.locations.get()
    start = hour("18:00") + timedelta(days=7 + days)
    return SessionFactory(service=service, starts_at=start, people=[person], location=place, **more)


def crossfit(**more) -> Service:
    """12 euros a date, paid in person."""
    return _offer("Crossfit Beginners", **{"price": Decimal(12), "summary": "Learn the lifts."} | more)


def climbing(**more) -> Service:
    """Adults 14, children 8, paid online."""
    service = _offer("Family climbing", rate="varied", variant_option="Who climbs?", pay_online=True, **more)
    for position, (name, price) in enumerate([("Adult", 14), ("Child up to 12", 8)]):
        VariantFactory(service=service, name=name, price=price, position=position)
    return service


def strength(dates: int = 12, **more) -> Service:
    """180 euros for twelve Mondays."""
    service = _offer("Strength in twelve weeks", course=True, **{"price": Decimal(180)} | more)
    for week in range(dates):
        evening(service, 7 * week)
    return service


def fill(session: Session, places: int) -> None:
    BookingFactory(standing=True, service=session.service, session=session, total_participants=places)


def box(page, session: Session):
    return page.locator(f'input[name=s][value="{session.pk}"]')
