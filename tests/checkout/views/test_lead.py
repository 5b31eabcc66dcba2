"""What the link will let one do, said before it is sent: no more than the policy does."""

from datetime import timedelta

import pytest
import time_machine

from services.models import LateCancel
from tests.checkout.walk import details_url, pick_of, words
from tests.factories import PolicyFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db
BOTH = "We send a link that lets you change your details or cancel."
CHANGE = "We send a link that lets you change your details."
A_DAY = 24 * 60


def lead(client, *, hours_before=48, **policy):
    service, start = ServiceFactory(policy=PolicyFactory(**policy)), hour("10:00")
    with time_machine.travel(start - timedelta(hours=hours_before), tick=False):
        page = words(client.get(details_url(pick_of(service, start))))
    return [sentence for sentence in (BOTH, CHANGE) if page.count(sentence)]


def test_where_customers_may_cancel_the_link_cancels(client):
    assert lead(client, customer_may_cancel=True) == [BOTH]


def test_where_customers_may_not_it_does_not(client):
    assert lead(client, customer_may_cancel=False) == [CHANGE]


@pytest.mark.parametrize(
    ("late", "said"), [(LateCancel.REFUSED, CHANGE), (LateCancel.KEEP_DEPOSIT, BOTH), (LateCancel.KEEP_ALL, BOTH)]
)
def test_after_the_cutoff_the_late_rule_decides(client, late, said):
    policy = {"customer_may_cancel": True, "cancel_cutoff_minutes": A_DAY, "late_cancel": late}
    assert lead(client, hours_before=20, **policy) == [said]


def test_the_heading_of_the_rules_is_spelled_as_everywhere(client):
    page = words(client.get(details_url(pick_of(ServiceFactory()))))
    assert (page.count("<h2>Canceling</h2>"), page.lower().count("cancell")) == (1, 0)
