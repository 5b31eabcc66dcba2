"""The mails that carry a one-time link: to sign in, to confirm another address."""

from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bookings.messages.email import send
from bookings.models import SignInLink
from services.models import Business
from services.wording import plain


def send_link(link: SignInLink, url: str, minutes: int) -> None:
    """Raises NotSent and Unknown."""
    business = Business.objects.current()
    words = {
        "subject": _("Your link to sign in"),
        "opening": _("Sign in to see your bookings"),
        "button": _("Sign in"),
        "url": url,
        "until": _("The link works for %(minutes)s minutes, once.") % {"minutes": minutes},
        "otherwise": _("You didn't ask for it? Then do nothing: without the link nobody gets in."),
    }
    send(_mail(business, link.contact.email, f"sign-in.{link.uuid.hex}", words))


def send_confirmation(email: str, url: str, name: str, minutes: int) -> None:
    """To an address that is to be somebody's from now on; `name`: of this mail. Raises NotSent and Unknown."""
    business = Business.objects.current()
    words = {
        "subject": _("Confirm your new address"),
        "opening": _("Use this address for your bookings"),
        "button": _("Confirm this address"),
        "url": url,
        "until": _("The link works for %(minutes)s minutes, once.") % {"minutes": minutes},
        "otherwise": _("You didn't ask for it? Then do nothing: nothing changes without the link."),
    }
    send(_mail(business, email, f"address.{name}", words))


def _mail(business: Business, to: str, name: str, words: dict[str, Any]) -> EmailMultiAlternatives:
    context = words | {"business": business, "language": get_language() or "en"}
    mail = EmailMultiAlternatives(
        subject=plain(words["subject"]),
        body=plain(render_to_string("messages/sign_in.txt", context)),
        from_email=formataddr((" ".join(business.name.split()), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[to],
        reply_to=[business.email] if business.email else None,
        headers={"Message-ID": f"<{name}@daybook>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("messages/sign_in.html", context), "text/html")
    return mail
