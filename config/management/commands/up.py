"""`manage.py up`: the whole site with one command, for a first look and for development."""

import contextlib
import os
import signal
import sys
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from config.embedded import first_start, ports, programs, servers
from config.embedded.defaults import EmbeddedError, place, state_dir
from config.embedded.lock import Lock
from config.embedded.supervisor import PROGRAM_DELAYS, SERVER_DELAYS, Supervisor, Watched

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


class Command(BaseCommand):
    help = "Runs the site: database, Redis, web, worker and beat. Ctrl-C stops everything."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="Fill an empty database with a demo business.")
        parser.add_argument("--port", type=_port, default=8000, help="Port on this machine; 8000 unless said.")

    def handle(self, *args: Any, **options: Any) -> None:
        for number in STOPPING:
            signal.signal(number, signal.default_int_handler)
        code = 0
        with contextlib.ExitStack() as stack:
            try:
                self._run(stack, options["port"], demo=options["demo"])
            except KeyboardInterrupt:
                self._say("Stopping.")
            except (EmbeddedError, DatabaseError, OSError) as error:
                self.stderr.write(str(error).strip())
                code = 1
            for number in STOPPING:
                signal.signal(number, signal.SIG_IGN)
        sys.exit(code)

    def _run(self, stack: contextlib.ExitStack, port: int, *, demo: bool) -> None:
        lock = Lock(state_dir())
        lock.take_after("site", patience=5)
        stack.callback(lock.release)
        listeners = [stack.enter_context(listener) for listener in ports.listen(port)]
        supervisor = Supervisor(self._say)
        stack.callback(supervisor.stop)
        self._start_servers(supervisor)
        env = programs.environment(port)
        password = self._prepare(env, demo=demo)
        supervisor.add(Watched(programs.web(env, listeners), PROGRAM_DELAYS, vital=True))
        while not ports.answers(port):
            supervisor.look()
        supervisor.add(Watched(programs.worker(env), PROGRAM_DELAYS))
        supervisor.add(Watched(programs.beat(env), PROGRAM_DELAYS))
        self._introduce(env, password)
        while True:
            supervisor.look()

    def _start_servers(self, supervisor: Supervisor) -> None:
        for name in ("DATABASE_URL", "REDIS_URL"):
            if os.environ.get(name):
                self._say(f"{name} is set, so no server of Daybook's own is started for it.")
        for server in servers.wanted(place()):
            self._say(f"Starting {server.name}.")
            supervisor.add(Watched(server, SERVER_DELAYS))

    def _prepare(self, env: dict[str, str], *, demo: bool) -> str | None:
        first_start.migrate(self._say)
        if demo and first_start.is_empty():
            self._say("Making a demo business.")
            first_start.fill_with_demo(env)
        elif demo:
            self._say("There are services already, so --demo adds nothing.")
        password = first_start.make_owner()
        connection.close()
        return password

    def _introduce(self, env: dict[str, str], password: str | None) -> None:
        address = env["SITE_URL"]
        self._say(f"\nDaybook is open:  {address}/")
        self._say(f"Owner's side:     {address}/admin/")
        if password:
            self._say(f"Sign in as `{first_start.OWNER}` with the password {password} (shown this once).")
        else:
            self._say("Forgotten password: manage.py changepassword <user>.")
        if "console" in settings.EMAIL_BACKEND:
            self._say(f"E-mails go to:    {state_dir() / 'worker.log'}")
        if settings.SMS_BACKEND == "console":
            self._say(f"Text messages:    {state_dir() / 'worker.log'}")
        self._say("Ctrl-C stops everything.\n")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
