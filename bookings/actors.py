"""Who acts: the `by` of every verb (domain.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.errors import UnauthorizedOperation

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Identity(models.TextChoices):
    UNKNOWN = "unknown", _("unknown")
    ANONYMOUS_VISITOR = "anonymous_visitor", _("the customer")
    MEMBER = "member", _("the customer, signed in")
    OWNER = "owner", _("the business")
    APP = "app", _("the system")


class Permission:
    """Names of the permissions that verbs ask for; granted to admin users (Booking.Meta.permissions)."""

    BOOK = "bookings.add_booking"
    DECIDE = "bookings.decide_booking"
    CANCEL = "bookings.cancel_booking"
    REFUND = "bookings.refund_booking"
    TAKE_PAYMENT = "bookings.take_payment"
    OVERRIDE = "bookings.override_rules"
    SET_PENDING = "bookings.set_booking_as_pending"
    ERASE = "bookings.delete_contact"


@dataclass(frozen=True, slots=True)
class Actor:
    identity: Identity
    user: User | None = None

    @classmethod
    def visitor(cls) -> Actor:
        return cls(Identity.ANONYMOUS_VISITOR)

    @classmethod
    def member(cls) -> Actor:
        """A customer who is signed in, acting on a booking of their own (bookings/members.py)."""
        return cls(Identity.MEMBER)

    @classmethod
    def system(cls) -> Actor:
        return cls(Identity.APP)

    @classmethod
    def owner(cls, user: User) -> Actor:
        return cls(Identity.OWNER, user)

    @property
    def is_owner(self) -> bool:
        return self.identity == Identity.OWNER

    @property
    def is_customer(self) -> bool:
        return self.identity in (Identity.ANONYMOUS_VISITOR, Identity.MEMBER)

    def may(self, permission: str) -> bool:
        """The system may everything; an owner what the account was granted; customers nothing."""
        if self.identity == Identity.APP:
            return True
        return self.is_owner and self.user is not None and self.user.has_perm(permission)

    def require(self, permission: str) -> None:
        """Raises UnauthorizedOperation unless `may(permission)`."""
        if not self.may(permission):
            raise UnauthorizedOperation
