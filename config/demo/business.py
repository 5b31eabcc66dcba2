"""The business, its places, its rules and the headings of its list."""

from typing import Any

from services.models import Business, Category, LateCancel, Location, Policy

HOUR, DAY = 60, 24 * 60

POLICIES: list[dict[str, Any]] = [
    {
        "name": "Regular",
        "latest_minutes": 2 * HOUR,
        "customer_may_cancel": True,
        "cancel_cutoff_minutes": DAY,
        "customer_may_reschedule": True,
        "reschedule_cutoff_minutes": DAY,
        "text": "Come ten minutes early the first time. Late by more than fifteen minutes, we shorten the visit.",
    },
    {
        "name": "With deposit",
        "latest_minutes": 4 * HOUR,
        "customer_may_cancel": True,
        "cancel_cutoff_minutes": 2 * DAY,
        "late_cancel": LateCancel.KEEP_DEPOSIT,
        "customer_may_reschedule": True,
        "reschedule_cutoff_minutes": 2 * DAY,
    },
    {
        "name": "By request",
        "latest_minutes": DAY,
        "customer_may_cancel": True,
        "needs_approval": True,
        "text": "You ask for a time, we answer within a day.",
    },
    {
        "name": "By request, time kept",
        "earliest_minutes": 60 * DAY,
        "latest_minutes": 2 * DAY,
        "customer_may_cancel": True,
        "cancel_cutoff_minutes": 2 * DAY,
        "needs_approval": True,
        "requests_affect_availability": True,
    },
    {
        "name": "Up to two people",
        "latest_minutes": 4 * HOUR,
        "customer_may_cancel": True,
        "cancel_cutoff_minutes": DAY,
        "late_cancel": LateCancel.KEEP_ALL,
        "max_participants": 2,
    },
    {"name": "Not canceled online", "latest_minutes": HOUR},
    {
        "name": "Classes",
        "latest_minutes": HOUR,
        "customer_may_cancel": True,
        "cancel_cutoff_minutes": 12 * HOUR,
        "customer_may_reschedule": True,
        "reschedule_cutoff_minutes": 12 * HOUR,
        "waitlist": True,
        "waitlist_offer_minutes": 30,
        "max_participants": 3,
    },
    {"name": "Families", "latest_minutes": HOUR, "customer_may_cancel": True, "max_participants": 6},
    {
        "name": "Courses",
        "customer_may_cancel": True,
        "cancel_cutoff_minutes": 7 * DAY,
        "late_cancel": LateCancel.KEEP_DEPOSIT,
        "text": "One booking for all twelve dates. Who misses one gets the exercises by mail.",
    },
]
CATEGORIES = ["Classes and courses", "Training", "Physiotherapy", "Massage", "Advice"]


def make_business() -> None:
    Business.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Estudio Argumosa",
            "tagline": "Training, physiotherapy and massage on Calle de Argumosa.",
            "email": "hola@argumosa.example",
            "phone": "+34910123456",
            "address": "Calle de Argumosa 14, 28012 Madrid",
            "time_zone": "Europe/Madrid",
            "currency": "EUR",
            "phone_region": "ES",
            "brand_color": "#0c6b58",
            "sms_sender": "Argumosa",
            "legal_name": "Estudio Argumosa S.L.",
            "tax_number": "B00000000",
        },
    )


def make_locations() -> dict[str, Location]:
    argumosa = Location.objects.create(
        name="Argumosa 14",
        address="Calle de Argumosa 14, 28012 Madrid",
        directions="Second door in the courtyard, the bell says Estudio.",
    )
    retiro = Location.objects.create(
        name="Retiro, outdoors",
        address="Parque de El Retiro, Puerta de Granada, 28009 Madrid",
        directions="We meet at the gate, under the large chestnut.",
        position=1,
    )
    return {"argumosa": argumosa, "retiro": retiro}


def make_policies() -> dict[str, Policy]:
    return {policy.name: policy for policy in Policy.objects.bulk_create(Policy(**values) for values in POLICIES)}


def make_categories() -> dict[str, Category]:
    rows = (Category(name=name, position=position) for position, name in enumerate(CATEGORIES))
    return {category.name: category for category in Category.objects.bulk_create(rows)}
