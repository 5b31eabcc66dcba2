"""An owner is told where customers can still move what costs something to cancel."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from services.models import Policy
from tests.factories import OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
TOLD = [
    "With these rules customers can still move a booking when canceling it costs money already. Who does so pays the "
    "same for canceling afterwards."
]
RULES = {
    "name": "Usual", "max_participants": 1, "waitlist_capacity": 10, "waitlist_offer_minutes": 10,
    "customer_may_cancel": "on", "cancel_cutoff_minutes": 1440, "late_cancel": "keep_all",
    "customer_may_reschedule": "on", "reschedule_cutoff_minutes": 120,
}  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({}, TOLD),
        ({"late_cancel": "keep_deposit"}, TOLD),
        ({"reschedule_cutoff_minutes": ""}, TOLD),
        ({"reschedule_cutoff_minutes": 1440}, []),
        ({"cancel_cutoff_minutes": ""}, []),
        ({"late_cancel": "refused"}, []),
        ({"customer_may_cancel": ""}, []),
        ({"customer_may_reschedule": ""}, []),
    ],
)
def test_saving_rules_by_which_a_move_goes_round_canceling_warns(client, rules, told):
    client.force_login(OwnerFactory())
    response = client.post(reverse("admin:services_policy_add"), RULES | rules)
    warnings = [str(said) for said in get_messages(response.wsgi_request) if said.level_tag == "warning"]
    assert (Policy.objects.filter(name="Usual").count(), warnings) == (1, told)
