"""A payment company with books of its own that fails, is slow, loses answers and has its own mind, as a test tells it.

What is done there without us (a dispute, money given back at its dashboard) is a method beside the protocol's."""

from dataclasses import dataclass, field
from decimal import Decimal

from checkout.gateways import BadWebhook, Begun, GatewayRefused, GatewayUnavailable, RefundReport, Report
from checkout.models import PaymentState, RefundState

ZERO = Decimal(0)


@dataclass
class Page:
    """One payment, as the company knows it."""

    amount: Decimal
    currency: str
    later: bool
    state: str = PaymentState.PROCESSING
    captured: Decimal = ZERO
    refunds: dict[str, Decimal] = field(default_factory=dict)
    disputed: bool = False

    @property
    def refunded(self) -> Decimal:
        return sum(self.refunds.values(), ZERO)

    @property
    def told(self) -> str:
        if self.disputed:
            return PaymentState.DISPUTED
        if self.refunds:
            return PaymentState.REFUNDED if self.refunded >= self.captured else PaymentState.PARTLY_REFUNDED
        return self.state

    def report(self) -> Report:
        return Report(self.told, self.amount, self.captured, self.currency, amount_refunded=self.refunded)


class UnrulyGateway:
    """`mood`: "well", "down" (nothing happens), "mute" (it happens, the answer is lost), "no" (refuses what moves
    money)."""

    name, origin = "sandbox", "http://localhost"

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.keys: dict[str, str] = {}
        self.mood = "well"

    def begin(self, payment, *, description, return_url, cancel_url, expires_at):
        self._moved(payment, begins=True)
        number = self.keys.setdefault(payment.idempotency_key, f"p{len(self.keys) + 1}")
        self.pages.setdefault(number, Page(payment.amount, payment.currency, payment.capture_later))
        self._answered()
        return Begun(number, f"{self.origin}/{number}")

    def look_up(self, payment):
        self._moved(payment)
        self._answered()
        return self._page(payment).report()

    def capture(self, payment, amount):
        page = self._moved(payment, money=True)
        if page.state == PaymentState.AUTHORISED:
            page.state, page.captured = PaymentState.CAPTURED, amount
        elif page.state != PaymentState.CAPTURED:
            raise GatewayRefused("There is nothing to take.")
        self._answered()
        return page.report()

    def void(self, payment):
        page = self._moved(payment)
        if page.captured:
            raise GatewayRefused("It was taken.")
        page.state = PaymentState.VOIDED
        self._answered()
        return page.report()

    def refund(self, refund):
        page = self._moved(refund.payment, money=True)
        if refund.idempotency_key not in page.refunds:
            if page.disputed or page.refunded + refund.amount > page.captured:
                raise GatewayRefused("There is not so much of it.")
            page.refunds[refund.idempotency_key] = refund.amount
        self._answered()
        return RefundReport(RefundState.DONE, refund.idempotency_key)

    def read_webhook(self, body, headers, now):
        raise BadWebhook("reports are handed over")

    def expire(self, payment):
        page = self.pages.get(payment.provider_id)
        if self.mood == "well" and page is not None and page.state == PaymentState.PROCESSING:
            page.state = PaymentState.FAILED

    def pay(self, number: str, *, refused: bool = False) -> None:
        """The customer presses a button on the page, while it is open."""
        page = self.pages[number]
        if page.state != PaymentState.PROCESSING:
            return
        if refused:
            page.state = PaymentState.FAILED
        elif page.later:
            page.state = PaymentState.AUTHORISED
        else:
            page.state, page.captured = PaymentState.CAPTURED, page.amount

    def lapse(self, number: str) -> None:
        """What was reserved for too long is not there any more."""
        if self.pages[number].state == PaymentState.AUTHORISED:
            self.pages[number].state = PaymentState.VOIDED

    def give_back_here(self, number: str, amount: Decimal) -> None:
        """By the owner, at the company's own dashboard, or by the bank in a dispute that was lost."""
        page = self.pages[number]
        amount = min(amount, page.captured - page.refunded)
        if amount > 0:
            page.refunds[f"here:{len(page.refunds)}"] = amount

    def dispute(self, number: str) -> None:
        page = self.pages[number]
        page.disputed = page.captured > page.refunded

    def decide_dispute(self, number: str, *, lost: bool) -> None:
        page = self.pages[number]
        if page.disputed and lost:
            self.give_back_here(number, page.captured)
        page.disputed = False

    def _page(self, payment) -> Page:
        if payment.provider_id not in self.pages:
            raise GatewayRefused("No such payment.")
        return self.pages[payment.provider_id]

    def _moved(self, payment, *, begins: bool = False, money: bool = False) -> Page:
        if self.mood == "down":
            raise GatewayUnavailable("no answer")
        if self.mood == "no" and money:
            raise GatewayRefused("It says no.")
        return Page(ZERO, "", False) if begins else self._page(payment)

    def _answered(self) -> None:
        if self.mood == "mute":
            raise GatewayUnavailable("the answer was lost")
