"""The owner's own questions as fields; answers are kept with the label as it was asked."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkout.forms.texts import NO_NUL, REQUIRED, TOO_LONG
from services.models import Question, QuestionKind

_SEG = "django/forms/seg.html"
_MOST_ROWS = 6  # more choices than this fold into a list
YES, NO = "yes", "no"


def name_of(question: Question) -> str:
    return f"question_{question.pk}"


def field_for(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.label, "help_text": question.hint, "required": question.required}
    if question.kind == QuestionKind.YES_NO:
        choices = [(YES, _("Yes")), (NO, _("No"))]
        wrong = {"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")}
        common |= {"widget": forms.RadioSelect, "template_name": _SEG}
        return forms.ChoiceField(choices=choices, error_messages=wrong, **common)
    if question.kind == QuestionKind.CHOICE:
        return _choice(question.choice_list, common)
    errors = {"required": REQUIRED, "max_length": TOO_LONG, "null_characters_not_allowed": NO_NUL}
    if question.kind == QuestionKind.LONG_TEXT:
        return forms.CharField(max_length=2000, widget=forms.Textarea, error_messages=errors, **common)
    return forms.CharField(max_length=300, error_messages=errors, **common)


def _choice(words: Sequence[str], common: dict[str, Any]) -> forms.Field:
    wrong = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
    choices = [(word, word) for word in words]
    if len(choices) > _MOST_ROWS:
        return forms.ChoiceField(choices=[("", _("Choose")), *choices], error_messages=wrong, **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=wrong, **common)


def answers_of(questions: Iterable[Question], cleaned: dict[str, Any]) -> list[dict[str, str]]:
    """[{label, answer}] of those that were answered, in the order asked."""
    words = {YES: str(_("Yes")), NO: str(_("No"))}
    answers = []
    for question in questions:
        answer = cleaned.get(name_of(question), "")
        if answer:
            text = words[answer] if question.kind == QuestionKind.YES_NO else answer
            answers.append({"label": question.label, "answer": text})
    return answers


def initial_of(questions: Iterable[Question], answers: Iterable[dict[str, str]]) -> dict[str, str]:
    """The way back: what a form shows for answers that were given before."""
    given = {answer["label"]: answer["answer"] for answer in answers}
    words = {str(_("Yes")): YES, str(_("No")): NO}
    initial = {}
    for question in questions:
        answer = given.get(question.label, "")
        initial[name_of(question)] = words.get(answer, "") if question.kind == QuestionKind.YES_NO else answer
    return initial
