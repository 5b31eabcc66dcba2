"""The page on which an appointment is moved, asked for and sent as browsers do."""

from django.urls import reverse

from bookings import links
from tests.bookings.views.asking import at


def address(booking):
    return reverse("bookings:reschedule", args=[links.token(booking)])


def look(client, booking, target=None, **query):
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    return client.get(address(booking), query, headers=headers)


def press(client, booking, clock, revision=1, **data):
    return client.post(address(booking), {"t": at(clock) if clock else "", "revision": revision, **data})


def text(response):
    return response.content.decode().replace("\u00a0", " ")
