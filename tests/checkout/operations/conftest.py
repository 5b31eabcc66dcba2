import pytest

from tests.checkout.operations.steps import begun, online_service, opened


@pytest.fixture
def requested(sandbox_online, commits):
    """A request with 55 reserved, which only the owner's answer takes."""
    checkout, booking = opened(online_service(policy={"needs_approval": True}))
    payment = begun(checkout, "everything")
    sandbox_online.choose(payment, "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    return booking
