"""What the details page shows, for each of its moods."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.errors import BookingError, SlotNotAvailable
from bookings.steps import DETAILS, count_of, steps_of
from checkout.forms import DetailsForm
from checkout.forms.questions import name_of
from checkout.pricing import ZERO, Option, Way
from checkout.views import slips
from checkout.views.alternatives import Alternative, alternatives
from checkout.views.back import times_url
from checkout.views.cancelling import cancelling, may_cancel
from checkout.views.picked import Picked
from checkout.views.serving import person_rows
from services import wording
from services.models import LocationType

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
        "slip": _slip(picked, option, lost=bool(gone and gone.lost)),
        "lead": _lead(may_cancel(terms, picked.start, picked.now)),
        "gone": gone,
        "cancelling": cancelling(
            terms,
            picked.start,
            option.due_now if option.way == Way.DEPOSIT else ZERO,
            zone=picked.zone,
            business=picked.business,
            now=picked.now,
        ),
        "policy_text": terms.text,
        "answer_by": _answer_by(picked) if terms.needs_approval else "",
        "kept": _kept(picked),
        "button": _button(picked, option),
        "other_times_url": back,
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
    found = alternatives(
        picked.pick,
        service=picked.service,
        location=picked.location,
        business=picked.business,
        visitor=picked.visitor,
        now=picked.now,
    )
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
    until = min(picked.now + timedelta(minutes=picked.business.answer_minutes), picked.start)
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


def _slip(picked: Picked, option: Option, *, lost: bool) -> dict[str, Any]:
    currency, zone, now = picked.business.currency, picked.zone, picked.now
    price = slips.price_row(option, picked.service.price_text, currency)
    slip = slips.when(picked.start, picked.end, zone, picked.reader, now) | {
        "title": picked.service.name,
        "note": slips.note(option, picked.hold, price[1], zone, currency),
        "rows": _rows(picked) + slips.people_row(picked.pick.participants) + slips.money_rows(option, currency),
        "sum": price,
        "cancel": slips.cancel_line(picked.service.policy.terms().cancel_until(picked.start), zone, now),
    }
    if lost:
        return slips.without_time(slip)
    if picked.hold is not None:
        slip["hold"] = slips.hold_part(picked.hold, zone, now, picked.business, FORM)
    return slip


def _rows(picked: Picked) -> list[slips.Row]:
    service, place = picked.service, picked.pick.location_id
    rows = [(_("With"), ", ".join(picked.people))] if picked.people else person_rows(picked.groups, service, place)
    if picked.location:
        where = ", ".join(part for part in (picked.location.name, picked.location.address) if part)
    elif service.location_type == LocationType.OWNER_CUSTOM:
        where = service.own_address
    elif picked.is_visit:
        where = _("At your place")
    else:
        where = picked.business.address
    return [*rows, (_("Where"), where)] if where else rows
