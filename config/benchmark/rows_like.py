"""Many rows from one: a model's instance, with SQL in place of the columns that differ."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_like(pattern: Model, varying: Mapping[str, str], source: str) -> int:
    """INSERT one row for each row of `source` (what follows FROM); how many.

    `varying` gives an SQL expression by column; every other column is the pattern's, so a new field needs no change
    here. The text of both is the program's own, never somebody's input.
    """
    fields = pattern._meta.concrete_fields
    columns, expressions, values = [], [], []
    for field in fields:
        column = str(field.column)
        expression = varying.get(column)
        if expression is None and field.primary_key:
            continue
        columns.append(connection.ops.quote_name(column))
        expressions.append(expression or "%s")
        if expression is None:
            values.append(_stored(field, pattern))
    table = connection.ops.quote_name(pattern._meta.db_table)
    statement = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(expressions)} FROM {source}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def _stored(field: Any, pattern: Model) -> Any:
    return field.get_db_prep_save(field.pre_save(pattern, add=True), connection)
