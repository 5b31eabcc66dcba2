"""Databases of the benchmark's own, on the server that the settings name; gone with it."""

import contextlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

PREFIX = "daybook_benchmark_"


@contextlib.contextmanager
def made(name: str) -> Iterator[str]:
    """The URL of a new, migrated database; this process works on it until the end."""
    own = settings.DATABASES["default"]["NAME"]
    database = PREFIX + name
    _drop(database)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    try:
        with used(database):
            call_command("migrate", interactive=False, verbosity=0)
        yield urlsplit(settings.DATABASE_URL)._replace(path=f"/{database}").geturl()
    finally:
        use(own)
        _drop(database)


@contextlib.contextmanager
def used(database: str) -> Iterator[None]:
    """Queries of this process go to `database` inside, and to where they went before after it."""
    before = connection.settings_dict["NAME"]
    use(database)
    try:
        yield
    finally:
        use(before)


def use(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def _drop(database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
