"""Why money went back or was kept, in words. What an owner wrote stands as it is."""

from django.utils.translation import gettext_lazy

from bookings.lifecycle.cancel import CUSTOMER_CANCELED, OWNER_CANCELED
from bookings.lifecycle.decline import CHECKOUT_EXPIRED, REQUEST_EXPIRED
from bookings.sessions.ending import CALLED_OFF

AT_PROVIDER = "AT_PROVIDER"
FEWER_PEOPLE = "FEWER_PEOPLE"
GIVEN_IN_PERSON = "GIVEN_IN_PERSON"
PAID_TWICE = "PAID_TWICE"
_WHY = {
    OWNER_CANCELED: gettext_lazy("canceled by the business"),
    CUSTOMER_CANCELED: gettext_lazy("canceled by the customer"),
    CALLED_OFF: gettext_lazy("called off"),
    CHECKOUT_EXPIRED: gettext_lazy("not finished in time"),
    REQUEST_EXPIRED: gettext_lazy("not answered in time"),
    PAID_TWICE: gettext_lazy("paid twice"),
    FEWER_PEOPLE: gettext_lazy("fewer people"),
    GIVEN_IN_PERSON: gettext_lazy("in person"),
    AT_PROVIDER: gettext_lazy("at the payment provider"),
    "CANCELED": gettext_lazy("canceled"),
    "DECLINED": gettext_lazy("declined"),
}


def in_words(reason: str) -> str:
    """Of a Refund or a Retained."""
    return str(_WHY.get(reason, reason))


def in_own_words(reason: str) -> str:
    """What an owner wrote; empty for our own reasons."""
    return "" if reason in _WHY else reason
