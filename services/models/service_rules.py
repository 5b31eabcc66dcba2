"""What a service can't be: for the database by name, for the owner's form as a sentence at its field."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(condition=Q(price__gte=0, deposit__gte=0), name="prices_are_not_negative"),
    models.CheckConstraint(
        condition=Q(deposit=0) | Q(deposit__lte=F("price"), pay_online=True, rate="fixed"),
        name="a_deposit_is_online_and_within_a_fixed_price",
    ),
    models.CheckConstraint(
        condition=Q(rate__in=["fixed", "varied"]) | Q(pay_online=False),
        name="only_a_known_price_is_paid_online",
    ),
    models.CheckConstraint(
        condition=Q(pay_online=True) | Q(pay_in_person=True) | Q(pay_by_plan=True),
        name="a_service_can_be_paid_somehow",
    ),
    models.CheckConstraint(condition=Q(tax_rate__gte=0, tax_rate__lte=100), name="a_tax_is_a_part_of_the_price"),
    models.CheckConstraint(condition=Q(duration_minutes__gte=5), name="a_service_takes_five_minutes_or_more"),
    models.CheckConstraint(
        condition=Q(slot_step_minutes__isnull=True) | Q(slot_step_minutes__gte=5),
        name="starts_are_five_minutes_apart_or_more",
    ),
]

_PRICED = ("fixed", "varied")

# (field, whether the service is wrong, what to do about it): what no checkout could carry out.
IMPOSSIBLE = (
    ("price", lambda s: s.rate == "fixed" and not s.price, _("Give the price, or choose “free”.")),
    ("price_text", lambda s: s.rate == "custom" and not s.price_text, _("Write what customers read as the price.")),
    ("pay_online", lambda s: s.pay_online and s.rate not in _PRICED, _("Only a known price can be paid online.")),
    (
        "pay_in_person",
        lambda s: not (s.pay_online or s.pay_in_person or s.pay_by_plan),
        _("Choose at least one way to pay."),
    ),
    (
        "pay_in_person",
        lambda s: s.rate not in _PRICED and not s.pay_in_person,
        _("Without a price, “in person” is the only way."),
    ),
    ("deposit", lambda s: s.deposit and not s.pay_online, _("A deposit is paid online: allow that, or set it to 0.")),
    ("deposit", lambda s: s.deposit and s.rate != "fixed", _("A deposit needs one fixed price.")),
    ("deposit", lambda s: (s.deposit or 0) > (s.price or 0), _("The deposit can't be more than the price.")),
    (
        "variant_option",
        lambda s: s.rate == "varied" and not s.variant_option,
        _("Say what people choose, such as: age."),
    ),
    (
        "price_per_person",
        lambda s: s.kind != "appointment" and not s.price_per_person,
        _("A place in a class or course is paid per person: leave this on."),
    ),
    (
        "location_type",
        lambda s: s.kind != "appointment" and s.location_type == "custom",
        _("A class or course is held at a place of yours: choose another."),
    ),
    ("own_address", lambda s: s.location_type == "owner_custom" and not s.own_address, _("Write the address.")),
)
