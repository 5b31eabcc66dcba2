"""No log carries the link of somebody's booking."""

import logging

import pytest
from django.test import Client

from bookings import links
from config.embedded.programs import web
from config.logs import mask_server_logs, masked
from tests.bookings.making import book
from tests.factories import ServiceFactory, hour

TOKEN = "3fN_x-9:abc"


@pytest.fixture
def token():
    return links.token(book(ServiceFactory(), hour("10:00")))


@pytest.mark.django_db
@pytest.mark.parametrize(("revision", "status"), [("99", 409), ("", 422)])
def test_a_refused_act_is_logged_without_the_link(client, caplog, token, revision, status):
    assert client.post(f"/booking/{token}/cancel/", {"revision": revision}).status_code == status
    assert caplog.messages[0].rpartition(": ")[2] == "/booking/-/cancel/"
    assert token not in caplog.text


@pytest.mark.django_db
def test_what_is_not_found_is_logged_without_the_link(client, caplog, token):
    assert client.get(f"/checkout/resume/{token}x/").status_code == 404
    assert caplog.messages == ["Not Found: /checkout/resume/-/"]


@pytest.mark.django_db
def test_a_failure_is_logged_without_the_link(caplog, monkeypatch, token):
    monkeypatch.setattr("bookings.views.manage.page", lambda *args, **kwargs: 1 / 0)
    assert Client(raise_request_exception=False).get(f"/booking/{token}/").status_code == 500
    assert caplog.messages == ["Internal Server Error: /booking/-/"]


@pytest.mark.django_db
def test_a_forged_form_is_logged_without_the_link(caplog):
    assert Client(enforce_csrf_checks=True).post(f"/booking/{TOKEN}/cancel/").status_code == 403
    assert TOKEN not in caplog.text


def test_addresses_of_the_owners_pages_stay_readable():
    for address in ("/admin/bookings/booking/5/change/", "/admin/checkout/payment/7/", "/checkout/webhooks/sandbox/"):
        assert masked(f"Not Found: {address}") == f"Not Found: {address}"


def test_the_web_servers_own_logs_are_masked_too(caplog):
    mask_server_logs()
    logging.getLogger("gunicorn.access").warning('"%(r)s"', {"r": f"GET /checkout/{TOKEN}/extend/ HTTP/1.1"})
    assert caplog.messages == ['"GET /checkout/-/extend/ HTTP/1.1"']


def test_no_log_of_every_visit_is_kept():
    assert "--access-logfile" not in web({}, []).command
