"""Calling off as the owner sees it: the sums first, one button, one decision (journeys.md O9)."""

from decimal import Decimal

import pytest
from django.urls import reverse

from bookings.actors import Permission
from tests.bookings.sessions.making import a_class, a_course, booked
from tests.factories import OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(OwnerFactory())
    return client


def address(session):
    return reverse("admin:bookings_session_act", args=[session.pk, "call-off"])


def paid_class():
    session = a_class()
    booked(session, amount_paid=Decimal(40), payment_status="paid", selected_payment_option="online")
    booked(session, amount_paid=Decimal(15), amount_in_hand=Decimal(15), payment_status="paid")
    return session


def press(client, session, query="", words=""):
    form = client.get(address(session) + query).context["form"]
    return client.post(address(session) + query, {"seen": form.initial["seen"], "words": words})


def test_the_button_says_what_goes_back_and_the_page_what_is_left_to_do(desk):
    form = desk.get(address(paid_class())).context["form"]
    assert form.button == "Call off and refund €40.00"
    assert form.effect == "All bookings end, and €40.00 goes back by card. You give back €15.00 by hand."
    assert dict(form.rows)["People who come"] == "2 in 2 bookings"


def test_keeping_the_money_is_another_decision(desk):
    form = desk.get(address(paid_class()) + "?keep").context["form"]
    assert form.button == "Call off and keep €55.00"


@pytest.mark.parametrize(("query", "refund"), [("", True), ("?keep", False)])
def test_one_press_decides(desk, query, refund):
    session = paid_class()
    assert press(desk, session, query, "Anna is ill.").status_code == 302
    session.refresh_from_db()
    assert (session.calling_off["refund"], session.calling_off["words"]) == (refund, "Anna is ill.")


def test_who_may_not_refund_is_not_asked(client):
    client.force_login(UserFactory(staff=True, permissions=[Permission.CANCEL]))
    session = paid_class()
    form = client.get(address(session)).context["form"]
    assert (form.button, form.may_choose) == ("Call off and keep €55.00", False)


def test_somebody_who_came_meanwhile_is_looked_at_first(desk):
    session = paid_class()
    seen = desk.get(address(session)).context["form"].initial["seen"]
    booked(session)
    answer = desk.post(address(session), {"seen": seen, "words": "Anna is ill."})
    session.refresh_from_db()
    assert (answer.status_code, session.called_off_at) == (409, None)
    assert "Anna is ill." in answer.content.decode()
    again = answer.context["form"]["seen"].value()
    assert desk.post(address(session), {"seen": again}).status_code == 302


def test_a_course_goes_on_without_the_date(desk):
    first, *_others = a_course()
    booked(first, amount_paid=Decimal(90), payment_status="paid")
    form = desk.get(address(first)).context["form"]
    assert (form.button, form.may_choose) == ("Call off this date", False)
    assert form.effect.startswith("The course goes on without this date.")


def test_a_whole_course_is_called_off_from_any_of_its_dates(desk):
    first, second, _third = a_course()
    booked(first, amount_paid=Decimal(40), payment_status="paid", selected_payment_option="online")
    where = reverse("admin:bookings_session_act", args=[second.pk, "call-off-course"])
    form = desk.get(where).context["form"]
    assert (form.button, form.rows[0]) == ("Call off and refund €40.00", ("Dates to come, all called off", "3"))
    assert desk.post(where, {"seen": form.initial["seen"]}).status_code == 302
    assert first.schedule.sessions.filter(called_off_at=None).count() == 0


def test_a_class_has_no_course_to_call_off(desk):
    where = reverse("admin:bookings_session_act", args=[a_class().pk, "call-off-course"])
    assert desk.post(where, {"seen": ""}).status_code == 404


def test_a_press_again_leads_to_the_date_that_says_so(desk):
    session = a_class()
    seen = desk.get(address(session)).context["form"].initial["seen"]
    press(desk, session)
    answer = desk.post(address(session), {"seen": seen, "words": ""}, follow=True)
    assert answer.redirect_chain == [(reverse("admin:bookings_session_change", args=[session.pk]), 302)]
    assert "Called off</span>" in answer.content.decode()
    assert [str(said) for said in answer.context["messages"]] == [
        "It is called off. Its bookings end one by one, and everybody is told."
    ]


def test_a_press_again_for_the_whole_course_leads_to_the_date_too(desk):
    first, *_others = a_course()
    where = reverse("admin:bookings_session_act", args=[first.pk, "call-off-course"])
    seen = desk.get(where).context["form"].initial["seen"]
    answers = [desk.post(where, {"seen": seen}) for _press in range(2)]
    assert [answer.url for answer in answers] == [reverse("admin:bookings_session_change", args=[first.pk])] * 2
