"""One-time links by which members sign in: asked for, mailed, used once.

The row is the mail's queue too (bookings/models/sign_in.py). What is asked for an address that nobody has takes the
same steps and leaves nothing.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from bookings.messages.outcomes import NotSent, Unknown
from bookings.models import SignInLink
from bookings.nudges import nudge_by_name
from bookings.sign_in_mail import send_link
from bookings.sweeps import each
from services.sql import asked

logger = logging.getLogger(__name__)
MINUTES = 15
VALID_FOR = timedelta(minutes=MINUTES)
MOST, WITHIN = 5, timedelta(hours=1)  # links to one address
KEPT_FOR = timedelta(days=1)
SEND_TASK = "bookings.tasks.send_sign_in_link"
_signer = signing.Signer(salt="bookings.sign_in")
_ASK = """
    INSERT INTO bookings_signinlink (uuid, contact_id, created_at, expires_at)
    SELECT %(uuid)s, contact.id, %(now)s, %(until)s FROM bookings_contact contact
    WHERE lower(contact.email) = lower(%(email)s) AND contact.erased_at IS NULL
    AND (SELECT count(*) FROM bookings_signinlink link
         WHERE link.contact_id = contact.id AND link.created_at > %(since)s) < %(most)s
    RETURNING id
"""


def ask(email: str, now: datetime) -> None:
    """A link for the contact of this address, if there is one and it has not had too many.

    Nobody learns which: the same statements and the same wake-up either way, and a commit that waits for no disk (a
    link lost with the machine is asked for again).
    """
    values = {
        "uuid": uuid4(),
        "email": email,
        "now": now,
        "until": now + VALID_FOR,
        "since": now - WITHIN,
        "most": MOST,
    }
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
        rows = asked(_ASK, values)
        nudge_by_name(SEND_TASK, rows[0][0] if rows else 0)


def token(link: SignInLink) -> str:
    return _signer.sign(link.uuid.hex)


def url(link: SignInLink) -> str:
    return settings.SITE_URL + reverse("bookings:sign_in_link", args=[token(link)])


def find(token: str) -> SignInLink | None:
    """None for a forged or damaged one, and for one long gone."""
    try:
        uuid = UUID(hex=_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return SignInLink.objects.select_related("contact").filter(uuid=uuid).first()


def is_over(link: SignInLink, now: datetime) -> bool:
    return link.used_at is not None or link.expires_at <= now


def use(link: SignInLink, now: datetime) -> bool:
    """True for the first of any number that come at once. Older links of the same person end with it."""
    with transaction.atomic():
        used = SignInLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now)
        if used:
            older = SignInLink.objects.filter(contact=link.contact_id, created_at__lt=link.created_at, used_at=None)
            older.update(used_at=now)
    return used == 1


def deliver(link_id: int, now: datetime) -> None:
    """Mails one link. Called twice, or by two workers, it is mailed once; 0 is nobody's."""
    waiting = SignInLink.objects.filter(pk=link_id, claimed_at=None, used_at=None, expires_at__gt=now)
    if not waiting.update(claimed_at=now):
        return
    link = SignInLink.objects.select_related("contact").filter(pk=link_id).first()
    if link is None:
        return  # its contact was erased since the claim
    try:
        with translation.override(link.contact.language):
            send_link(link, url(link), MINUTES)
    except NotSent as error:
        logger.warning("sign-in link %s did not leave: %s", link.pk, error)
        if not error.permanent:
            SignInLink.objects.filter(pk=link.pk).update(claimed_at=None)
    except Unknown as error:
        logger.warning("sign-in link %s may not have left: %s", link.pk, error)


def sweep(now: datetime) -> int:
    """Mails what a lost wake-up left, and forgets what ended a day ago; returns how many were mailed or tried."""
    SignInLink.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
    left = SignInLink.objects.filter(claimed_at=None, used_at=None, created_at__gt=now - VALID_FOR)
    return each(left.order_by("created_at"), lambda link: deliver(link.pk, now))
