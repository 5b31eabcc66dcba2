"""manage.py audit: does everything hold that must always hold? Exit code 1 if not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from checkout.audit import report
from checkout.ledger import ledger
from services.models import Business
from services.wording import money, plain


class Command(BaseCommand):
    help = (
        "Checks what must always hold (double bookings, money, reminders) and says what does not; adds the money up."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        findings = report(now)
        _counts, equation = ledger(now)
        currency = Business.objects.current().currency
        for name, amount in equation.figures():
            self.stdout.write(f"{name.replace('_', ' '):>12} {plain(money(amount, currency)):>14}")
        for finding in findings:
            self.stdout.write(f"rule {finding.rule}: {finding.sentence} ({finding.count})")
        if findings:
            raise CommandError("Some things don't hold.")
        self.stdout.write("All is well.")
