"""What the details page shows, for each of its moods."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import links
from bookings.errors import BookingError, SlotNotAvailable
from bookings.lifecycle.party import party_in
from bookings.manage.people import party_words
from bookings.steps import DETAILS, count_of, steps_of
from checkout.forms import DetailsForm
from checkout.forms.questions import name_of
from checkout.pricing import ZERO, Option, Way
from checkout.views.alternatives import Alternative, Nearby, alternatives
from checkout.views.back import times_url
from checkout.views.cancelling import cancelling, may_cancel
from checkout.views.details_slip import details_slip
from checkout.views.near_dates import near_dates
from checkout.views.picked import Picked
from services import wording

FORM = "details"


@dataclass(frozen=True, slots=True)
class Gone:
    """Bad news. `lost`: the picked time can't be sent any more; `same`: it can be picked anew all the same."""

    sentence: str
    others: list[Alternative]
    same: Alternative | None
    lost: bool


def details_page(
    request: HttpRequest,
    picked: Picked,
    form: DetailsForm,
    *,
    quiet: bool = False,
    status: int = HTTPStatus.OK,
    gone: Gone | None = None,
) -> HttpResponse:
    """`quiet`: what was typed is shown without being judged."""
    if quiet:
        form.full_clean()
        form.errors.clear()
    option = picked.options[0]
    back = times_url(picked.service, picked.pick, picked.zone)
    terms = picked.service.policy.terms()
    context = {
        "picked": picked,
        "form": form,
        "questions": [form[name_of(question)] for question in picked.questions],
        "questions_heading": _questions_heading(len(picked.questions), picked.business.name),
        **_steps(picked, back),
        "slip": details_slip(picked, option, FORM, lost=bool(gone and gone.lost)),
        "lead": _lead(may_cancel(terms, picked.start, picked.now)),
        "gone": gone,
        "cancelling": _cancelling(picked, option),
        "lost_dates": [wording.moment(each.starts_at, picked.zone, picked.now) for each in picked.dates.lost],
        "policy_text": terms.text,
        "answer_by": _answer_by(picked) if terms.needs_approval else "",
        "kept": _kept(picked),
        "button": _button(picked, option),
        "other_times_url": back,
        **_before(picked),
    }
    return render(request, "checkout/details.html", context, status=status)


def with_alternatives(
    request: HttpRequest,
    picked: Picked,
    form: DetailsForm,
    error: BookingError,
    status: int = HTTPStatus.CONFLICT,
) -> HttpResponse:
    """The time is gone: what happened, everything that was typed, and the nearest free times."""
    found = near_dates(picked) if picked.pick.pools else _near_times(picked)
    is_taken = isinstance(error, SlotNotAvailable)
    lost = is_taken or picked.booking is not None
    if lost and "sms" in form.fields:
        form["sms"].label = _("Text me a reminder")  # the moment was the lost time's
    gone = Gone(
        sentence=str(error),
        others=found.others,
        same=found.same if lost and not is_taken else None,
        lost=lost,
    )
    return details_page(request, picked, form, quiet=True, status=status, gone=gone)


def _before(picked: Picked) -> dict[str, str]:
    """The same class again is asked about, and allowed (journeys.md S35)."""
    if picked.before is None:
        return {}
    moment = wording.moment(picked.before.starts_at, picked.before.zone, picked.now)
    people = party_words(party_in(picked.before))
    return {"before_url": links.path(picked.before), "before_words": f"{moment}, {people}"}


def _near_times(picked: Picked) -> Nearby:
    return alternatives(
        picked.pick,
        service=picked.service,
        location=picked.location,
        business=picked.business,
        visitor=picked.visitor,
        now=picked.now,
    )


def _cancelling(picked: Picked, option: Option) -> list[SafeString | str]:
    deposit = option.due_now if option.way == Way.DEPOSIT else ZERO
    terms = picked.service.policy.terms()
    words = cancelling(
        terms,
        picked.start,
        deposit,
        zone=picked.zone,
        business=picked.business,
        now=picked.now,
        reader=picked.reader,
    )
    return [_("Each date by itself; of the first:"), *words] if len(picked.dates.sessions) > 1 else words


def _steps(picked: Picked, back: str) -> dict[str, Any]:
    return {"steps": steps_of(picked.service, DETAILS, time_url=back), "step_count": count_of(picked.service)}


def _lead(can_cancel: bool) -> str:
    """What the link will do."""
    if can_cancel:
        return _("No account, no password. We send a link that lets you change your details or cancel.")
    return _("No account, no password. We send a link that lets you change your details.")


def _kept(picked: Picked) -> str:
    if picked.hold is None:
        return _("What you typed is still here.")
    return _("What you typed is still here, and your time is still held.")


def _questions_heading(count: int, business: str) -> str:
    words = {"n": count, "business": business}
    return ngettext("A question from %(business)s", "%(n)s questions from %(business)s", count) % words


def _answer_by(picked: Picked) -> str:
    coming = picked.dates.course.coming(picked.now) if picked.dates.course else []
    start = coming[0].starts_at if coming else picked.start
    until = min(picked.now + timedelta(minutes=picked.business.answer_minutes), start)
    return wording.moment(until, picked.zone, picked.now)


def _button(picked: Picked, option: Option) -> dict[str, str]:
    if not picked.is_paid_later:
        return {"label": _("Continue to payment"), "busy": _("One moment"), "note": _("Nothing is charged yet.")}
    if picked.service.policy.needs_approval:
        return {"label": _("Send the request"), "busy": _("Sending"), "note": ""}
    if not option.later:
        return {"label": _("Book it"), "busy": _("Booking"), "note": ""}
    words = {"amount": wording.money(option.later, picked.business.currency)}
    if picked.location:
        label = _("Book it, pay %(amount)s at %(place)s") % (words | {"place": picked.location.name})
    else:
        label = _("Book it, pay %(amount)s in person") % words
    return {"label": label, "busy": _("Booking"), "note": ""}
