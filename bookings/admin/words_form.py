"""What an owner may write in place of our words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bookings.messages.words import Words, check
from bookings.models import Channel, MessageWords


class WordsForm(forms.Form):
    """A field left empty leaves ours."""

    subject = forms.CharField(label=_("Subject"), max_length=120, required=False)
    opening = forms.CharField(label=_("First sentence"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text"), max_length=1000, required=False, widget=forms.Textarea({"rows": 6}), strip=True
    )

    def __init__(self, data: Any, *, row: MessageWords) -> None:
        initial = {name: getattr(row, name) for name in Words._fields}
        super().__init__(data, initial=initial)
        self.row = row
        if row.channel == Channel.SMS:
            del self.fields["subject"], self.fields["opening"]
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "vTextField" if name != "text" else "vLargeTextField"}
            field.widget.attrs["aria-describedby"] = "names"

    def clean(self) -> dict[str, Any]:
        for name, typed in list(self.cleaned_data.items()):
            try:
                check(typed, self.row.kind, self.row.channel)
            except ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data

    def words(self) -> Words:
        """Of a valid form."""
        return Words(**{name: self.cleaned_data[name] for name in self.fields})
