import pytest

from tests.checkout.inline import worker_inline


@pytest.fixture
def commits():
    with worker_inline() as commits:
        yield commits
