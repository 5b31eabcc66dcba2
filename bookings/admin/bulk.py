"""Confirming and declining several at once; each stands for itself, and the report says what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.actors import Actor
from bookings.errors import BookingError
from bookings.lifecycle import confirm_booking, decline_booking
from bookings.models import Booking


@admin.action(description=_("Confirm those whose time is free"), permissions=["decide"])
def confirm_selected(model_admin: Any, request: HttpRequest, bookings: QuerySet[Booking]) -> None:
    def confirm(booking: Booking) -> None:
        confirm_booking(
            booking,
            by=Actor.owner(request.user),  # type: ignore[arg-type]
            now=timezone.now(),
            revision=booking.revision,
            check_availability=True,
        )

    _each(model_admin, request, bookings, confirm, _("Confirmed: %(codes)s."))


@admin.action(description=_("Decline"), permissions=["decide"])
def decline_selected(model_admin: Any, request: HttpRequest, bookings: QuerySet[Booking]) -> None:
    def decline(booking: Booking) -> None:
        by = Actor.owner(request.user)  # type: ignore[arg-type]
        decline_booking(booking, by=by, now=timezone.now(), revision=booking.revision)

    _each(model_admin, request, bookings, decline, _("Declined: %(codes)s."))


def _each(
    model_admin: Any,
    request: HttpRequest,
    bookings: QuerySet[Booking],
    verb: Callable[[Booking], None],
    done: Any,
) -> None:
    codes = []
    for booking in bookings.order_by("created_at"):
        try:
            verb(booking)
        except BookingError as error:
            model_admin.message_user(request, f"{booking.code}, {booking.name}: {error}", messages.ERROR)
        else:
            codes.append(booking.code)
    if codes:
        model_admin.message_user(request, done % {"codes": ", ".join(codes)}, messages.SUCCESS)
