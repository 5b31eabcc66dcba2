"""What stands at the head of a booking's page keeps its distance from what follows."""

import pytest

from bookings import links
from bookings.models import MessageState
from tests.factories import BookingFactory, MessageFactory
from tests.journeys.shop import physiotherapy

pytestmark = pytest.mark.browser
GAP = """notice => notice.parentElement.nextElementSibling.getBoundingClientRect().top
    - notice.getBoundingClientRect().bottom"""


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_mail_that_came_back_is_told_clear_of_the_ticket(visit, phone):
    booking = BookingFactory(confirmed=True, service=physiotherapy())
    MessageFactory(booking=booking, state=MessageState.FAILED)
    page = visit(phone=phone).page
    page.goto(links.path(booking))
    assert page.locator("#page > * > .notice").evaluate(GAP) >= 24
