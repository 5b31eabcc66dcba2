"""What every request and answer gets that Django does not give by itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import translation

Answer = HttpResponse | StreamingHttpResponse
GetResponse = Callable[[HttpRequest], HttpResponse]

# Daybook uses none of the browser's sensors; nothing that might get onto a page may either.
POLICY = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Adds Permissions-Policy to every answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response

    return middleware


def no_body_for_head(get_response: Callable[[HttpRequest], Answer]) -> Callable[[HttpRequest], Answer]:
    """Answers HEAD with the headers of GET, its Content-Length among them, and nothing after them.

    Django leaves the body to the server, and gunicorn drops it with a warning each time. First of all middleware:
    what compresses and counts must have seen the body.
    """

    def middleware(request: HttpRequest) -> Answer:
        response = get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = ()
            else:
                response.content = b""
        return response

    return middleware


def one_language(get_response: GetResponse) -> GetResponse:
    """Words are looked up faster in a language than in none: a twentieth of a page.

    Django's LocaleMiddleware is for several languages. Its `Vary: Accept-Language` on the style sheet, which is the
    same in all of them, makes Chromium draw a page without it first and break off the transition between pages.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            return get_response(request)

    return middleware
