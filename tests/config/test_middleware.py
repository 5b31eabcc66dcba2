import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, override

from config.middleware import one_language, permissions_policy


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
