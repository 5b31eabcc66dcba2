import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import get_language, override

from config.middleware import no_body_for_head, one_language, permissions_policy


def test_sensors_are_off_in_every_answer(rf):
    answer = permissions_policy(lambda request: HttpResponse())(rf.get("/"))
    assert answer.headers["Permissions-Policy"].startswith("accelerometer=(), camera=(), geolocation=()")


def test_a_request_is_answered_in_the_sites_language_and_leaves_the_threads_own(rf):
    with override("es"):
        answer = one_language(lambda request: HttpResponse(get_language()))(rf.get("/"))
        assert (answer.content, get_language()) == (b"en", "es")


@pytest.mark.django_db
def test_the_style_sheet_is_one_for_all_readers(client):
    assert "Accept-Language" not in client.get(reverse("bookings:site_css")).get("Vary", "")


def answered(rf, method, address="/", **headers):
    """As a server gets it: Django's test client takes the body of HEAD away by itself."""
    started = []
    request = rf.generic(method, address, **headers)
    body = WSGIHandler()(request.environ, lambda status, headers: started.append((status, dict(headers))))
    try:
        return *started[0], b"".join(body)
    finally:
        body.close()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/no-such-page/", "/admin/login/"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_head_is_answered_as_get_without_its_body(rf, business, address, encoding):
    got, asked = (answered(rf, method, address, HTTP_ACCEPT_ENCODING=encoding) for method in ("GET", "HEAD"))
    assert (asked[0], asked[1].keys(), asked[2]) == (got[0], got[1].keys(), b"")
    assert int(asked[1]["Content-Length"]) > 0 < len(got[2])


def test_nothing_of_a_file_is_written_for_head(rf):
    written = []
    parts = (written.append(part) or b"part" for part in range(3))
    answer = no_body_for_head(lambda request: StreamingHttpResponse(parts))(rf.head("/"))
    assert (b"".join(answer), written) == (b"", [])


def test_other_requests_keep_their_body(rf):
    assert no_body_for_head(lambda request: HttpResponse("all"))(rf.get("/")).content == b"all"
