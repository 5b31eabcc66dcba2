"""What a new database needs before the site can open: tables, somebody's demo business, an owner."""

import secrets
import signal
import sys
from collections.abc import Callable, Mapping

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.embedded import processes
from config.embedded.defaults import PROJECT, EmbeddedError
from services.models import Service

OWNER = "owner"


def migrate(say: Callable[[str], None]) -> None:
    """Bring the tables up to date, showing each step."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database.")
        call_command("migrate", interactive=False)


def is_empty() -> bool:
    """Whether nothing can be booked yet."""
    return not Service.objects.exists()


def fill_with_demo(env: Mapping[str, str]) -> None:
    """Run `manage.py demo`, which shows its own progress. Raises EmbeddedError."""
    command = [sys.executable, "manage.py", "demo"]
    process = processes.spawn(command, log=None, when_orphaned=signal.SIGTERM, env=env, cwd=PROJECT)
    try:
        code = process.wait()
    finally:
        processes.stop(process, (signal.SIGTERM, 10))
    if code != 0:
        raise EmbeddedError("The demo business could not be made; the reason is above.")


def make_owner() -> str | None:
    """The password of a new account OWNER, or None when somebody can sign in already."""
    users = get_user_model()
    if users.objects.filter(is_superuser=True).exists() or users.objects.filter(username=OWNER).exists():
        return None
    password = secrets.token_urlsafe(9)
    users.objects.create_superuser(OWNER, password=password)
    return password
