"""What keeps customers from booking a service that was saved all the same."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services.models import Service, ServiceKind


def missing(service: Service) -> list[SafeString]:
    """As HTML, each with the way to where it is added; nothing for one that can be booked."""
    if service.kind != ServiceKind.APPOINTMENT:
        return _without_dates(service)
    groups = service.requirement_groups.prefetch_related("resources")
    if not groups:
        said = _("Customers can’t book %(service)s yet: there is nobody to do it.") % {"service": service.name}
        return [_sentence(service, said, _("Add a person or a room"))]
    said = _("Customers can’t book %(service)s: nobody of “%(group)s” is active.")
    idle = [group.name for group in groups if not any(each.active for each in group.resources.all())]
    return [_sentence(service, said % {"service": service.name, "group": name}, _("Choose others")) for name in idle]


def _without_dates(service: Service) -> list[SafeString]:
    """A class or course is booked on its dates."""
    if service.sessions.filter(starts_at__gt=timezone.now(), called_off_at=None).exists():
        return []
    said = _("Customers can’t book %(service)s yet: it has no dates.") % {"service": service.name}
    address = f"{reverse('admin:services_weeklyrule_add')}?schedule={service.schedule.pk}"
    return [format_html('{} <a href="{}">{}</a>', said, address, _("Say when it meets"))]


def _sentence(service: Service, said: str, way: str) -> SafeString:
    address = reverse("admin:services_service_change", args=[service.pk])
    return format_html('{} <a href="{}#requirement_groups-group">{}</a>', said, address, way)
