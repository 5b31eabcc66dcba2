"""What fields say about input that no field can take."""

from django.utils.translation import gettext_lazy as _

REQUIRED = _("Write an answer here.")
NO_NUL = _("This holds a character that is no text. Type it anew.")
TOO_LONG = _("Shorten this to %(limit_value)d characters; it has %(show_value)d.")
