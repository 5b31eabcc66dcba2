"""Where Daybook keeps its state and where its own servers listen, when the environment does not say.

Settings read this on every start, so it is standard library only and computes paths: nothing is started here,
and the only file ever written is the secret key.
"""

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PROJECT = Path(__file__).resolve().parent.parent.parent
# PostgreSQL does not run as root, so root's cluster lies where an unprivileged user can reach it.
ROOTS_CLUSTERS = Path("/var/lib/daybook-embedded")
# A socket's address holds 108 bytes on Linux, 104 on macOS; Redis cuts longer ones off without a word.
LONGEST_SOCKET = 100
POSTGRES_SOCKET = ".s.PGSQL.5432"


class EmbeddedError(Exception):
    """The embedded servers cannot run; the text is a sentence for whoever typed the command."""


@dataclass(frozen=True)
class Place:
    """The folders and sockets of one pair of servers."""

    state: Path  # lock, logs, Redis's data; ours alone
    cluster: Path  # PostgreSQL's folder; owned by the user it runs as
    postgres_sockets: Path  # a folder, likewise
    redis_socket: Path

    @classmethod
    def within(cls, folder: Path) -> "Place":
        """Everything in one folder with a short name, which PostgreSQL's user must be able to pass through."""
        return cls(folder / "state", folder / "pg", folder / "run", folder / "state" / "redis.sock")

    def database_url(self, name: str = "daybook") -> str:
        return f"postgres://daybook@/{name}?host={quote(str(self.postgres_sockets), safe='')}"

    def redis_url(self) -> str:
        return f"unix://{quote(str(self.redis_socket))}?db=0"


def state_dir() -> Path:
    """`.data` beside manage.py, or DAYBOOK_STATE_DIR. It need not exist yet."""
    chosen = os.environ.get("DAYBOOK_STATE_DIR")
    return Path(chosen).expanduser().resolve() if chosen else PROJECT / ".data"


def place() -> Place:
    """The servers of the state folder; the same answer in every process."""
    state = state_dir()
    digest = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    sockets = state / "run"
    if len(os.fsencode(sockets / POSTGRES_SOCKET)) > LONGEST_SOCKET:
        # Not TMPDIR: two shells may differ in it and would miss each other. Owner and mode are checked on start.
        sockets = Path(f"/tmp/daybook-{os.getuid()}-{digest}")  # noqa: S108
    if os.getuid() == 0:
        home = ROOTS_CLUSTERS / digest
        return Place(state, home / "pg", home / "run", sockets / "redis.sock")
    return Place(state, state / "pg", sockets, sockets / "redis.sock")


def database_url() -> str:
    return place().database_url()


def redis_url() -> str:
    return place().redis_url()


def make_folder(folder: Path, mode: int = 0o700) -> Path:
    """Make `folder` and what is missing above it with exactly this mode; those that exist are left as they are.

    Raises EmbeddedError with a sentence.
    """
    try:
        if not folder.is_dir():
            if not folder.parent.is_dir():
                make_folder(folder.parent, mode)
            folder.mkdir(mode=mode, exist_ok=True)
            folder.chmod(mode)  # The mode of mkdir would be cut by the umask.
    except OSError as error:
        raise EmbeddedError(f"Cannot make the folder {folder}: {error.strerror}.") from error
    return folder


def make_private(folder: Path, owner: int | None = None) -> Path:
    """Make `folder`, 0700 and of the user `owner` (a uid, default ours), or check that it is.

    A folder in /tmp may have been put there by somebody else to listen in; such a one is refused.
    """
    make_folder(folder)
    found, owner = folder.lstat(), os.getuid() if owner is None else owner
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.getuid()} or found.st_mode & 0o077:
        raise EmbeddedError(f"{folder} must be a folder of yours that nobody else can open (chmod 700).")
    if found.st_uid != owner:
        os.chown(folder, owner, -1)
    return folder


def secret_key() -> str:
    """The development secret, made once and readable by its owner only."""
    file = state_dir() / "secret-key"
    try:
        return file.read_text()
    except FileNotFoundError:
        return _write_once(file, secrets.token_urlsafe(50))
    except OSError as error:
        raise EmbeddedError(f"Cannot read {file}: {error.strerror}.") from error


def _write_once(file: Path, text: str) -> str:
    """Of several processes that start together, one writes; all return what it wrote."""
    draft = make_folder(file.parent) / f"{file.name}.{os.getpid()}"
    try:
        draft.touch(mode=0o600)
        draft.write_text(text)
        try:
            os.link(draft, file)
        except FileExistsError:
            return file.read_text()
        return text
    except OSError as error:
        raise EmbeddedError(f"Cannot write {file}: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
