"""manage.py audit: does everything hold that must always hold? Exit code 1 if not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from checkout.audit import report


class Command(BaseCommand):
    help = "Checks what must always hold (double bookings, money, reminders) and says what does not."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = report(timezone.now())
        for finding in findings:
            self.stdout.write(f"rule {finding.rule}: {finding.sentence} ({finding.count})")
        if findings:
            raise CommandError("Some things don't hold.")
        self.stdout.write("All is well.")
