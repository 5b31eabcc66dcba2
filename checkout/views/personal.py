"""Pages about one person's booking: kept by nobody on the way, found by no search engine."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers, patch_vary_headers

View = Callable[..., HttpResponse]


class SeeOther(HttpResponseRedirect):
    """303: what was a POST is followed by a GET."""

    status_code = 303


def personal(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_vary_headers(response, ["HX-Request"])
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
