"""One field for a name, two columns: people know their own name, not our columns."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 80  # Booking.first_name and last_name


def split_name(name: str) -> tuple[str, str]:
    """The first word, and the rest; more words go to the first part where the rest would not fit.

    Joined with a space the two are the name again. Raises ValidationError where no split fits.
    """
    words = name.split()
    for count in range(1, len(words) + 1):
        first, last = " ".join(words[:count]), " ".join(words[count:])
        if len(first) <= MOST and len(last) <= MOST:
            return first, last
    raise ValidationError(_("This name is longer than we can print. Shorten it to 80 letters."))
