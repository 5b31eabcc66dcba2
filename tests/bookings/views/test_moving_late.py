"""The page on which a booking is moved says that a late canceling stays late (domain.md section 3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.bookings.lifecycle import parties, times
from tests.bookings.views.asking import at
from tests.bookings.views.moving import look, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
MONTH = 60 * 24 * 30  # minutes: every cutoff has passed by next Monday
STAYS = "Canceling stays as it is now: what you paid stays with "


def late(late_cancel="keep_all", **fields):
    rules = {"cancel_cutoff_minutes": MONTH, "late_cancel": late_cancel}
    return times.movable(times.visit(policy=rules), **fields)


@pytest.mark.parametrize(
    ("late_cancel", "fields", "said"),
    [
        ("keep_all", {}, f"{STAYS}Estudio Argumosa."),
        ("keep_deposit", {"deposit": 10}, "Canceling stays as it is now: the deposit stays with Estudio Argumosa."),
        ("refused", {}, "Canceling stays as it is now: only we can do it."),
    ],
)
def test_an_appointments_page_says_what_canceling_means_then(client, late_cancel, fields, said):
    assert look(client, late(late_cancel, **fields)).context["what_happens"][-1] == said


@pytest.mark.parametrize(("late_cancel", "fields"), [("keep_all", {"exempt": True}), ("keep_deposit", {})])
def test_it_says_nothing_where_canceling_costs_nothing(client, late_cancel, fields):
    assert "Canceling stays" not in text(look(client, late(late_cancel, **fields)))


def test_nor_before_the_cutoff(client):
    booking = times.movable(times.visit(policy={"late_cancel": "keep_all"}))
    assert "Canceling stays" not in text(look(client, booking))


def test_the_slip_promises_no_new_cutoff(client):
    booking = late()
    open_until = timezone.now() + timedelta(days=1)
    slips = []
    for until in (booking.cancel_until, open_until):
        type(booking).objects.update(cancel_until=until, policy=booking.policy | {"cancel_cutoff_minutes": 0})
        slips.append("Cancel free of charge until" in text(look(client, booking, t=at("12:00"))))
    assert slips == [False, True]


def test_the_page_of_a_class_says_it_too(client):
    old, _new = parties.dates(cancel_cutoff_minutes=MONTH, late_cancel="keep_all")
    assert STAYS in text(look(client, parties.movable(old)))
