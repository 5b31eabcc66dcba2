"""update_extended_fields: what an owner's namespace says about a booking (domain.md section 3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.errors import InvalidMove, InvalidRequest
from bookings.extended import MOST_BYTES, problems, size_of
from bookings.lifecycle.settling import lock_booking
from bookings.models import Booking, EventKind, FieldNamespace
from bookings.moves import check_revision, record
from bookings.retrying import retried

EXTEND = "bookings.change_booking"


@retried
def update_extended_fields(
    booking: Booking,
    namespace: str,
    data: Mapping[str, Any] | None,
    *,
    by: Actor,
    now: datetime,
    revision: int | None = None,
) -> Booking:
    """`data` in place of what the namespace had; nothing ({} or None) removes it. In any status, until it is erased.

    The event names the namespace and never a value. The same again changes nothing. Never by customers.
    Raises UnauthorizedOperation, RevisionConflict, InvalidMove (erased), and InvalidRequest with the field:
    "namespace" for one that nobody declared, else what of it is wrong, "address.street".
    """
    by.require(EXTEND)
    with transaction.atomic():
        booking = lock_booking(booking)
        check_revision(booking, revision)
        if booking.erased_at is not None:
            raise InvalidMove(_("The personal data of this booking is erased: nothing is added to it any more."))
        # Its schema stays as it is until this is written.
        declared = FieldNamespace.objects.select_for_update(no_key=True).filter(name=namespace).first()
        if declared is None:
            raise InvalidRequest(_("There are no extra fields of this name."), field="namespace")
        fields = {name: value for name, value in booking.extended_fields.items() if name != namespace}
        if data:
            check_fields(declared, data, besides=fields)
            fields[namespace] = dict(data)
        if fields == booking.extended_fields:
            return booking
        had = namespace in booking.extended_fields
        event = record(booking, EventKind.UPDATED, by=by, now=now, extended_fields=fields)
        event.before = {"extended_fields": namespace} if had else {}
        event.after = {"extended_fields": namespace}
        event.save(update_fields=["before", "after"])
    return booking


def check_fields(declared: FieldNamespace, data: Mapping[str, Any], *, besides: Mapping[str, Any]) -> None:
    """Whether a booking that carries `besides` too may carry `data`. Raises InvalidRequest."""
    if not isinstance(data, Mapping):
        raise InvalidRequest(_("The fields come as an object."), field="data")
    try:
        size = size_of({**besides, declared.name: dict(data)})
    except (ValueError, TypeError):
        raise InvalidRequest(_("There is something in it that can't be kept as JSON."), field="data") from None
    if size > MOST_BYTES:
        words = {"most": MOST_BYTES // 1024}
        raise InvalidRequest(_("A booking carries at most %(most)s KB of extra fields.") % words, field="data")
    for problem in problems(declared.schema, data):
        raise InvalidRequest(problem.sentence, field=".".join(str(step) for step in problem.path) or "data")
