"""Who may open what: nobody, another member, an owner of the business, the member whose it is."""

import pytest
from django.test import Client

from bookings import links, sign_in
from tests.bookings.members.asking import signed_in
from tests.factories import BookingFactory, ContactFactory, OrderLineFactory, OwnerFactory, SignInLinkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
WHO = ["nobody", "another", "owner", "member"]
ASKED = 303  # to sign in


@pytest.fixture
def ada():
    return ContactFactory(email="ada@example.com")


@pytest.fixture
def as_(ada):
    """as_("member") is a browser of one of WHO."""

    def browser(who):
        client = Client()
        if who == "owner":
            client.force_login(OwnerFactory())
        if who in ("another", "member"):
            signed_in(client, ada if who == "member" else None)
        return client

    return browser


def statuses(as_, address):
    return [as_(who).get(address).status_code for who in WHO]


@pytest.mark.parametrize("page", ["", "receipts/", "details/", "export/", "bookings.ics", "erase/"])
def test_ones_own_pages_are_for_members(as_, page):
    assert statuses(as_, f"/my/{page}") == [ASKED, 200, ASKED, 200]


def test_a_receipt_is_its_members_alone(as_, ada):
    order = OrderLineFactory(booking=BookingFactory(contact=ada)).order
    assert statuses(as_, f"/my/receipts/{order.number}/") == [ASKED, 404, ASKED, 200]


@pytest.mark.parametrize("act", ["export", "erase"])
def test_the_owners_acts_are_the_owners(as_, ada, act):
    assert statuses(as_, f"/admin/bookings/contact/{ada.pk}/{act}/") == [302, 302, 200, 302]


def test_a_booking_opens_by_its_link_alone(as_, ada):
    booking, other = BookingFactory(contact=ada, confirmed=True), BookingFactory(confirmed=True)
    token = links.token(booking)
    assert statuses(as_, links.path(booking)) == [200] * 4
    for wrong in (token[:-1], token.replace("-1:", "-2:"), str(booking.pk), booking.code, booking.uuid.hex):
        assert statuses(as_, f"/booking/{wrong}/") == [404] * 4
    assert other.code not in Client().get(links.path(booking)).content.decode()


def test_posts_of_a_signed_out_browser_change_nothing(ada):
    SignInLinkFactory(contact=ada)
    for page in ("details/", "email/", "erase/"):
        assert Client().post(f"/my/{page}", {"first_name": "X", "email": ada.email}).status_code == ASKED
    ada.refresh_from_db()
    assert (ada.first_name, ada.erased_at) == ("Ada", None)


def test_forms_need_their_token(ada):
    client = Client(enforce_csrf_checks=True)
    link = SignInLinkFactory(contact=ada)
    for address in (f"/sign-in/{sign_in.token(link)}/", "/sign-in/", "/sign-out/", "/my/erase/", "/my/details/"):
        assert client.post(address).status_code == 403
    link.refresh_from_db()
    assert link.used_at is None


def test_what_one_member_sees_another_does_not(as_, ada):
    booking = BookingFactory(contact=ada, confirmed=True, title="A secret visit")
    OrderLineFactory(booking=booking)
    for page in ("", "receipts/", "export/", "bookings.ics", "erase/"):
        seen = {who: "A secret visit" in as_(who).get(f"/my/{page}").content.decode() for who in ("another", "member")}
        assert seen == {"another": False, "member": True}, page


def test_a_link_goes_with_the_email(as_, ada):
    booking = BookingFactory(contact=ada, confirmed=True)
    member, old = as_("member"), links.path(booking)
    sent = {"first_name": "Bob", "email": "bob@example.com", "revision": booking.revision}
    assert member.post(f"{old}contact/", sent).status_code == 303
    assert (member.get(old).status_code, member.get("/my/").context["mine"].is_empty) == (404, True)
