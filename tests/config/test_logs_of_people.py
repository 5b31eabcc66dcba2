"""No log says who somebody is, whatever goes wrong."""

import logging
import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from bookings import links, sign_in, tasks
from bookings.models import Contact, Message, SignInLink
from config.logs import masked
from tests.bookings.making import decide, pay
from tests.bookings.members.asking import open_link
from tests.checkout.walk import pick_of, send
from tests.factories import BusinessFactory, ContactFactory, PolicyFactory, ServiceFactory

PERSON = {"name": "Wilhelmina Ostrander", "email": "wilhelmina@ostrander.example", "phone": "612 345 678", "sms": "on"}
SAID = ["Wilhelmina", "Ostrander", "ostrander.example", "612345678", "612 345 678"]


class Deaf(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("wilhelmina@ostrander.example?")


class Broken(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("+34612345678")


@pytest.fixture
def heard(caplog):
    for name in ("", "bookings", "checkout", "services", "config", "django.request", "django.security", "celery"):
        caplog.set_level(logging.DEBUG, logger=name)
    caplog.set_level(logging.INFO, logger="django.db.backends")  # statements are logged in development only
    return caplog


def through_the_checkout(client):
    BusinessFactory(email="owner@example.com")
    service = ServiceFactory(policy=PolicyFactory(customer_may_cancel=True))
    assert send(client, pick_of(service), **PERSON).status_code == 303
    booking = service.bookings.get()
    decide(pay(booking))
    return booking


@pytest.mark.django_db
@pytest.mark.parametrize("backend", ["Deaf", "Broken", None])
def test_a_booking_and_all_that_is_said_of_it(client, heard, settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend}" if backend else settings.EMAIL_BACKEND
    booking = through_the_checkout(client)
    token = links.token(booking)
    Message.objects.update(due_at=timezone.now())
    for pk in Message.objects.values_list("pk", flat=True):
        tasks.send_message.apply(args=[pk])
    client.post(f"/booking/{token}/cancel/", {"revision": 99})
    client.get(f"/booking/{token}/nothing/")
    client.post(f"/checkout/waitlist/{token}x/take/")
    client.post(f"/booking/{token}/cancel/", {"revision": 1})
    assert heard.text != ""
    assert [word for word in (*SAID, token) if word in heard.text] == []


@pytest.mark.django_db
def test_signing_in_changing_the_address_and_erasing(client, heard, monkeypatch):
    BusinessFactory()
    ContactFactory(first_name="Wilhelmina", email=PERSON["email"])
    client.post("/sign-in/", {"email": PERSON["email"]})
    link = SignInLink.objects.get()
    tasks.send_sign_in_link.apply(args=[link.pk])
    open_link(client, link)
    keys = []
    monkeypatch.setattr("bookings.member_details.nudge_by_name", lambda _task, key: keys.append(key))
    client.post("/my/email/", {"email": "other@ostrander.example"})
    for key in keys:
        tasks.send_address_link.apply(args=[key])
    client.post("/my/erase/", {"email": "wrong@ostrander.example"})
    open_link(Client(), link)
    assert "Gone: /sign-in/-" in heard.text
    assert [word for word in (*SAID, sign_in.token(link)) if word in heard.text] == []


@pytest.mark.django_db
def test_what_the_database_refused_is_not_quoted(heard):
    ContactFactory(email=PERSON["email"])
    try:
        with transaction.atomic():
            Contact.objects.create(first_name=PERSON["name"], email=PERSON["email"], created_at=timezone.now())
    except IntegrityError:
        logging.getLogger("bookings").exception("a row was refused")
    assert "an_email_names_one_contact" in heard.text
    assert [word for word in SAID if word in heard.text] == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("to ada@example.com, refused", "to -@-, refused"),
        ("+34612345678 has no phone", "+- has no phone"),
        ("celery@host.example ready", "celery@host.example ready"),
        ("2026-03-29 01:00:00+00:00", "2026-03-29 01:00:00+00:00"),
        ("GET /calendar/abc:def.ics", "GET /calendar/-"),
        ("GET /sign-in/abc:def/", "GET /sign-in/-/"),
        ("GET /my/email/abc:def/", "GET /my/email/-/"),
        ("POST /checkout/waitlist/abc:def/take/", "POST /checkout/waitlist/-/take/"),
        ("GET /checkout/booked/abc/", "GET /checkout/booked/-/"),
        ("ERROR: no\nDETAIL:  Failing row contains (1, Ada,\nx).\nCONTEXT: y", "ERROR: no\nDETAIL: -\nCONTEXT: y"),
    ],
)
def test_the_mask(said, kept):
    assert masked(said) == kept
