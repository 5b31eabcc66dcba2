import pytest

from tests.bookings.waitlist.waiting import NOON


@pytest.fixture(autouse=True)
def noon(time_machine):
    """In the daytime, when offers are made."""
    time_machine.move_to(NOON, tick=False)
    return time_machine
