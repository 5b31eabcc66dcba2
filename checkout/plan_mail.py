"""The one mail that says that a plan is ready. The row is its queue, as for a sign-in link (bookings/sign_in.py)."""

import logging
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bookings.messages.email import send
from bookings.messages.outcomes import NotSent, Unknown
from bookings.sweeps import each
from checkout.models import Membership, OrderLine
from checkout.plans_words import last_day, what_it_gives
from services.models import Business
from services.wording import money, plain

logger = logging.getLogger(__name__)
TRIED_FOR = timedelta(days=1)


def deliver(membership_id: int, now: datetime) -> None:
    """Called twice, or by two workers, it is mailed once."""
    waiting = Membership.objects.filter(pk=membership_id, mail_claimed_at=None, contact__erased_at=None)
    if not waiting.update(mail_claimed_at=now):
        return
    membership = Membership.objects.select_related("contact").get(pk=membership_id)
    try:
        with translation.override(membership.contact.language):
            send(_mail(membership))
    except NotSent as error:
        logger.warning("the mail about plan %s did not leave: %s", membership.pk, error)
        if not error.permanent:
            Membership.objects.filter(pk=membership.pk).update(mail_claimed_at=None)
        return
    except Unknown as error:
        logger.warning("the mail about plan %s may not have left: %s", membership.pk, error)
        return
    Membership.objects.filter(pk=membership.pk).update(mail_sent_at=now)


def sweep(now: datetime) -> int:
    """Mails what a lost wake-up left; returns how many were mailed or tried."""
    left = Membership.objects.filter(mail_claimed_at=None, created_at__gt=now - TRIED_FOR)
    return each(left.order_by("created_at"), lambda membership: deliver(membership.pk, now))


def _mail(membership: Membership) -> EmailMultiAlternatives:
    business = Business.objects.current()
    words = {
        "plan": membership.name,
        "gives": what_it_gives(membership),
        "until": last_day(membership.ends_at, business.time_zone),
    }
    line = OrderLine.objects.filter(membership=membership).select_related("order").first()
    context = {
        "opening": _("Your plan is ready: %(plan)s") % words,
        "button": _("Sign in to use it"),
        "url": settings.SITE_URL + reverse("mine:bookings"),
        "until": _("You have %(gives)s, until %(until)s.") % words,
        "otherwise": _("Book as usual, and choose “With your plan” when it comes to paying."),
        "paid": _paid(line) if line else "",
        "business": business,
        "language": translation.get_language() or "en",
    }
    mail = EmailMultiAlternatives(
        subject=plain(" ".join(str(context["opening"]).split())),
        body=plain(render_to_string("messages/sign_in.txt", context)),
        from_email=formataddr((" ".join(business.name.split()), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[membership.contact.email],
        reply_to=[business.email] if business.email else None,
        headers={"Message-ID": f"<plan.{membership.pk}@daybook>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("messages/sign_in.html", context), "text/html")
    return mail


def _paid(line: OrderLine) -> str:
    """What was paid, and where it can be read again; a plan that was given has neither."""
    words = {
        "amount": money(line.amount, line.order.currency),
        "url": settings.SITE_URL + reverse("mine:receipt", args=[line.order.number]),
    }
    return _("You paid %(amount)s. The receipt, once you are signed in: %(url)s") % words
