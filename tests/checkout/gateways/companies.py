"""What customers and companies do, in the same words for each company that the shop can be paid through."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Protocol

from django.utils import timezone

from checkout.models import Payment, SandboxPayment
from tests.checkout.gateways.online import SandboxOnline, online
from tests.checkout.gateways.stripe_online import stripe_online
from tests.checkout.gateways.stripe_pages import press
from tests.checkout.gateways.stripe_server import StripeServer


class Company(Protocol):
    name: str

    def choose(self, payment: Payment, outcome: str = "pay") -> None:
        """On the company's page: "pay", "pay_late" (the money is under way), "leave"."""
        ...

    def end_page(self, payment: Payment) -> None:
        """Its time is over."""
        ...

    def count(self) -> int:
        """Of the payments that the company knows."""
        ...

    def units(self, payment: Payment) -> tuple[int, int]:
        """What was asked for and what was given back, as the company counts."""
        ...


class SandboxCompany:
    name = "sandbox"

    def __init__(self, online: SandboxOnline) -> None:
        self.online = online

    def choose(self, payment: Payment, outcome: str = "pay") -> None:
        self.online.choose(payment, {"leave": "abandon"}.get(outcome, outcome))

    def end_page(self, payment: Payment) -> None:
        SandboxPayment.objects.filter(pk=payment.provider_id).update(expires_at=timezone.now() - timedelta(seconds=1))

    def count(self) -> int:
        return SandboxPayment.objects.count()

    def units(self, payment: Payment) -> tuple[int, int]:
        row = SandboxPayment.objects.get(pk=payment.provider_id)
        return row.amount, row.amount_refunded


class StripeCompany:
    name = "stripe"

    def __init__(self, server: StripeServer) -> None:
        self.server = server

    def choose(self, payment: Payment, outcome: str = "pay") -> None:
        with self.server.lock:
            session = self.server.account.get(payment.provider_id, "checkout.session")
            press(self.server.account, session, {"pay_late": "pay_later"}.get(outcome, outcome))

    def end_page(self, payment: Payment) -> None:
        self.server.account.ahead += 24 * 60 * 60

    def count(self) -> int:
        return len(self.server.account.all_of("checkout.session"))

    def units(self, payment: Payment) -> tuple[int, int]:
        refunds = self.server.account.all_of("refund")
        session = self.server.account.rows[payment.provider_id]
        return session["amount_total"], sum(row["amount"] for row in refunds)


@contextmanager
def _sandbox(settings) -> Iterator[Company]:
    with online(settings) as sandbox:
        yield SandboxCompany(sandbox)


@contextmanager
def _stripe(settings) -> Iterator[Company]:
    with stripe_online(settings) as server:
        yield StripeCompany(server)


# By the names in checkout.gateways.GATEWAYS: one that is missing here is not tested, and a test says so.
COMPANIES: dict[str, Callable[..., AbstractContextManager[Company]]] = {"sandbox": _sandbox, "stripe": _stripe}
