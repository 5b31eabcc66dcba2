import sys

import pytest

from config.embedded.defaults import EmbeddedError
from config.embedded.programs import Program
from config.embedded.supervisor import TOO_MANY, Supervisor, Watched

NO_DELAY = (0.0,)


@pytest.fixture
def said():
    return []


@pytest.fixture
def supervisor(state, said):
    state.mkdir(mode=0o700)
    made = Supervisor(said.append)
    yield made
    made.stop()


def program(script: str) -> Program:
    return Program("web", [sys.executable, "-c", script], {})


def test_a_vital_program_that_keeps_ending_ends_the_site_with_its_last_words(supervisor, said):
    supervisor.add(Watched(program("print('no such table')"), NO_DELAY, vital=True))
    with pytest.raises(EmbeddedError, match="no such table"):
        look(supervisor, until=lambda: False)
    assert said.count("web runs again.") == TOO_MANY


def test_another_that_keeps_ending_is_tried_for_ever(supervisor, said):
    supervisor.add(Watched(program(""), NO_DELAY))
    look(supervisor, until=lambda: said.count("web runs again.") > TOO_MANY)
    assert said[0].startswith("web ended with code 0; starting it again at once.")


def look(supervisor, until):
    while not until():
        supervisor.look()
