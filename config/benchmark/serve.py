"""The site as `manage.py up` runs it, over a database of the benchmark's."""

import contextlib
import secrets
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from bookings.models import Heartbeat
from config.benchmark.shapes import Shape
from config.embedded import ports, processes, programs, units
from config.embedded.defaults import EmbeddedError
from config.embedded.programs import Program

PATIENCE = 60.0  # seconds: beat's first tick is half a minute after its start


@dataclass(frozen=True, slots=True)
class Site:
    """One that answers at `port`."""

    shape: Shape
    database: str
    url: str
    folder: Path
    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(50))

    def environment(self) -> dict[str, str]:
        """As in production; the keys in Redis don't meet those of a site that uses the same one."""
        name = f"benchmark-{self.shape.name}"
        own = {
            "DEBUG": "0",
            "HTTPS": "0",
            "STATIC_FINDERS": "1",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "SECRET_KEY": self.secret,
            "DJANGO_SETTINGS_MODULE": "config.benchmark.settings",
            "DATABASE_URL": self.url,
            "REDIS_URL": settings.REDIS_URL,
            "CACHE_PREFIX": name,
            "QUEUE_PREFIX": f"{name}:",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "SANDBOX_URL": f"http://localhost:{self.port}",
            "PAYMENT_GATEWAY": "sandbox",
            "TRUSTED_PROXIES": "1",
            "SMS_BACKEND": "console",
            "EMAIL_URL": f"filemail:///{self.folder / 'mail'}",
        }
        return programs.environment(self.port) | own


@contextlib.contextmanager
def served(shape: Shape, database: str, url: str, folder: Path) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        listener.set_inheritable(True)
        site = Site(shape, database, url, folder, listener.getsockname()[1])
        with _running(programs.web(site.environment(), [listener]), folder / f"{shape.name}-web.log"):
            until = time.monotonic() + PATIENCE
            while not ports.answers(site.port):
                if time.monotonic() > until:
                    log = folder / f"{shape.name}-web.log"
                    raise EmbeddedError(f"The site does not answer. Its log ends:\n{processes.tail(log)}")
                time.sleep(0.2)
            yield site


@contextlib.contextmanager
def background(site: Site) -> Iterator[None]:
    """Worker and beat of the site, inside once the site knows that they live."""
    env = site.environment()
    command = [*programs.CELERY, "beat", "--schedule", str(site.folder / "schedule"), "--pidfile="]
    with (
        _running(programs.worker(env), site.folder / "worker.log"),
        _running(Program("beat", command, env), site.folder / "beat.log"),
    ):
        until = time.monotonic() + PATIENCE
        while not Heartbeat.objects.is_fresh("worker", timezone.now()):
            if time.monotonic() > until:
                log = processes.tail(site.folder / "worker.log")
                raise EmbeddedError(f"The worker does not work. Its log ends:\n{log}")
            time.sleep(0.5)
        yield


@contextlib.contextmanager
def _running(program: Program, log: Path) -> Iterator[None]:
    program.log = log
    try:
        units.start(program)
        yield
    finally:
        program.stop()
