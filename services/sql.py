"""Asking the database in SQL that is written once.

Django composes a query anew each time it is asked. For what every page or booking asks, that takes longer than
PostgreSQL needs to answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Values = Sequence[Any] | Mapping[str, Any]


def asked(statement: str, values: Values) -> list[tuple[Any, ...]]:
    """The rows as they come."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def fetched(statement: str, values: Values) -> list[dict[str, Any]]:
    """The rows by the names of their columns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def made(model: type[M], row: Mapping[str, Any]) -> M:
    """Of a row whose columns the database gave in their own types."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, names, [row[name] for name in names])
