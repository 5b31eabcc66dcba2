"""The owner's words in mails and texts: filled in, never in the way of the facts, never a way in."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from bookings import links
from bookings.messages.sms.gsm import septets
from bookings.messages.sms.text import text_of
from bookings.messages.words import BY_TEXT, UnknownName, check, editable, fill
from bookings.models import Channel, MessageKind
from services.models import LocationType
from tests.bookings.messages.writing import booked, mail, page
from tests.factories import BusinessFactory, MessageFactory, MessageWordsFactory

pytestmark = pytest.mark.django_db
KNOWN = {"service": "Massage", "person": ""}


@pytest.fixture(autouse=True)
def _business():
    BusinessFactory(name="Calm")


def by_email(kind=MessageKind.CONFIRMED, **words):
    MessageWordsFactory(kind=kind, channel=Channel.EMAIL, **{"text": ""} | words)


def text(kind=MessageKind.REMINDER, facts=None, **kwargs):
    booking = booked(**kwargs)
    start = booking.starts_at if kind == MessageKind.REMINDER else None
    message = MessageFactory(booking=booking, kind=kind, channel=Channel.SMS, facts=facts or {}, for_start=start)
    return text_of(message, booking)


def test_each_part_of_a_mail_can_be_said_in_own_words():
    by_email(subject="{service}: see you {day}", opening="All set, {name}.", text="Bring a towel.\nAsk for {person}.")
    letter = mail(MessageKind.CONFIRMED, first_name="Ana", resource_name="Vera")
    assert letter.subject == "Massage: see you Monday 30 March"
    assert letter.body.splitlines()[:5] == ["Hello Ana,", "", "All set, Ana.", "", "Bring a towel."]
    assert "Ask for Vera." in letter.body
    assert "Bring a towel.<br>Ask for Vera." in page(letter)


def test_facts_and_link_stay_whatever_is_written():
    by_email(subject="x", opening="x", text="x")
    booking = booked(confirmed=True)
    letter = mail(MessageKind.CONFIRMED, booking=booking)
    for content in (letter.body, page(letter)):
        assert "Monday" in content
        assert links.url(booking) in content
    assert len(letter.attachments) == 1


def test_what_is_empty_leaves_ours():
    plain = mail(MessageKind.CONFIRMED)
    by_email()
    assert (mail(MessageKind.CONFIRMED).subject, "confirmed" in plain.body) == (plain.subject, True)


def test_a_line_with_nothing_to_say_is_left_out():
    by_email(opening="With {person}.", text="You see {person}.\nRing at {place}.")
    letter = mail(MessageKind.CONFIRMED, resource_name="", location_text="Calle Mayor 1")
    assert "Your booking is confirmed.\n\nRing at Calle Mayor 1.\n" in letter.body


def test_words_are_text_never_html():
    by_email(opening="<b>Now</b>", text="<script>alert(1)</script>")
    assert page(mail(MessageKind.CONFIRMED)).count("<script>") == 0


@pytest.mark.parametrize("facts", [{"changed": "You have asked for another date."}, {"waitlist": "left"}])
def test_what_the_verb_says_of_this_case_goes_before(facts):
    kind = MessageKind.RESCHEDULED if "changed" in facts else MessageKind.CANCELED
    ours = mail(kind, facts)
    by_email(kind, subject="Own subject", opening="Own words.", text="Own text.")
    assert mail(kind, facts).body.splitlines()[2] == ours.body.splitlines()[2]
    assert mail(kind, facts).subject == ours.subject


@pytest.mark.parametrize(
    "broken", ["{nonsense}", "{service.policy}", "{", "a } b", "{{service}}", "{0}", "{service!r}"]
)
def test_a_broken_row_never_stops_a_message(broken, caplog):
    by_email(subject=broken, opening=broken, text=broken)
    MessageWordsFactory(text=broken)
    assert mail(MessageKind.CONFIRMED).subject == "Confirmed: Massage, Mon 30 March, 11:00"
    assert text().startswith("Calm: Massage on Mon 30 March at 11:00")
    assert "the owner's words can't be used" in caplog.text


def test_a_name_that_is_filled_in_is_not_read_again():
    by_email(opening="You have {service}.")
    assert "You have {code} {link}." in mail(MessageKind.CONFIRMED, title="{code} {link}").body


def test_a_text_in_own_words_still_says_how_to_stop():
    MessageWordsFactory(text="{service} {day} {time}. Bring a towel.")
    assert text() == "Massage Mon 30 March 11:00. Bring a towel. Reply STOP to end reminders."


def test_one_that_says_it_itself_says_it_once():
    MessageWordsFactory(text="{service} {day} {time}. STOP ends these.")
    assert text() == "Massage Mon 30 March 11:00. STOP ends these."


@pytest.mark.parametrize("name", ["x" * 120, "Ñandú & “Hijos” – Café… " * 5, "[€] " * 30])
def test_long_names_are_cut_in_own_words_too(name):
    MessageWordsFactory(text="{business}: {service} {day} {time} {zone}.")
    assert septets(text(title=name)) <= 160


def test_a_text_repeats_no_address_that_a_customer_typed():
    MessageWordsFactory(text="{service} {day} {time} at {place}.")
    ours = "Calm: Massage on Mon 30 March at 11:00, Madrid time (CEST, UTC+2). Reply STOP to end reminders."
    assert text(location_type=LocationType.CUSTOM, location_text="12 Bad Road") == ours
    assert text().startswith("Massage Mon 30 March 11:00 at Calle Mayor 1, Madrid.")


@pytest.mark.parametrize(("kind", "channel"), editable())
@pytest.mark.parametrize("typed", ["{secret}", "{booking.pk}", "{service", "}", "{}", "{service:>9999999}"])
def test_what_is_not_in_the_list_is_refused_with_the_list(kind, channel, typed):
    with pytest.raises(ValidationError, match=r"\{service\}, \{business\}, \{day\}"):
        check(typed, kind, channel)


@pytest.mark.parametrize("kind", BY_TEXT)
def test_no_text_has_the_customers_name(kind):
    with pytest.raises(ValidationError, match=r"^\['\{name\} is not known here"):
        check("{name} {day} {time} {until} {link}", kind, Channel.SMS)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("reminder", "{day}, {time}"), ("waitlist_offer", "{until}, {link}"), ("called_off", "{day}, {time}")],
)
def test_a_text_must_say_what_it_is_for(kind, missing):
    with pytest.raises(ValidationError) as caught:
        check("Come.", kind, Channel.SMS)
    assert caught.value.messages == [f"This text must say {missing}."]


def test_what_goes_to_the_business_is_not_for_own_words():
    assert {kind for kind, _channel in editable()} == set(MessageKind) - {"double_booked", "new_request"}


@given(st.text())
def test_filling_in_knows_its_names_or_refuses(typed):
    try:
        said = fill(typed, KNOWN)
    except UnknownName:
        return
    assert "{" not in said
