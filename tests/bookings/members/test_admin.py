"""An owner gives or erases one person's data (journeys.md O16)."""

import json
from datetime import timedelta
from html import unescape

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from bookings.actors import Actor, Identity
from bookings.erasing import erase_contact
from bookings.members import own_bookings
from bookings.models import Booking, Contact, Message
from tests.bookings.members.asking import signed_in
from tests.factories import (
    BookingFactory,
    ContactFactory,
    MessageFactory,
    OrderLineFactory,
    OwnerFactory,
    UserFactory,
    hour,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada():
    return ContactFactory(first_name="Ada", email="ada@example.com")


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def past(contact, **more):
    start = timezone.now() - timedelta(days=3)
    return BookingFactory(contact=contact, confirmed=True, starts_at=start, **more)


def address(contact, act):
    return f"/admin/bookings/contact/{contact.pk}/{act}/"


def test_the_file_has_the_persons_bookings(owner, ada):
    booking = past(ada)
    response = owner.get(address(ada, "export"))
    assert [kept["code"] for kept in json.loads(response.content)["bookings"]] == [booking.code]
    assert response["Cache-Control"].split(",")[0] == "no-store"


def test_looking_erases_nothing(owner, ada):
    assert (owner.get(address(ada, "erase")).status_code, str(Contact.objects.get())) == (200, "Ada Example")


def test_the_box_has_to_be_ticked(owner, ada):
    assert (owner.post(address(ada, "erase")).status_code, str(Contact.objects.get())) == (422, "Ada Example")


def test_then_the_person_is_erased_and_every_page_still_opens(owner, ada):
    booking = past(ada)
    message, line = MessageFactory(booking=booking), OrderLineFactory(booking=booking)
    response = owner.post(address(ada, "erase"), {"sure": "on"})
    assert (response.status_code, Booking.objects.get(pk=booking.pk).name) == (302, "Erased")
    pages = [f"bookings/contact/{ada.pk}/change", f"bookings/booking/{booking.pk}/change", "bookings/booking"]
    pages += [
        f"bookings/message/{message.pk}/change",
        "bookings/message",
        f"checkout/order/{line.order.pk}/change",
        "",
    ]
    assert {page: owner.get(f"/admin/{page}/".replace("//", "/")).status_code for page in pages} == dict.fromkeys(
        pages, 200
    )


def test_who_is_erased_is_shown_and_not_changed(owner, ada):
    owner.post(address(ada, "erase"), {"sure": "on"})
    owner.post(f"/admin/bookings/contact/{ada.pk}/change/", {"first_name": "Ada", "email": "ada@example.com"})
    assert str(Contact.objects.get()) == "Erased"
    assert owner.post(address(ada, "erase"), {"sure": "on"}).status_code == 302


def test_a_booking_that_stands_is_named(owner, ada):
    BookingFactory(contact=ada, confirmed=True, starts_at=hour("10:00"), title="First visit")
    response = owner.post(address(ada, "erase"), {"sure": "on"})
    assert (response.status_code, response.content.decode().count("First visit")) == (409, 1)


@pytest.mark.parametrize("act", ["erase", "export"])
def test_it_takes_a_permission(client, ada, act):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_contact", "bookings.change_contact"]))
    assert client.get(address(ada, act)).status_code == 403


def test_nobody_is_deleted_with_bookings_left_behind(owner, ada):
    assert owner.post(f"/admin/bookings/contact/{ada.pk}/delete/", {"post": "yes"}).status_code == 403


def test_another_address_signs_the_old_one_out(owner, ada):
    member = Client()
    signed_in(member, ada)
    form = {"first_name": "Ada", "email": "new@example.com", "language": "en"}
    assert owner.post(f"/admin/bookings/contact/{ada.pk}/change/", form).status_code == 302
    assert member.get("/my/").status_code == 303


def test_the_bookings_come_along_and_the_page_says_so(owner, ada):
    booking, said = BookingFactory(contact=ada, confirmed=True), "With another address the person's bookings move"
    page = f"/admin/bookings/contact/{ada.pk}/change/"
    assert said in unescape(owner.get(page).content.decode())
    owner.post(page, {"first_name": "Grace", "email": "New@example.com", "language": "en"})
    booking.refresh_from_db()
    ada.refresh_from_db()
    assert (booking.email, booking.first_name, booking.link_version) == ("new@example.com", "Ada", 2)
    assert (ada.email, ada.first_name, list(own_bookings(ada))) == ("new@example.com", "Grace", [booking])
    assert booking.events.get().by == Identity.OWNER


@pytest.fixture
def save(ada, rf):
    """save(first_name="Grace") is what an owner saves whose page was read before the test did anything."""
    pages, request = admin.site.get_model_admin(Contact), rf.post("/")
    request.user = OwnerFactory()
    read = Contact.objects.get(pk=ada.pk)

    def save(**more):
        data = {"first_name": "Ada", "last_name": "Example", "email": ada.email, "phone": "", "language": "en"}
        form = pages.get_form(request, read, change=True)(data | more, instance=read)
        assert form.is_valid()
        pages.save_model(request, form.save(commit=False), form, change=True)

    return save


def test_what_the_person_changed_meanwhile_stays(ada, save):
    Contact.objects.update(last_name="King", sign_in_version=7)
    save(first_name="Grace", email="new@example.com")
    ada.refresh_from_db()
    assert (str(ada), ada.email, ada.sign_in_version) == ("Grace King", "new@example.com", 8)


def test_who_was_erased_meanwhile_stays_erased(ada, save):
    erase_contact(ada, by=Actor.member(), now=timezone.now())
    with pytest.raises(PermissionDenied):
        save(first_name="Grace")
    assert str(Contact.objects.get()) == "Erased"


def test_the_page_leads_to_the_persons_bookings(owner, ada):
    booking, _other = past(ada), past(ContactFactory())
    listed = owner.get(f"/admin/bookings/booking/?contact__id__exact={ada.pk}").context["cl"].result_list
    assert [row.pk for row in listed] == [booking.pk]


def test_nothing_is_sent_again_to_who_is_erased(owner, ada):
    message = MessageFactory(booking=past(ada), state="sent")
    owner.post(address(ada, "erase"), {"sure": "on"})
    response = owner.post(f"/admin/bookings/message/{message.pk}/resend/", follow=True)
    assert [str(each) for each in response.context["messages"]][-1] == "There is no address to send it to any more."
    assert Message.objects.count() == 1
