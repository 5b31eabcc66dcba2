"""An owner's forms of plans, with what nobody should send, and with what happened meanwhile."""

import pytest

from checkout.admin.membership_acts import CreditsForm
from checkout.models import CreditPot, Membership
from tests.checkout.plans.held import holds, yoga
from tests.checkout.walk import words
from tests.factories import OwnerFactory, PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
HELD = "/admin/checkout/membership/"


@pytest.mark.parametrize("who", ["x", "1e9", "NaN", "9" * 20, "٣"])
def test_nobody_of_that_number_is_said_at_the_field(client, who):
    client.force_login(OwnerFactory())
    response = client.post(f"{HELD}add/", {"contact": who, "plan": PlanFactory().pk, "note": "x"})
    assert (response.status_code, Membership.objects.count()) == (200, 0)
    assert words(response).count("Select a valid choice. That choice is not one of the available choices.") == 1


def test_credits_that_were_used_while_the_page_was_open_are_not_taken_away(client, monkeypatch):
    client.force_login(OwnerFactory())
    membership = holds(yoga())
    pot = membership.pots.get()
    looked = CreditsForm.clean

    def meanwhile(form):
        data = looked(form)
        CreditPot.objects.update(used=5)
        return data

    monkeypatch.setattr(CreditsForm, "clean", meanwhile)
    response = client.post(f"{HELD}{membership.pk}/credits/", {"pot": pot.pk, "credits": "3", "reason": "gift"})
    pot.refresh_from_db()
    assert (response.status_code, words(response).count("5 are used already."), pot.credits) == (422, 1, 10)
