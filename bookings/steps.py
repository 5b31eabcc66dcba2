"""The steps of a booking, named and numbered on every page of it (templates/components/steps.html)."""

from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bookings.context import kept
from services.models import Rate, Service, ServiceKind

TIME, DETAILS, PAYMENT = 2, 3, 4  # the number of each page, from 1


class Step(NamedTuple):
    name: str
    url: str = ""


def steps_of(service: Service, current: int, *, time_url: str = "", details_url: str = "") -> SafeString:
    """Addresses are given for the steps that can be gone back to. Where nothing is paid online or with a plan there is
    no payment step (journeys.md C2, C3)."""
    steps = [
        Step(_("Service"), reverse("bookings:board")),
        Step(_("Date and time") if service.kind == ServiceKind.APPOINTMENT else _("Dates"), time_url),
        Step(_("Your details"), details_url),
    ]
    if count_of(service) == PAYMENT:
        steps.append(Step(_("Payment")))
    if details_url:  # it is signed anew for each page, so nobody asks for these steps again
        return render_to_string("components/steps.html", {"steps": steps, "current": current})
    return kept("steps", steps=tuple(steps), current=current)


def count_of(service: Service) -> int:
    """How many steps `steps_of` shows; their titles say it too."""
    pays_online = service.pay_online and settings.PAYMENT_GATEWAY != "offline"
    return PAYMENT if (pays_online or service.pay_by_plan) and service.rate != Rate.NO_FEE else DETAILS
