"""The sandbox's API for the shop: JSON both ways, a bearer key, an Idempotency-Key where something new is made.

200 with the payment (or refund), 400 unreadable, 401 no key, 404 unknown, 409 refused; the reason is `error`.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from checkout.models import SandboxPayment
from checkout.sandbox import books
from checkout.sandbox.access import shop_only
from checkout.sandbox.forms import AmountForm, KeyForm, PaymentForm
from checkout.sandbox.payments import Refused, describe


class Unreadable(Exception):
    pass


def answering(view: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponse]:
    """A view that returns what to answer, or raises why not."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except Unreadable as error:
            return JsonResponse({"error": str(error)}, status=400)
        except SandboxPayment.DoesNotExist:
            return JsonResponse({"error": "There is no such payment."}, status=404)
        except Refused as error:
            return JsonResponse({"error": str(error)}, status=409)

    return wrapped


@shop_only
@require_POST
@answering
def announce(request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    return describe(books.announce(_key(request), _read(request, PaymentForm), now=now), now)


@shop_only
@require_GET
@answering
def look_up(request: HttpRequest, payment_id: UUID) -> dict[str, Any]:
    return describe(SandboxPayment.objects.get(pk=payment_id), timezone.now())


@shop_only
@require_POST
@answering
def capture(request: HttpRequest, payment_id: UUID) -> dict[str, Any]:
    now = timezone.now()
    return describe(books.capture(payment_id, _read(request, AmountForm)["amount"], now=now), now)


@shop_only
@require_POST
@answering
def void(request: HttpRequest, payment_id: UUID) -> dict[str, Any]:
    return describe(books.void(payment_id), timezone.now())


@shop_only
@require_POST
@answering
def refund(request: HttpRequest, payment_id: UUID) -> dict[str, Any]:
    amount = _read(request, AmountForm)["amount"]
    event = books.refund(payment_id, _key(request), amount, now=timezone.now())
    return {"id": str(event.pk), "status": "done", "amount": amount}


@shop_only
@require_POST
@answering
def expire(request: HttpRequest, payment_id: UUID) -> dict[str, Any]:
    now = timezone.now()
    return describe(books.expire(payment_id, now=now), now)


def _read(request: HttpRequest, form_class: type[forms.Form]) -> dict[str, Any]:
    try:
        given = json.loads(request.body)
    except ValueError as error:
        raise Unreadable("This is not JSON.") from error
    if not isinstance(given, dict):
        raise Unreadable("This is not an object.")
    # As if it came from a page: form fields expect text.
    return _checked(form_class({name: str(value) for name, value in given.items()}))


def _key(request: HttpRequest) -> str:
    return str(_checked(KeyForm({"key": request.headers.get("Idempotency-Key", "")}))["key"])


def _checked(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise Unreadable(f"Wrong or missing: {', '.join(form.errors)}.")
    return form.cleaned_data
