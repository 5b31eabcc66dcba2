"""Who may speak to the sandbox: nobody where it is switched off, and only under its own name."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from checkout.sandbox.keys import knows_api_key

View = Callable[..., HttpResponseBase]


def provider_only(view: View) -> View:
    """404 unless the sandbox is the gateway and the request came to its host, which is not the shop's."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.PAYMENT_GATEWAY != "sandbox" or request.get_host() != urlsplit(settings.SANDBOX_URL).netloc:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def shop_only(view: View) -> View:
    """For the API: `provider_only`, and 401 without the shop's key. Machines carry no CSRF cookie."""

    @csrf_exempt
    @provider_only
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not knows_api_key(key):
            return JsonResponse({"error": "The key is missing or wrong."}, status=401)
        return view(request, *args, **kwargs)

    return wrapped
