"""Who fills in forms faster than people can, or fields that people can't see.

Neither is refused: the form is asked again, with everything still in it.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

_SALT = "checkout.form"
FASTEST_SECONDS = 2


def stamp(shown_at: datetime) -> str:
    """Signed, so that nobody can say that a form was open for longer than it was."""
    return signing.dumps(int(shown_at.timestamp() * 1000), salt=_SALT)


def shown_at(stamped: str) -> float | None:
    """Seconds since 1970; None for one that is not ours."""
    try:
        return float(signing.loads(stamped, salt=_SALT)) / 1000
    except (signing.BadSignature, ValueError, TypeError):
        return None


class GuardedForm(forms.Form):
    """`now` is when the form is shown, or when it came back. The time counts from when it was first shown."""

    website = forms.CharField(required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        came = self.data.get("shown", "") if self.is_bound else ""
        self.first_shown = shown_at(came)
        self.stamp = came if self.first_shown is not None else stamp(now)

    def check_guard(self) -> None:
        """A mark on the whole form, last, so that what is wrong with the fields is said as well."""
        least = getattr(settings, "FASTEST_FORM_SECONDS", FASTEST_SECONDS)
        if self.data.get("website"):
            self.add_error(None, _("Something filled in a field that people don't see. Check it and send it again."))
        elif self.first_shown is None or self.now.timestamp() - self.first_shown < least:
            self.add_error(None, _("That was quicker than we can follow. Send it again."))
