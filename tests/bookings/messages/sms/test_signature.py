"""Only Twilio's own notices are taken."""

import pytest
from django.http import QueryDict

from bookings.messages.sms.signature import sign
from bookings.models import OptOut
from tests.bookings.messages.sms.notices import INBOUND, STATUS, post, use_twilio

pytestmark = pytest.mark.django_db
FORM = {"From": "+34612345678", "Body": "STOP"}


@pytest.fixture(autouse=True)
def _twilio(settings):
    use_twilio(settings)
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "config.urls", ["book.example.com"]


def test_the_example_of_twilios_own_documents_has_its_signature():
    form = QueryDict(mutable=True)
    form.update({"CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234"})
    form.update({"From": "+14158675309", "To": "+18005551212"})
    signature = sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form)
    assert signature == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@pytest.mark.parametrize("signature", ["", "wrong", "é", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="])
def test_a_wrong_signature_is_refused(client, signature):
    assert post(client, INBOUND, FORM, signature=signature).status_code == 403
    assert OptOut.objects.count() == 0


def test_another_address_needs_another_signature(client):
    signature = sign("twilio-token", "https://book.example.com" + INBOUND, QueryDict("From=x"))
    assert post(client, STATUS, {"From": "x"}, signature=signature).status_code == 403


def test_nothing_is_signed_without_a_token(client, settings):
    settings.TWILIO_AUTH_TOKEN = ""
    signature = sign("", "https://book.example.com" + INBOUND, QueryDict("Body=STOP"))
    assert post(client, INBOUND, {"Body": "STOP"}, signature=signature).status_code == 403


@pytest.mark.parametrize("address", [STATUS, INBOUND])
def test_a_site_that_texts_another_way_has_no_such_pages(client, settings, address):
    settings.SMS_BACKEND = "file"
    assert post(client, address, FORM).status_code == 404


def test_what_is_too_large_is_not_read(client):
    assert post(client, INBOUND, {"Body": "x" * 10_000}).status_code == 413


def test_a_page_opened_by_hand_says_that_it_is_for_posts(client):
    assert client.get(INBOUND, headers={"Host": "book.example.com"}).status_code == 405


def test_no_notice_asks_for_djangos_own_token(client):
    client.handler.enforce_csrf_checks = True
    assert post(client, INBOUND, FORM).status_code == 200
