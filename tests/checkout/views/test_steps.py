"""The title of each page counts the steps that there are, as the line of steps does (journeys.md C1 to C3)."""

import re

import pytest

from tests.bookings.views.asking import see
from tests.checkout.walk import details_url, paying_for, pick_of
from tests.factories import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def counted(response) -> tuple[str, str]:
    """("2 of 4" of the title, of the step that is open)."""
    page = response.content.decode()
    title = re.search(r"<title>Step (\d of \d): ", page)
    step = re.search(r'<li aria-current="step"><span>Step (\d of \d): ', page)
    return title[1], step[1]


def test_a_service_paid_online_has_four(client, sandbox_online):
    service = ServiceFactory(pay_online=True)
    assert counted(see(client, service)) == ("2 of 4", "2 of 4")
    assert counted(client.get(details_url(pick_of(service, held=False)))) == ("3 of 4", "3 of 4")
    _booking, url = paying_for(client, service)
    assert counted(client.get(url)) == ("4 of 4", "4 of 4")


@pytest.mark.parametrize("how", [{"pay_in_person": True}, {"rate": "no_fee", "pay_in_person": True}])
def test_without_a_payment_online_there_are_three(client, sandbox_online, how):
    service = ServiceFactory(**how)
    assert counted(see(client, service)) == ("2 of 3", "2 of 3")
    assert counted(client.get(details_url(pick_of(service)))) == ("3 of 3", "3 of 3")


def test_without_a_provider_there_are_three(client, settings):
    settings.PAYMENT_GATEWAY = "offline"
    service = ServiceFactory(pay_online=True, pay_in_person=True)
    assert counted(see(client, service)) == ("2 of 3", "2 of 3")
