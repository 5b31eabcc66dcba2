"""An address that mail can reach, with the fix as the sentence."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _


def reachable(typed: str) -> None:
    """Django's own rule. Raises ValidationError."""
    try:
        validate_email(typed)
    except ValidationError as error:
        raise ValidationError(fix(typed)) from error


def fix(typed: str) -> str:
    """What is missing from an address that is none."""
    name, at, domain = typed.strip().rpartition("@")
    if not at:
        return _("Add the @ and the part after it, such as name@gmail.com.")
    if not domain:
        return _("Add the part after @, such as gmail.com.")
    if not name:
        return _("Add the part before @.")
    if "." not in domain:
        return _("The part after @ needs a dot, such as gmail.com.")
    return _("Mail can't reach this address. Look for a slip of the finger.")


class ReachableField(forms.EmailField):
    default_validators = [reachable]
