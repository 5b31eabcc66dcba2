"""A customer's way through the checkout, in as few words as a test can have."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from bookings import holds
from bookings.models import Booking
from bookings.picks import Pick
from bookings.visitors import COOKIE
from checkout.forms.guard import stamp
from checkout.operations import checkout_options
from services.models import Business
from tests.factories import hour

ADA = {"name": "Ada Lovelace", "email": "ada@example.com"}


def pick_of(service, start=None, *, visitor="v1", held=True, **fields) -> Pick:
    """A picked time, held as the page of times would have."""
    start = start or hour("10:00")
    hold = None
    if held:
        hold = holds.place(
            service=service,
            start=start,
            visitor=visitor,
            now=timezone.now(),
            business=Business.objects.current(),
            participants=fields.get("participants", 1),
            resources=fields.get("resources", ()),
        )
    return Pick(service.pk, start, uuid4(), hold=hold.token if hold else None, **fields)


def details_url(pick: Pick) -> str:
    return reverse("checkout:details", args=[pick.sign()])


def filled(**answers) -> dict:
    """A form as a person sends it: open for a minute."""
    return ADA | {"shown": stamp(timezone.now() - timedelta(minutes=1))} | answers


def send(client, pick: Pick, **answers):
    return client.post(details_url(pick), filled(**answers))


def paying_for(client, service, **fields):
    """The booking and the address of its payment page."""
    response = send(client, pick_of(service, **fields))
    assert response.status_code == 303, response.content.decode()
    return Booking.objects.latest("pk"), response.url


def token_in(url: str) -> UUID:
    return UUID(urlsplit(url).path.split("/")[-2])


def choose(client, url: str, way: str):
    """With the sum that the page names now."""
    return client.post(url, {"way": way, "seen": seen(url, way)})


def seen(url: str, way: str) -> str:
    """What the page says of a way; a plan's depends on whose it is, so it has to be asked with what it comes to."""
    bookings = Booking.objects.filter(checkouts__token=token_in(url)).select_related("service").order_by("pk")
    shown = {option.way.value: option.shown for option in checkout_options(list(bookings))}
    return shown.get(way, way)


def words(response) -> str:
    """The page as text, with ordinary spaces."""
    return response.content.decode().replace("\u00a0", " ")


__all__ = [
    "ADA",
    "COOKIE",
    "choose",
    "details_url",
    "filled",
    "paying_for",
    "pick_of",
    "seen",
    "send",
    "token_in",
    "words",
]
