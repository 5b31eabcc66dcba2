"""`manage.py up` that cannot run says why in a sentence and ends with 1."""

import socket

import pytest

from tests.config.launcher import manage


def test_a_taken_port_is_named_with_the_option(state):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = manage("up", "--port", str(port))
    assert (result.returncode, result.stderr) == (1, f"Port {port} is taken; choose another with --port.\n")


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_port_that_is_none_is_refused(state, port):
    result = manage("up", "--port", port)
    assert result.returncode == 2
    assert "a port is a number from 1 to 65535" in result.stderr


def test_a_state_folder_that_is_none_is_named(state):
    state.write_text("a file where the folder should be")
    result = manage("up")
    assert (result.returncode, result.stderr) == (1, f"Cannot read {state}/secret-key: Not a directory.\n")
