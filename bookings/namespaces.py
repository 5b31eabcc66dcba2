"""Bookings that carry a namespace's extra fields. All bookings are read for it: seldom, when an owner changes one."""

from collections.abc import Iterator, Mapping
from typing import Any

from bookings.extended import problems
from bookings.models import Booking, FieldNamespace
from bookings.models.querysets import BookingQuerySet


def carrying(name: str) -> BookingQuerySet:
    return Booking.objects.filter(extended_fields__has_key=name)


def lock(namespace: FieldNamespace) -> None:
    """No booking gets new values of it until the transaction ends: update_extended_fields waits for the same lock."""
    FieldNamespace.objects.select_for_update(no_key=True).filter(pk=namespace.pk).first()


def misfits(name: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The code of each booking whose values would not fit the schema, and what of them first."""
    for code, fields in carrying(name).order_by("pk").values_list("code", "extended_fields").iterator():
        for problem in problems(schema, fields[name])[:1]:
            yield code, problem.sentence
