from datetime import timedelta

import factory
from django.utils import timezone

from bookings.actors import Identity
from bookings.models import (
    Alert,
    AlertKind,
    Booking,
    BookingChoice,
    BookingEvent,
    Channel,
    Contact,
    EventKind,
    Heartbeat,
    Message,
    MessageKind,
    Offer,
    Waiting,
)
from bookings.states import PaymentOption, PaymentStatus, Status
from tests.factories.services import ServiceFactory, VariantFactory
from tests.factories.time_taken import OccupancyFactory, SessionFactory, first_resource, length
from tests.factories.times import MADRID, hour

now = factory.LazyFunction(timezone.now)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    first_name = "Ada"
    last_name = "Example"
    email = factory.Sequence(lambda n: f"ada{n}@example.com")
    created_at = now


class BookingFactory(factory.django.DjangoModelFactory):
    """An appointment whose checkout is not finished. Traits: `pending`, `confirmed` (with its session and the
    occupied time, buffers included), `declined`, `canceled`. Its copies are those of its service."""

    class Meta:
        model = Booking
        skip_postgeneration_save = True

    class Params:
        settled = factory.Trait(
            payment_status=PaymentStatus.NOT_PAID,
            selected_payment_option=PaymentOption.OFFLINE,
            checkout_completed_at=now,
            checkout_expires_at=None,
        )
        pending = factory.Trait(settled=True, status=Status.PENDING, answer_by=factory.SelfAttribute("starts_at"))
        confirmed = factory.Trait(
            settled=True,
            status=Status.CONFIRMED,
            takes_places=True,
            session=factory.SubFactory(
                SessionFactory,
                service=factory.SelfAttribute("..service"),
                schedule=factory.SelfAttribute("..resource.schedule"),
                title=factory.SelfAttribute("..title"),
                starts_at=factory.SelfAttribute("..starts_at"),
                ends_at=factory.SelfAttribute("..ends_at"),
            ),
        )
        # Of a class (with `session=`) or course: its people have their places.
        standing = factory.Trait(settled=True, status=Status.CONFIRMED, takes_places=True)
        declined = factory.Trait(settled=True, status=Status.DECLINED)
        canceled = factory.Trait(settled=True, status=Status.CANCELED)

    code = factory.Sequence(lambda n: f"T{n:06d}")
    service = factory.SubFactory(ServiceFactory)
    kind = factory.SelfAttribute("service.kind")
    schedule = factory.LazyAttribute(lambda made: made.service.schedule if made.service.kind == "course" else None)
    title = factory.SelfAttribute("service.name")
    starts_at = factory.LazyFunction(lambda: hour("10:00"))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + length(made))
    time_zone = MADRID
    resource = factory.LazyAttribute(lambda made: first_resource(made.service))
    resource_name = factory.LazyAttribute(lambda made: made.resource.name if made.resource else "")
    location_type = factory.SelfAttribute("service.location_type")
    contact = factory.SubFactory(ContactFactory)
    first_name = "Ada"
    last_name = "Example"
    email = factory.LazyAttribute(lambda made: made.contact.email if made.contact else "ada@example.com")
    phone = "+12025550123"
    price = factory.SelfAttribute("service.price")
    deposit = factory.SelfAttribute("service.deposit")
    policy = factory.LazyAttribute(lambda made: made.service.policy.terms().to_json())
    cancel_until = factory.LazyAttribute(lambda made: made.service.policy.terms().cancel_until(made.starts_at))
    created_by = Identity.ANONYMOUS_VISITOR
    checkout_expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=35))
    created_at = now
    updated_at = now

    @factory.post_generation
    def occupies(self, create, resources, **kwargs):
        """`occupies=[anna, room]`; without it a confirmed appointment occupies its own resource."""
        if self.session is None or self.kind != "appointment":
            return
        for resource in [self.resource] if resources is None else resources:
            OccupancyFactory(
                session=self.session,
                resource=resource,
                busy_from=self.starts_at - timedelta(minutes=self.service.buffer_before_minutes),
                busy_until=self.ends_at + timedelta(minutes=self.service.buffer_after_minutes),
                **kwargs,
            )


def waiting_booking():
    service = ServiceFactory(of_class=True, policy__waitlist=True)
    return BookingFactory(service=service, session=SessionFactory(service=service), status=Status.WAITING_LIST)


class WaitingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Waiting

    booking = factory.LazyFunction(waiting_booking)
    session = factory.SelfAttribute("booking.session")
    rank = factory.Sequence(lambda n: n + 1)
    joined_at = now


class OfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Offer

    booking = factory.LazyFunction(waiting_booking)
    session = factory.SelfAttribute("booking.session")
    participants = factory.SelfAttribute("booking.total_participants")
    created_at = now
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=10))


class BookingChoiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BookingChoice

    booking = factory.SubFactory(BookingFactory)
    variant = factory.LazyAttribute(lambda made: VariantFactory(service=made.booking.service))
    name = factory.SelfAttribute("variant.name")
    price = factory.SelfAttribute("variant.price")
    participants = 1


class BookingEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BookingEvent

    booking = factory.SubFactory(BookingFactory)
    revision = factory.SelfAttribute("booking.revision")
    kind = EventKind.CREATED
    before = factory.LazyFunction(lambda: {"status": None})
    after = factory.LazyFunction(lambda: {"status": "created"})
    by = Identity.ANONYMOUS_VISITOR
    at = now


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    booking = factory.SubFactory(BookingFactory)
    kind = MessageKind.CONFIRMED
    channel = Channel.EMAIL
    recipient = factory.SelfAttribute("booking.email")
    due_at = now
    created_at = now


class AlertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alert

    kind = AlertKind.DOUBLE_BOOKED
    booking = factory.SubFactory(BookingFactory)
    text = "Two bookings at the same time."
    created_at = now


class HeartbeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Heartbeat
        django_get_or_create = ["name"]

    name = "worker"
    seen_at = now
