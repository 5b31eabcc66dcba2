"""What an event changed, as an owner reads it; rows come from `with_business`, hence `Any`.

An event keeps facts; of what is personal only the names of the fields (domain.md section 11), and so do these words.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.admin.wording import when
from bookings.models import AttendanceStatus, Booking
from bookings.states import FlowFlag
from services.wording import money

NOTHING = "–"
MOMENTS = frozenset({"starts_at", "ends_at", "cancel_until", "reschedule_until"})
# Where the field's own name would not do in a sentence.
LABELS = {
    "amount_authorised": gettext_lazy("reserved on the card"),
    "flow_control": gettext_lazy("exceptions"),
    "phone_as_typed": gettext_lazy("phone"),
    "contact_time_zone": gettext_lazy("the customer’s zone"),
}
# Of what an event names without its value, what somebody typed; the rest follows from it.
TYPED = (
    "first_name",
    "last_name",
    "email",
    "phone",
    "phone_as_typed",
    "location_text",
    "contact_time_zone",
    "language",
    "answers",
)
_PLACES = {field.attname: place for place, field in enumerate(Booking._meta.concrete_fields)}


def changes(event: Any) -> str:
    """ "Status: requested, now confirmed", "Price: €40.00" where there was nothing before, "Changed: email, phone"."""
    words = [_fact(event, name) for name in sorted(event.after, key=_place)]
    words += [_typed(event.after.get("fields", [])), _extra(event), _attendance(event)]
    return capfirst("; ".join(filter(None, words)))


def _place(name: str) -> int:
    """As on the booking: JSON keeps no order."""
    return _PLACES.get(name, len(_PLACES))


def _fact(event: Any, name: str) -> str:
    label, before, after = (
        _label(name),
        *(_value(event, name, facts.get(name)) for facts in (event.before, event.after)),
    )
    if not label or before == after:
        return ""
    said = _("%(what)s: %(after)s") if before == NOTHING else _("%(what)s: %(before)s, now %(after)s")
    return said % {"what": label, "before": before, "after": after}


def _typed(names: list[str]) -> str:
    labels = dict.fromkeys(_label(name) for name in TYPED if name in names)
    return _("changed: %(fields)s") % {"fields": ", ".join(labels)} if labels else ""


def _extra(event: Any) -> str:
    """Whose extra fields; what they say may be personal."""
    namespace = event.after.get("extended_fields")
    return _("extra fields changed: %(namespace)s") % {"namespace": namespace} if namespace else ""


def _attendance(event: Any) -> str:
    """What had been noted of who came, where that went with the appointment's time."""
    noted = event.before.get("attendance")
    return _("noted before: %(what)s") % {"what": AttendanceStatus(noted["status"]).label} if noted else ""


def _label(name: str) -> str:
    if name.endswith("_id") or name in ("fields", "extended_fields", "link_version"):
        return ""
    if name in LABELS:
        return str(LABELS[name])
    try:
        return str(Booking._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return ""


def _value(event: Any, name: str, value: Any) -> str:
    if not _label(name) or value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in MOMENTS:
        return when(datetime.fromisoformat(value), event.business_zone)
    if name == "price" or name.startswith("amount_"):
        return money(Decimal(value), event.business_currency)
    if name == "flow_control":
        return ", ".join(str(FlowFlag(flag).label) for flag in value)
    choices = dict(getattr(Booking._meta.get_field(name), "flatchoices", []))
    return str(choices.get(value, value))
