"""The words for where a booking stands, and the moves between them (domain.md sections 1 and 2). A leaf."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    CREATED = "created", _("not finished")
    PENDING = "pending", _("requested")
    CONFIRMED = "confirmed", _("confirmed")
    WAITING_LIST = "waiting_list", _("on the waitlist")
    DECLINED = "declined", _("declined")
    CANCELED = "canceled", _("canceled")


class PaymentStatus(models.TextChoices):
    UNDEFINED = "undefined", _("not settled yet")
    NOT_PAID = "not_paid", _("to pay")
    PAID = "paid", _("paid")
    PARTIALLY_PAID = "partially_paid", _("partly paid")
    REFUNDED = "refunded", _("refunded")
    EXEMPT = "exempt", _("free")


class PaymentOption(models.TextChoices):
    UNDEFINED = "undefined", _("not chosen yet")
    ONLINE = "online", _("online")
    OFFLINE = "offline", _("in person")
    MEMBERSHIP = "membership", _("with a plan")
    MEMBERSHIP_OFFLINE = "membership_offline", _("with a plan, by hand")


class FlowFlag(models.TextChoices):
    """What an owner may switch off for one booking (domain.md section 3)."""

    SKIP_AVAILABILITY_VALIDATION = "skip_availability_validation", _("availability not checked")
    SKIP_BUSINESS_CONFIRMATION = "skip_business_confirmation", _("no approval needed")
    SKIP_SELECTED_PAYMENT_OPTION_VALIDATION = (
        "skip_selected_payment_option_validation",
        _("way to pay not checked"),
    )
    IGNORE_BOOKING_WINDOW = "ignore_booking_window", _("outside the booking window")
    IGNORE_PARTICIPANTS_LIMIT = "ignore_participants_limit", _("more people than the policy allows")
    IGNORE_RESCHEDULE_POLICY = "ignore_reschedule_policy", _("rescheduled outside the policy")
    IGNORE_CANCELLATION_POLICY = "ignore_cancellation_policy", _("canceled outside the policy")
    WITH_REFUND = "with_refund", _("with refund")


TAKES_CAPACITY = frozenset({Status.CONFIRMED})
ON_CALENDAR = frozenset({Status.PENDING, Status.CONFIRMED})
FINAL = frozenset({Status.DECLINED, Status.CANCELED})
UNDECIDED = frozenset({Status.CREATED, Status.PENDING, Status.WAITING_LIST})

COVERED = frozenset({PaymentStatus.PAID, PaymentStatus.PARTIALLY_PAID})
BY_PLAN = frozenset({PaymentOption.MEMBERSHIP, PaymentOption.MEMBERSHIP_OFFLINE})

MOVES: dict[str, frozenset[str]] = {
    Status.CREATED: frozenset({Status.CONFIRMED, Status.PENDING, Status.DECLINED, Status.CANCELED}),
    Status.PENDING: frozenset({Status.CONFIRMED, Status.DECLINED, Status.CANCELED}),
    Status.WAITING_LIST: frozenset({Status.CREATED, Status.CONFIRMED, Status.DECLINED, Status.CANCELED}),
    Status.CONFIRMED: frozenset({Status.PENDING, Status.CANCELED}),
    Status.DECLINED: frozenset(),
    Status.CANCELED: frozenset(),
}


def may_move(start: str, end: str) -> bool:
    return end in MOVES[start]
