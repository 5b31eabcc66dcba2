"""What the calendar needs to know of whatever is shown in it: an appointment's times or a class's dates."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bookings.picker.asked import Asked
from services.models import Business, Service


class Setting(Protocol):
    """`zone`: the place's, in which days and months are counted. `url`: the service's page."""

    service: Service
    business: Business
    asked: Asked
    now: datetime
    url: str

    @property
    def zone(self) -> ZoneInfo: ...

    @property
    def bare(self) -> Asked:
        """`asked` without what the page's form says anew with every request."""
        ...

    @property
    def day_swap(self) -> str:
        """The htmx attributes of a day: what goes along, and what is swapped."""
        ...
