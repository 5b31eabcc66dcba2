import os

import pytest

from config.embedded import defaults
from config.embedded.defaults import EmbeddedError


def test_the_secret_is_made_once_and_for_its_owner_only(state):
    secret = defaults.secret_key()
    assert defaults.secret_key() == secret
    assert len(secret) >= 50
    assert (state / "secret-key").stat().st_mode & 0o777 == 0o600


def test_sockets_of_a_long_path_move_to_a_short_one(folder, monkeypatch):
    monkeypatch.setenv("DAYBOOK_STATE_DIR", str(folder / ("x" * 150)))
    assert len(str(defaults.place().redis_socket)) <= defaults.LONGEST_SOCKET
    assert len(str(defaults.place().postgres_sockets / defaults.POSTGRES_SOCKET)) <= defaults.LONGEST_SOCKET


def test_a_folder_open_to_others_is_refused_for_sockets(folder):
    (folder / "run").mkdir()
    (folder / "run").chmod(0o755)
    with pytest.raises(EmbeddedError, match="nobody else can open"):
        defaults.make_private(folder / "run")


def test_a_link_laid_out_by_somebody_is_refused_for_sockets(folder):
    (folder / "private").mkdir(mode=0o700)
    (folder / "run").symlink_to(folder / "private")
    with pytest.raises(EmbeddedError, match="nobody else can open"):
        defaults.make_private(folder / "run")


def test_a_new_folder_is_as_open_as_asked_whatever_the_umask(folder):
    before = os.umask(0o077)
    try:
        made = defaults.make_folder(folder / "one" / "two", mode=0o755)
    finally:
        os.umask(before)
    assert (made.stat().st_mode & 0o777, made.parent.stat().st_mode & 0o777) == (0o755, 0o755)
