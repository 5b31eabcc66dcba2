"""What is around bookings: who came, who signs in, what calendars read, what may be said."""

from datetime import timedelta

import factory
from django.utils import timezone

from bookings.models import (
    Attendance,
    AttendanceStatus,
    CalendarFeed,
    Channel,
    FieldNamespace,
    MessageKind,
    MessageWords,
    OptOut,
    SignInLink,
)
from tests.factories.bookings import BookingFactory, ContactFactory
from tests.factories.services import ResourceFactory

now = factory.LazyFunction(timezone.now)


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    booking = factory.SubFactory(BookingFactory, confirmed=True)
    session = factory.SelfAttribute("booking.session")
    status = AttendanceStatus.ATTENDED
    attended = 1
    set_at = now


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    class Params:
        of_contact = factory.Trait(resource=None, contact=factory.SubFactory(ContactFactory))

    resource = factory.SubFactory(ResourceFactory)
    rotated_at = now


class FieldNamespaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FieldNamespace

    name = factory.Sequence(lambda n: f"crm{n}")
    schema = factory.LazyFunction(
        lambda: {
            "type": "object",
            "properties": {"card": {"type": "string", "title": "Card", "maxLength": 20}},
            "additionalProperties": False,
        }
    )


class MessageWordsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MessageWords

    kind = MessageKind.REMINDER
    channel = Channel.SMS
    text = "{service}: see you {day} at {time}."


class OptOutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OptOut

    phone = "+12025550123"
    stopped_at = now


class SignInLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignInLink

    contact = factory.SubFactory(ContactFactory)
    created_at = now
    expires_at = factory.LazyAttribute(lambda link: link.created_at + timedelta(minutes=15))
