"""What a mail provider tells later: delivered, come back, called spam (journeys.md S17)."""

import base64

import pytest
from django.utils import timezone

from bookings.messages import tracking
from bookings.messages.claims import claim
from bookings.models import Alert, MessageState
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db
ADDRESS, SECRET = "/messages/mail/postmark/tracking/", "user:secret"


@pytest.fixture(autouse=True)
def _postmark(settings):
    settings.ROOT_URLCONF = "tests.bookings.messages.notified"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    tracking.listen()


@pytest.fixture
def sent():
    return MessageFactory(state=MessageState.SENT, provider_id="b7bc2f4a", recipient="ana@example.com")


def tell(client, kind, name="b7bc2f4a", *, secret=SECRET, **more):
    news = {"RecordType": kind, "MessageID": name, "Recipient": "ana@example.com", "Email": "ana@example.com"}
    authorization = "Basic " + base64.b64encode(secret.encode()).decode()
    headers = {"Authorization": authorization}
    return client.post(ADDRESS, news | more, content_type="application/json", headers=headers)


def state_of(message):
    message.refresh_from_db()
    return message.state, message.reason


def test_delivered_is_delivered(client, sent):
    assert tell(client, "Delivery").status_code == 200
    assert state_of(sent) == (MessageState.DELIVERED, "")


@pytest.mark.parametrize(
    ("kind", "detail", "reason"),
    [
        ("Bounce", "HardBounce", "the mail came back"),
        ("Bounce", "Blocked", "the mail provider does not send to this address"),
        ("Bounce", "SMTPApiError", "the mail provider could not send it"),
        ("SpamComplaint", "SpamComplaint", "the reader called it spam"),
    ],
)
def test_mail_that_is_not_wanted_or_not_there_is_failed_and_said_once(client, sent, kind, detail, reason):
    for _ in range(2):
        tell(client, kind, Type=detail)
    assert state_of(sent) == (MessageState.FAILED, reason)
    assert [alert.booking for alert in Alert.objects.all()] == [sent.booking]


@pytest.mark.parametrize("order", [("Delivery", "Bounce"), ("Bounce", "Delivery")])
def test_mail_that_comes_back_has_failed_in_either_order(client, sent, order):
    for kind in order:
        tell(client, kind, Type="HardBounce")
    assert state_of(sent) == (MessageState.FAILED, "the mail came back")


def test_a_mail_that_waits_at_the_other_end_stays_sent(client, sent):
    tell(client, "Bounce", Type="Transient")
    tell(client, "Open")
    assert state_of(sent) == (MessageState.SENT, "")


def test_our_own_message_id_is_enough(client, sent):
    tell(client, "Delivery", f"<{sent.pk}.{sent.booking.uuid.hex}@daybook>")
    assert state_of(sent)[0] == MessageState.DELIVERED


def test_the_number_alone_is_not(client, sent):
    tell(client, "Delivery", f"<{sent.pk}.{'0' * 32}@daybook>")
    assert state_of(sent)[0] == MessageState.SENT


def test_news_that_overtake_our_own_record_are_asked_for_again(client):
    message = MessageFactory(recipient="ana@example.com")
    claim(message.pk, timezone.now())
    with pytest.raises(tracking.NotYetRecorded):
        tell(client, "Delivery", "c1d2")
    assert state_of(message)[0] == MessageState.SENDING


@pytest.mark.parametrize("name", ["unknown", "", None])
def test_other_mail_is_none_of_ours(client, sent, name):
    assert tell(client, "Bounce", name, Type="HardBounce").status_code == 200
    assert state_of(sent)[0] == MessageState.SENT


def test_who_does_not_know_the_secret_is_refused(client, sent):
    assert tell(client, "Bounce", secret="user:guess", Type="HardBounce").status_code == 400
    assert state_of(sent)[0] == MessageState.SENT
