"""A text area for JSON that says where a slip is."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class JSONText(forms.JSONField):
    """Written out in lines; a mistake is told with its line and sign."""

    def __init__(self, *, rows: int = 12, **kwargs: Any) -> None:
        attrs = {"rows": rows, "cols": 60, "class": "json", "spellcheck": "false", "autocapitalize": "off"}
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            json.loads(value)
        except json.JSONDecodeError as error:
            words = {"line": error.lineno, "sign": error.colno, "what": error.msg}
            sentence = _("This is not JSON: line %(line)s, sign %(sign)s (%(what)s).") % words
            raise ValidationError(sentence, code="invalid") from None
        except (RecursionError, ValueError):
            raise ValidationError(_("This is nested too deep, or has a number too long."), code="invalid") from None
        return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed stays as it was typed."""
        return initial if self.disabled else data

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
