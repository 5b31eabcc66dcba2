"""`manage.py demo`: an empty database becomes a business to look around in."""

from datetime import datetime, timedelta
from itertools import chain
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bookings.models import Booking
from config.demo.aftermath import Aftermath
from config.demo.business import make_business, make_categories, make_locations, make_policies
from config.demo.crowd import Crowd
from config.demo.groups import GROUPS, make_timetable
from config.demo.members import Members
from config.demo.offer import OFFERS, make_services
from config.demo.people import make_people
from config.demo.plans import make_coupons, make_plans
from config.demo.visits import PAST_DAYS, Story
from services.models import Business, Service, ServiceKind
from services.queries import query_services

SEED = 14


class Command(BaseCommand):
    help = "Fills an empty database with an invented business, its people, services and bookings."

    def handle(self, *args: Any, **options: Any) -> None:
        if Service.objects.exists():
            raise CommandError("This database has services already. The demo only fills an empty one.")
        now = timezone.now().replace(second=0, microsecond=0)
        with transaction.atomic():
            self._make_offer(now)
            listed = query_services(kind=ServiceKind.APPOINTMENT)
            listed = listed.prefetch_related("locations", "questions", "requirement_groups__resources")
            rng = Random(SEED)  # noqa: S311 - a story, not a secret
            stories = Crowd(now, rng), Members(now, rng), Story(list(listed), now, rng), Aftermath(now, rng)
            for step in chain.from_iterable(story.tell() for story in stories):
                self.stdout.write(step)
            count = Booking.objects.count()
        self.stdout.write(f"Estudio Argumosa is open: {Service.objects.count()} services, {count} bookings.")

    def _make_offer(self, now: datetime) -> None:
        self.stdout.write("The business, its people and services.")
        make_business()
        locations = make_locations()
        today = now.astimezone(Business.objects.current().zone).date()
        people = make_people(locations, today)
        make_services([*OFFERS, *GROUPS], make_categories(), make_policies(), locations, people)
        make_timetable(locations, people, now, past=timedelta(days=PAST_DAYS))
        make_plans()
        make_coupons(now)
