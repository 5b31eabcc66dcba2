"""`manage.py demo`: an empty database becomes a business to look around in."""

from datetime import datetime
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bookings.models import Booking
from config.demo.business import make_business, make_categories, make_locations, make_policies
from config.demo.offer import make_services
from config.demo.people import make_people
from config.demo.visits import Story
from services.models import Business, Service
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
            listed = query_services().prefetch_related("locations", "questions", "requirement_groups__resources")
            for step in Story(list(listed), now, Random(SEED)).tell():  # noqa: S311 - a story, not a secret
                self.stdout.write(step)
            count = Booking.objects.count()
        self.stdout.write(f"Estudio Argumosa is open: {Service.objects.count()} services, {count} bookings.")

    def _make_offer(self, now: datetime) -> None:
        self.stdout.write("The business, its people and services.")
        make_business()
        locations = make_locations()
        today = now.astimezone(Business.objects.current().zone).date()
        people = make_people(locations, today)
        make_services(make_categories(), make_policies(), locations, people)
