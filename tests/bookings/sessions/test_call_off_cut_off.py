"""A worker that dies in the middle of calling off: the sweep goes on, nobody twice, nobody forgotten."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from bookings import notices
from bookings.models import Booking, BookingEvent, Message
from bookings.sessions import call_off_session
from bookings.tasks import call_off, finish_calling_off
from tests.bookings.sessions.making import a_class, booked, now, owner

pytestmark = pytest.mark.django_db


def canceled():
    return Booking.objects.filter(status="canceled").count()


def cut_off_after(monkeypatch, count):
    """The time limit strikes while the next booking's transaction is under way."""
    real, told = notices.after_call_off, []

    def after_call_off(booking, *args, **kwargs):
        if len(told) == count:
            raise SoftTimeLimitExceeded
        told.append(booking.pk)
        real(booking, *args, **kwargs)

    monkeypatch.setattr(notices, "after_call_off", after_call_off)


def called_off(count):
    session = a_class()
    for _ in range(count):
        booked(session)
    return call_off_session(session, refund=True, by=owner(), now=now())


def test_what_was_cut_off_is_gone_on_with(monkeypatch):
    session = called_off(5)
    with monkeypatch.context() as patched:
        cut_off_after(patched, 2)
        with pytest.raises(SoftTimeLimitExceeded):
            call_off(session.pk)
    assert canceled() == 2
    finish_calling_off()
    assert canceled() == 5
    assert BookingEvent.objects.filter(kind="canceled").count() == 5
    assert Message.objects.filter(kind="called_off").count() == 5


def test_a_lost_wake_up_costs_a_sweep():
    called_off(2)
    finish_calling_off()
    assert canceled() == 2


def test_what_comes_again_does_nothing():
    session = called_off(2)
    for _ in range(2):
        call_off(session.pk)
        finish_calling_off()
    assert BookingEvent.objects.count() == 2
    assert Message.objects.filter(kind="called_off").count() == 2


def test_one_that_can_not_be_ended_does_not_stop_the_others(monkeypatch):
    session = called_off(3)
    stubborn = Booking.objects.order_by("pk").first()
    real = notices.after_call_off

    def after_call_off(booking, *args, **kwargs):
        if booking.pk == stubborn.pk:
            raise RuntimeError("not this one")
        real(booking, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(notices, "after_call_off", after_call_off)
        call_off(session.pk)
    assert canceled() == 2
    finish_calling_off()
    assert canceled() == 3


def test_who_has_left_already_is_left_alone():
    session = called_off(1)
    Booking.objects.update(status="declined", takes_places=False)
    call_off(session.pk)
    assert not Message.objects.exists()
