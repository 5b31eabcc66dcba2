"""Child processes that never outlive the process that started them, not even when it is killed with -9."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing may be looked up.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None

Process = subprocess.Popen[bytes]


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path | None,
    when_orphaned: signal.Signals,
    env: Mapping[str, str] | None = None,
    **identity: Any,
) -> Process:
    """Start `command` in a process group of its own, so that Ctrl-C reaches only us.

    `log` takes its output (None: our own output). `when_orphaned` is the signal it gets when we die.
    Call it from the main thread only: Linux ties that signal to the life of the thread that forks.
    """
    with contextlib.ExitStack() as stack:
        output = stack.enter_context(open(log, "ab", opener=_privately)) if log else None
        process = subprocess.Popen(  # noqa: S603
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            env=env,
            process_group=0,
            umask=0o077,
            preexec_fn=_tie_to_parent(when_orphaned) if _libc else None,  # noqa: PLW1509 # two system calls
            **identity,
        )
    if _libc is None:
        _watch(process, when_orphaned)
    return process


def stop(process: Process, *steps: tuple[signal.Signals, float]) -> None:
    """Ask it to end with each signal in turn, giving it so many seconds; then end it and what is left of its group."""
    for number, patience in (*steps, (signal.SIGKILL, 5.0)):
        if process.poll() is None:
            process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
    end_group(process)


def end_group(process: Process) -> None:
    """End what an already dead process left behind in its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def set_aside(log: Path) -> None:
    """Keep the log of the run before this one as `<name>.1`, and no older."""
    if log.exists():
        log.rename(log.with_name(f"{log.name}.1"))


def tail(log: Path, lines: int = 30) -> str:
    """The last lines of a log, for a message; empty when there is none."""
    if not log.is_file():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def _privately(path: str, flags: int) -> int:
    """Logs hold what customers are told."""
    return os.open(path, flags, 0o600)


def _tie_to_parent(when_orphaned: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(when_orphaned), 0, 0, 0)  # type: ignore[union-attr]
        if os.getppid() != parent:  # We died before the line above.
            os._exit(1)

    return tie


def _watch(process: Process, when_orphaned: signal.Signals) -> None:
    """Without PDEATHSIG (macOS): a shell waits for our end of a pipe to close, then passes the signal on."""
    script = f"cat >/dev/null; kill -{int(when_orphaned)} {process.pid} 2>/dev/null"
    watcher = subprocess.Popen(["/bin/sh", "-c", script], stdin=subprocess.PIPE, process_group=0)  # noqa: S603
    process.watcher = watcher  # type: ignore[attr-defined] # its pipe lives as long as the process object
