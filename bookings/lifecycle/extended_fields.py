"""update_extended_fields: what an owner's namespace says about a booking (domain.md section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.errors import InvalidMove, InvalidRequest
from bookings.extended import Problem, problems, size_problem
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
    judged = judge(namespace, data)
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
            fields[namespace] = judged.fitting(declared, data)
            if said := size_problem(fields):
                raise InvalidRequest(said, field="data")
        if fields == booking.extended_fields:
            return booking
        had = namespace in booking.extended_fields
        event = record(booking, EventKind.UPDATED, by=by, now=now, extended_fields=fields)
        event.before = {"extended_fields": namespace} if had else {}
        event.after = {"extended_fields": namespace}
        event.save(update_fields=["before", "after"])
    return booking


@dataclass(frozen=True, slots=True)
class Judged:
    """What `schema` has against some data."""

    schema: Mapping[str, Any] | None
    problems: list[Problem]

    def fitting(self, declared: FieldNamespace, data: Mapping[str, Any]) -> dict[str, Any]:
        """The data, once the schema that is locked has nothing against them. Raises InvalidRequest."""
        found = self.problems if declared.schema == self.schema else problems(declared.schema, dict(data))
        for problem in found:
            raise InvalidRequest(problem.sentence, field=".".join(str(step) for step in problem.path) or "data")
        return dict(data)


def judge(namespace: str, data: Mapping[str, Any] | None) -> Judged:
    """By the schema of this moment and without locks: it takes a while. Raises InvalidRequest where nothing could be
    held against a schema."""
    if not data:
        return Judged(None, [])
    if not isinstance(data, Mapping):
        raise InvalidRequest(_("The fields come as an object."), field="data")
    fields = dict(data)
    if said := size_problem(fields):
        raise InvalidRequest(said, field="data")
    schema = FieldNamespace.objects.filter(name=namespace).values_list("schema", flat=True).first()
    return Judged(schema, problems(schema, fields) if schema is not None else [])
