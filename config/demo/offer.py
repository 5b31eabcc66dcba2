"""The services: between them, everything that an appointment can be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from services.models import (
    Category,
    Location,
    LocationType,
    Policy,
    Question,
    QuestionKind,
    Rate,
    RequirementGroup,
    Resource,
    Service,
)

TAX = 21
MARCOS, LUCIA, OLENA, INES, SOFIA = "Marcos Prieto", "Lucía Ferrer", "Olena Bondar", "Inés Robledo", "Sofía Lantero"
ROOMS = ["Room 1", "Room 2"]


@dataclass
class Offer:
    """`needs`: (name of the requirement, may customers choose, names of who or what fills it)."""

    name: str
    slug: str
    category: str
    policy: str
    minutes: int
    needs: list[tuple[str, bool, list[str]]]
    price: int = 0
    places: list[str] = field(default_factory=lambda: ["argumosa"])
    questions: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


OFFERS = [
    Offer(
        "Personal training", "personal-training", "Training", "Regular", 60,
        [("trainer", True, [MARCOS, LUCIA])], 45, ["argumosa", "retiro"],
        more={
            "summary": "One to one, built around where you are now. Bring water; we have the rest.",
            "bring": "Sports shoes with a clean sole, and water.",
            "pay_online": True,
            "slot_step_minutes": 30,
        },
    ),
    Offer(
        "Training alone or with a friend", "training-alone-or-with-a-friend", "Training", "Up to two people", 60,
        [("trainer", True, [MARCOS, LUCIA])], 32,
        more={"summary": "Come alone or bring a friend: one trainer, a plan for each.", "price_per_person": True},
    ),
    Offer(
        "Open gym induction", "open-gym-induction", "Training", "Regular", 30,
        [("trainer", False, [MARCOS, LUCIA, INES])],
        more={"summary": "Forty machines, one tour. Needed once before open gym.", "rate": Rate.NO_FEE},
    ),
    Offer(
        "Training at your home", "training-at-home", "Training", "Not canceled online", 60,
        [("trainer", False, [SOFIA])], 60, [],
        more={
            "summary": "We come to you, inside the M-30, with everything in one bag.",
            "location_type": LocationType.CUSTOM,
            "buffer_before_minutes": 30,
            "buffer_after_minutes": 30,
            "price_per_person": False,
            "pay_online": True,
            "pay_in_person": False,
        },
    ),
    Offer(
        "Physiotherapy, first visit", "physiotherapy-first-visit", "Physiotherapy", "With deposit", 60,
        [("therapist", True, [OLENA, LUCIA]), ("room", False, ROOMS)], 55,
        questions=[
            {"label": "What brings you here?", "kind": QuestionKind.LONG_TEXT, "required": True},
            {
                "label": "Where does it hurt?",
                "kind": QuestionKind.CHOICE,
                "choices": "Back or neck\nShoulder or arm\nHip, knee or foot\nSomewhere else",
            },
            {"label": "Have you had surgery in the last two years?", "kind": QuestionKind.YES_NO},
        ],
        more={
            "summary": "Assessment, first treatment, and a plan you take home.",
            "bring": "Reports and scans, if you have any.",
            "pay_online": True,
            "deposit": Decimal(20),
            "buffer_after_minutes": 15,
        },
    ),
    Offer(
        "Physiotherapy, follow-up", "physiotherapy-follow-up", "Physiotherapy", "Regular", 45,
        [("therapist", True, [OLENA, LUCIA]), ("room", False, ROOMS)], 45,
        more={
            "summary": "For people we have already met.",
            "pay_online": True,
            "pay_in_person": False,
            "buffer_after_minutes": 15,
            "slot_step_minutes": 15,
        },
    ),
    Offer(
        "Sports massage", "sports-massage", "Massage", "By request", 50,
        [("therapist", False, [LUCIA]), ("room", False, ROOMS)], 40,
        questions=[{"label": "Anything we should know?", "hint": "An injury, a race next week."}],
        more={
            "summary": "Deep and slow. You ask for a time, we answer within a day.",
            "pay_online": True,
            "buffer_after_minutes": 10,
        },
    ),
    Offer(
        "Long massage", "long-massage", "Massage", "By request, time kept", 90,
        [("therapist", True, [LUCIA, OLENA])], 70,
        more={"summary": "An hour and a half. The time is yours while we answer.", "slot_step_minutes": 30},
    ),
    Offer(
        "Running analysis", "running-analysis", "Advice", "Regular", 40,
        [("trainer", False, [INES])], 35, [],
        more={
            "summary": "Filmed on the track, explained on the spot.",
            "location_type": LocationType.OWNER_CUSTOM,
            "own_address": "Pista de atletismo, Calle de Alfonso XII 3, 28014 Madrid",
            "slot_step_minutes": 20,
        },
    ),
    Offer(
        "Plan for a team", "plan-for-a-team", "Advice", "By request", 30,
        [("trainer", False, [MARCOS, SOFIA])],
        more={
            "summary": "You tell us who plays and what hurts; we write an offer.",
            "rate": Rate.CUSTOM,
            "price_text": "by arrangement",
        },
    ),
    Offer(
        "Staff treatment", "staff-treatment", "Massage", "Regular", 30,
        [("therapist", True, [OLENA])], 10,
        more={"summary": "For colleagues; not on the list.", "hidden": True},
    ),
]  # fmt: skip


def make_services(
    offers: Sequence[Offer],
    categories: dict[str, Category],
    policies: dict[str, Policy],
    locations: dict[str, Location],
    resources: dict[str, Resource],
) -> None:
    for position, offer in enumerate(offers):
        service = Service(
            name=offer.name,
            slug=offer.slug,
            category=categories[offer.category],
            policy=policies[offer.policy],
            duration_minutes=offer.minutes,
            price=offer.price,
            tax_rate=0 if offer.category == "Physiotherapy" else TAX,  # healing is free of it
            position=position,
            **offer.more,
        )
        service.full_clean()
        service.save()
        service.locations.set(locations[name] for name in offer.places)
        _make_parts(service, offer, resources)


def _make_parts(service: Service, offer: Offer, resources: dict[str, Resource]) -> None:
    for position, (name, chooses, names) in enumerate(offer.needs):
        group = RequirementGroup.objects.create(
            service=service, name=name, customer_chooses=chooses, position=position
        )
        group.resources.set(resources[each] for each in names)
    Question.objects.bulk_create(
        Question(service=service, position=position, **values) for position, values in enumerate(offer.questions)
    )
