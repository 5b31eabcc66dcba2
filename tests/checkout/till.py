"""A shop's till: people book classes, pay, change and cancel in whatever order (test_any_order_of_money.py)."""

from datetime import timedelta
from decimal import Decimal
from unittest import mock
from uuid import uuid4

from django.utils import timezone
from hypothesis.stateful import initialize

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.errors import BookingError
from bookings.lifecycle import (
    cancel_booking,
    confirm_booking,
    confirm_or_decline_booking,
    create_booking,
    decline_booking,
    expire_request,
    reschedule_booking,
    update_number_of_participants,
)
from bookings.models import Booking
from bookings.states import PaymentStatus, Status
from checkout.gateways.offline import OfflineGateway
from checkout.models import Checkout, Order, Payment
from checkout.operations import (
    begin_balance,
    begin_payment,
    checkout_options,
    complete_checkout,
    create_checkout,
    look_up,
)
from checkout.operations.in_person import mark_paid
from checkout.operations.owner_refunds import give_back_lines, given_back, refunds_asked
from tests.bookings.any_order import AnyOrder
from tests.checkout.gateways.unruly import UnrulyGateway
from tests.checkout.inline import worker_inline
from tests.checkout.operations.steps import DETAILS
from tests.factories import OwnerFactory, PolicyFactory, ServiceFactory, SessionFactory

VISITOR, SYSTEM = Actor.visitor(), Actor.system()
ADDRESSES = {"return_url": "http://testserver/back/", "cancel_url": "http://testserver/left/"}


class Till(AnyOrder):
    @initialize()
    def shop(self):
        self.company, self.awake = UnrulyGateway(), True
        known = {"sandbox": self.company, "offline": OfflineGateway()}
        self.patched = mock.patch("checkout.gateways._made", known.__getitem__)
        self.patched.start()
        self.worker = worker_inline()
        self.commits = self.worker.__enter__()
        self.owner = Actor.owner(OwnerFactory())
        rules = {"customer_may_cancel": True, "customer_may_reschedule": True, "reschedule_cutoff_minutes": 0}
        rules |= {"late_cancel": "keep_deposit", "max_participants": 3, "cancel_cutoff_minutes": 60}
        priced = {"of_class": True, "pay_online": True, "price": Decimal("33.35")}
        kinds = [(False, 10), (True, 0), (False, 0)]  # asked first, deposit
        services = [
            ServiceFactory(policy=PolicyFactory(needs_approval=asks, **rules), deposit=Decimal(deposit), **priced)
            for asks, deposit in kinds
        ]
        self.sessions = [SessionFactory(service=service, capacity=30) for service in services for _ in range(3)]
        self.now = timezone.now()
        self.open_for_business()

    def open_for_business(self):
        """Rules are drawn by lot: what they act on is there from the start."""
        for first, dates, count, way in ((0, 1, 2, "deposit"), (1, 2, 1, "everything"), (3, 1, 2, "everything")):
            self.walk_through(self.sessions[first : first + dates], count, way)
        self.walk_through(self.sessions[6:9], 1, "in_person")

    def walk_through(self, sessions, count, way):
        """Booked, paid at once, heard of and decided."""
        bookings = [self.booked(session, count) for session in sessions]
        checkout = create_checkout(bookings, token=uuid4(), now=self.now)
        self.go_on(checkout, way)
        for payment in checkout.payments.all():
            self.company.pay(payment.provider_id)
            self.attempt(lambda payment=payment: look_up(payment, now=self.now))

    def teardown(self):
        self.worker.__exit__(None, None, None)
        self.patched.stop()
        super().teardown()

    def attempt(self, act):
        """As a view would: what has committed stays when the verb raises. Asleep, every wake-up is lost."""
        try:
            if not self.awake:
                return act()
            with self.commits():
                return act()
        except BookingError:
            return None

    def payment(self, number):
        payments = list(Payment.objects.exclude(provider_id="").order_by("pk"))
        return payments[number % len(payments)] if payments else None

    def book(self, number, dates, count, way):
        first = number % 3 * 3
        sessions = self.sessions[first : first + (1 if first == 3 else dates)]
        bookings = [self.booked(session, count) for session in sessions]
        checkout = create_checkout(bookings, token=uuid4(), now=self.now)
        self.go_on(checkout, way)
        return checkout

    def booked(self, session, count):
        return create_booking(
            service=session.service,
            slot=Slot(session.service_id, session_id=session.pk),
            details=DETAILS,
            by=VISITOR,
            now=self.now,
            total_participants=count,
        )

    def choose_again(self, number, way):
        checkouts = list(Checkout.objects.order_by("pk"))
        if checkouts:
            self.go_on(checkouts[number % len(checkouts)], way)

    def go_on(self, checkout, way):
        options = {each.way: each for each in checkout_options(checkout.bookings.order_by("pk"))}
        option = options.get(way) or next(iter(options.values()))
        if option.online:
            self.attempt(lambda: begin_payment(checkout, option, visitor="v1", now=self.now, **ADDRESSES))
        else:
            self.attempt(lambda: complete_checkout(checkout, option, now=self.now))

    def begin_the_balance(self, number):
        """Of some that are paid in person, all of the price."""
        booking = self.pick(number)
        self.attempt(lambda: begin_balance(booking, now=self.now, **ADDRESSES))

    def decide(self, number, yes, by_word):
        booking = self.pick(number)
        who = {"by": self.owner, "now": self.now}
        if booking.checkout_completed_at and booking.status == Status.CREATED:
            self.attempt(lambda: confirm_or_decline_booking(booking, by=SYSTEM, now=self.now))
        elif yes:
            word = PaymentStatus.PAID if by_word else None
            self.attempt(lambda: confirm_booking(booking, payment_status=word, **who))
        else:
            word = PaymentStatus.REFUNDED if by_word else None
            self.attempt(lambda: decline_booking(booking, payment_status=word, **who))

    def cancel(self, number, by_owner, back, late):
        if booking := self.pick(number):
            if late:
                Booking.objects.filter(pk=booking.pk).update(cancel_until=self.now - timedelta(hours=1))
            who = {"by": self.owner, "with_refund": back} if by_owner else {"by": VISITOR}
            self.attempt(lambda: cancel_booking(booking, now=self.now, **who))

    def change_party(self, number, count, by_owner, back):
        if booking := self.pick(number):
            who = {"by": self.owner, "with_refund": back} if by_owner else {"by": VISITOR}
            self.attempt(lambda: update_number_of_participants(booking, total_participants=count, now=self.now, **who))

    def reschedule(self, number, to):
        if booking := self.pick(number):
            own = [each for each in self.sessions if each.service_id == booking.service_id]
            slot = Slot(booking.service_id, session_id=own[to].pk)
            self.attempt(lambda: reschedule_booking(booking, slot=slot, by=VISITOR, now=self.now))

    def in_person(self, number, amount, given):
        booking = self.pick(number)
        if given and amount:
            self.attempt(lambda: given_back(booking, amount=amount, by=self.owner, now=self.now))
        else:
            self.attempt(lambda: mark_paid(booking, by=self.owner, now=self.now, amount=amount))

    def give_back_a_part(self, number, amount, by_hand):
        orders = list(Order.objects.order_by("pk"))
        order = orders[number % len(orders)]
        lines = {order.lines.order_by("pk")[number % order.lines.count()]: amount}
        how = {"reason": "sorry", "by": self.owner, "now": self.now, "by_hand": by_hand, "cheaper": number % 2 == 0}
        self.attempt(lambda: give_back_lines(order, lines, seen=refunds_asked(order), **how))

    def decide_all(self):
        """After what was heard of last; a request that nobody answers ends."""
        for booking in Booking.objects.waiting_for_decision():
            confirm_or_decline_booking(booking, by=SYSTEM, now=self.now)
        for booking in Booking.objects.filter(status=Status.PENDING):
            expire_request(booking, now=booking.answer_by or self.now)
