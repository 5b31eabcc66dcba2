from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from checkout.models import Coupon, CouponUse, CreditPot, Membership, Plan, Redemption
from tests.factories.bookings import BookingFactory, ContactFactory
from tests.factories.checkout import CheckoutFactory

now = factory.LazyFunction(timezone.now)
later = factory.LazyFunction(lambda: timezone.now() + timedelta(days=90))


class PlanFactory(factory.django.DjangoModelFactory):
    """Ten credits for 90 days, 120 euros. `services=[...]`: what it pays for."""

    class Meta:
        model = Plan
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Ten classes {n}")
    slug = factory.Sequence(lambda n: f"ten-{n}")
    credits = 10
    price = Decimal(120)

    @factory.post_generation
    def services(self, create, extracted, **kwargs):
        self.services.set(extracted or [])


class MembershipFactory(factory.django.DjangoModelFactory):
    """Held from now on, with its pot. `services=[...]`: what it pays for."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    contact = factory.SubFactory(ContactFactory)
    name = factory.SelfAttribute("plan.name")
    kind = factory.SelfAttribute("plan.kind")
    credits = factory.SelfAttribute("plan.credits")
    cycle = factory.SelfAttribute("plan.cycle")
    price = factory.SelfAttribute("plan.price")
    starts_at = now
    ends_at = later
    created_at = now

    @factory.post_generation
    def services(self, create, extracted, **kwargs):
        self.services.set(extracted or self.plan.services.all())
        if self.kind != "per_cycle":
            CreditPotFactory(membership=self)


class CreditPotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CreditPot

    membership = factory.SubFactory(MembershipFactory, plan__kind="per_cycle", plan__cycle="month")
    starts_at = factory.SelfAttribute("membership.starts_at")
    ends_at = factory.SelfAttribute("membership.ends_at")
    credits = factory.SelfAttribute("membership.credits")


class RedemptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Redemption

    pot = factory.SubFactory(CreditPotFactory, used=1)
    booking = factory.SubFactory(BookingFactory)
    credits = 1
    redeemed_at = now


class CouponFactory(factory.django.DjangoModelFactory):
    """Ten percent off, for everybody and everything."""

    class Meta:
        model = Coupon

    code = factory.Sequence(lambda n: f"SPRING{n}")
    percent = Decimal(10)


class CouponUseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CouponUse

    coupon = factory.SubFactory(CouponFactory, used=1)
    checkout = factory.SubFactory(CheckoutFactory)
    contact = factory.SubFactory(ContactFactory)
    amount = Decimal(4)
    used_at = now
