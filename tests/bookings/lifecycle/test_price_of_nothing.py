from decimal import Decimal

import pytest

from tests.bookings.making import book
from tests.factories import ServiceFactory, hour


@pytest.mark.django_db
def test_a_fixed_price_of_nothing_leaves_nothing_to_pay():
    assert book(ServiceFactory(price=Decimal(0)), hour("10:00")).payment_status == "exempt"
