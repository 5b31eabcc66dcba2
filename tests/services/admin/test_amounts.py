"""Prices and deposits are typed and shown with the decimals of the business's currency."""

from decimal import Decimal

import pytest
from django.urls import reverse

from services.admin.money import AmountField
from tests.factories import BusinessFactory, OwnerFactory, ServiceFactory, VariantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_of(client):
    client.force_login(OwnerFactory())

    def form_of(service, **sent):
        address = reverse("admin:services_service_change", args=[service.pk])
        response = client.post(address, sent) if sent else client.get(address)
        return response.context["adminform"].form

    return form_of


@pytest.mark.parametrize(
    ("currency", "sentence"),
    [
        ("EUR", "Amounts in EUR have 2 decimals."),
        ("JPY", "Amounts in JPY have no decimals."),
        ("KWD", "Amounts in KWD have 3 decimals."),
        ("CLF", "Amounts in CLF have 3 decimals."),
    ],
)
def test_more_decimals_than_the_currency_has_are_refused_at_the_field(form_of, currency, sentence):
    BusinessFactory(currency=currency)
    errors = form_of(ServiceFactory(), rate="fixed", price="45.1234", deposit="0.1234").errors

    assert (errors["price"], errors["deposit"]) == ([sentence], [sentence])


@pytest.mark.parametrize(
    ("currency", "shown", "step"), [("EUR", "45.00", "0.01"), ("JPY", "45", "1"), ("KWD", "45.000", "0.001")]
)
def test_a_stored_price_is_shown_with_as_many(form_of, currency, shown, step):
    BusinessFactory(currency=currency)
    price = form_of(ServiceFactory(price=Decimal(45)))["price"]

    assert (str(price.value()), price.field.widget.attrs["step"]) == (shown, step)


def test_what_was_stored_finer_is_not_rounded_in_silence(form_of):
    BusinessFactory(currency="EUR")

    assert str(form_of(ServiceFactory(price=Decimal("45.125")))["price"].value()) == "45.125"


def test_the_choices_of_a_service_have_the_same_field(client):
    client.force_login(OwnerFactory())
    service = VariantFactory().service
    formsets = client.get(reverse("admin:services_service_change", args=[service.pk])).context["inline_admin_formsets"]

    choices = next(each.formset for each in formsets if each.formset.prefix == "variants")
    assert type(choices.forms[0].fields["price"]) is AmountField


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"price": Decimal(45)}, "€45.00"),
        ({"rate": "no_fee", "price": 0}, "free"),
        ({"rate": "custom", "price": 0, "price_text": "by arrangement"}, "by arrangement"),
    ],
)
def test_the_list_says_what_it_costs(client, facts, words):
    client.force_login(OwnerFactory())
    BusinessFactory(currency="EUR")
    ServiceFactory(**facts)
    page = client.get(reverse("admin:services_service_changelist")).content.decode()

    assert f'<td class="field-costs">{words}</td>' in page


def test_the_list_says_the_price_of_the_cheapest_choice(client):
    client.force_login(OwnerFactory())
    BusinessFactory(currency="EUR")
    service = VariantFactory(price=Decimal(20)).service
    VariantFactory(service=service, price=Decimal(12))
    page = client.get(reverse("admin:services_service_changelist")).content.decode()

    assert '<td class="field-costs">from €12.00</td>' in page
