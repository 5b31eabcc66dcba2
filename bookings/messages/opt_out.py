"""STOP, kept and obeyed (domain.md section 9): numbers to which no text goes until they answer START."""

from datetime import datetime

from bookings.models import OptOut


def stop(phone: str, now: datetime) -> bool:
    """From now on no text goes to `phone` (E.164). False when that was so already."""
    _row, new = OptOut.objects.get_or_create(phone=phone, resumed_at=None, defaults={"stopped_at": now})
    return new


def resume(phone: str, now: datetime) -> bool:
    """Texts may go to `phone` (E.164) again, as far as each purpose has its consent. False when they could."""
    return OptOut.objects.filter(phone=phone, resumed_at=None).update(resumed_at=now) == 1


def stopped(phone: str) -> bool:
    """One look into the index a_number_is_stopped_once."""
    return OptOut.objects.filter(phone=phone, resumed_at=None).exists()
