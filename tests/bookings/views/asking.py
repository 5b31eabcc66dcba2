"""Asking for pages as browsers do."""

from datetime import UTC

from django.urls import reverse

from tests.factories import hour


def at(clock, day=None):
    """The value of a time's radio: next Monday at that hour of Madrid."""
    return hour(clock, day).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def see(client, service, target=None, **query):
    """The service's page, or the piece that htmx asks for."""
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    return client.get(reverse("bookings:service", args=[service.slug]), query, headers=headers)


def post(client, service, **data):
    return client.post(reverse("bookings:hold", args=[service.slug]), data)


def labels(response):
    """The clock times on the page, in order."""
    return [(time.label, time.offset, time.shift) for part in response.context["parts"] for time in part.times]


def clocks(response):
    return [label for label, _offset, _shift in labels(response)]
