"""The row is the queue: a link is mailed once, again only where it surely did not leave."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from bookings import sign_in
from bookings.models import SignInLink
from bookings.tasks import send_sign_in_links
from tests.bookings.members.asking import mailed
from tests.factories import SignInLinkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


class Shut(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


class Deaf(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected


@pytest.fixture
def link():
    return SignInLinkFactory(contact__email="ada@example.com")


def is_claimed(link):
    link.refresh_from_db()
    return link.claimed_at is not None


def test_the_mail_carries_the_link_in_both_of_its_forms(link):
    mailed(link.pk)
    [letter] = mail.outbox
    address = sign_in.url(link)
    assert (address in letter.body, address in letter.alternatives[0].content) == (True, True)
    assert letter.subject == "Your link to sign in"


def test_mailed_twice_it_leaves_once(link):
    mailed(link.pk)
    mailed(link.pk)
    assert len(mail.outbox) == 1


def test_the_sweep_finds_what_no_wake_up_told_of(link):
    send_sign_in_links()
    assert [letter.to for letter in mail.outbox] == [["ada@example.com"]]


def test_what_surely_did_not_leave_is_tried_again(link, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Shut"
    mailed(link.pk)
    assert not is_claimed(link)


def test_what_may_have_left_is_not(link, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Deaf"
    mailed(link.pk)
    assert is_claimed(link)


@pytest.mark.parametrize("change", [{"used_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_link_that_is_over_is_not_mailed(link, change):
    created = timezone.now() - timedelta(minutes=14)
    SignInLink.objects.filter(pk=link.pk).update(created_at=created, **change)
    send_sign_in_links()
    assert mail.outbox == []


def test_links_that_ended_a_day_ago_are_forgotten(link):
    old = SignInLinkFactory(created_at=timezone.now() - timedelta(hours=25))
    send_sign_in_links()
    assert list(SignInLink.objects.exclude(pk=old.pk)) == list(SignInLink.objects.all()) == [link]
