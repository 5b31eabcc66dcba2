"""What `manage.py up` keeps running beside the servers: web, worker and beat, each a process of its own."""

import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence

from config.embedded import processes
from config.embedded.defaults import PROJECT, make_folder, secret_key, state_dir

CELERY = [sys.executable, "-m", "celery", "-A", "config"]
WEB_PROCESSES, WEB_THREADS, WORKER_PROCESSES = 2, 4, 2


def environment(port: int) -> dict[str, str]:
    """Runs the site as production does, at one loopback port; what the environment already says stays."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(),
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "HTTPS": "0",
        "STATIC_FINDERS": "1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SANDBOX_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    return defaults | {name: value for name, value in os.environ.items() if value}


class Program:
    """One of them. `name` is also its log's and its DAYBOOK_PROCESS."""

    def __init__(
        self, name: str, command: Sequence[str], env: Mapping[str, str], sockets: Sequence[socket.socket] = ()
    ) -> None:
        self.name = name
        self.command = command
        self.env = dict(env) | {"DAYBOOK_PROCESS": name}
        self.sockets = sockets
        self.log = state_dir() / f"{name}.log"
        self.process: processes.Process | None = None

    def start(self) -> None:
        if self.process:
            processes.end_group(self.process)
        self.process = processes.spawn(
            self.command,
            log=self.log,
            when_orphaned=signal.SIGTERM,
            env=self.env,
            cwd=PROJECT,
            pass_fds=[listener.fileno() for listener in self.sockets],
        )

    def stop(self) -> None:
        """What is under way gets 15 seconds to end well."""
        if self.process:
            processes.stop(self.process, (signal.SIGTERM, 15), (signal.SIGQUIT, 2))


def web(env: Mapping[str, str], sockets: Sequence[socket.socket]) -> Program:
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--no-control-socket"]
    command += ["--worker-class", "gthread", "--workers", str(WEB_PROCESSES), "--threads", str(WEB_THREADS)]
    command += ["--preload", "--graceful-timeout", "10"]
    for listener in sockets:
        command += ["--bind", f"fd://{listener.fileno()}"]
    return Program("web", command, env, sockets)


def worker(env: Mapping[str, str]) -> Program:
    # Forking is not safe with macOS's own libraries; and the others to mingle or gossip with do not exist.
    pool = "threads" if sys.platform == "darwin" else "prefork"
    command = [*CELERY, "worker", "--without-mingle", "--without-gossip", "--pool", pool]
    return Program("worker", [*command, "--concurrency", str(WORKER_PROCESSES), "--loglevel", "INFO"], env)


def beat(env: Mapping[str, str]) -> Program:
    schedule = make_folder(state_dir() / "beat") / "schedule"
    command = [*CELERY, "beat", "--schedule", str(schedule), "--pidfile=", "--loglevel", "INFO"]
    return Program("beat", command, env)
