"""A mail in the log is as long as what it says."""

import io
from email.mime.text import MIMEText

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from config.celery import app
from tests.config.launcher import manage


def printed(**more) -> str:
    stream = io.StringIO()
    connection = get_connection("config.embedded.console_mail.EmailBackend", stream=stream)
    mail = EmailMultiAlternatives("Confirmado: sesión", "Hasta el lunes.\n", "a@x.example", ["b@x.example"], **more)
    mail.extra_headers = {"Message-ID": "<1@x>", "Date": "Mon, 30 Mar 2026 09:00:00 -0000"}
    mail.attach_alternative("<p>Hasta el lunes.</p>", "text/html")
    connection.send_messages([mail])
    return stream.getvalue()


def test_headers_and_text_are_printed_as_they_will_be_read():
    lines = printed().splitlines()
    headers = {"Subject: Confirmado: sesión", "From: a@x.example", "To: b@x.example", "Message-ID: <1@x>"}
    assert set(lines[: lines.index("")]) == headers | {"Date: Mon, 30 Mar 2026 09:00:00 -0000"}
    assert lines[lines.index("") + 1 :] == ["Hasta el lunes.", "", "[text/html]", "-" * 79]


def test_what_is_attached_is_named_and_left_out():
    file = MIMEText("BEGIN:VCALENDAR", "calendar")
    file.add_header("Content-Disposition", "attachment", filename="booking.ics")
    text = printed(attachments=[file, ("bill.pdf", b"%PDF", "application/pdf")])
    assert text.splitlines()[-4:-1] == ["[text/html]", "[booking.ics (text/calendar)]", "[bill.pdf (application/pdf)]"]
    assert "base64" not in text


@pytest.mark.parametrize(
    ("given", "backend"),
    [
        ({}, "config.embedded.console_mail.EmailBackend"),
        ({"EMAIL_URL": "consolemail://"}, "config.embedded.console_mail.EmailBackend"),
        ({"EMAIL_URL": "smtp+tls://user:password@host:587"}, "django.core.mail.backends.smtp.EmailBackend"),
    ],
)
def test_it_is_what_prints_mails_where_no_server_sends_them(given, backend):
    servers = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
    ask = "from django.conf import settings; print(settings.EMAIL_BACKEND)"
    result = manage("shell", "--no-imports", "-c", ask, SECRET_KEY="x" * 50, **servers, **given)
    assert (result.stdout, result.stderr) == (f"{backend}\n", "")


def test_the_worker_prints_it_past_the_log_which_would_mask_its_links():
    assert app.conf.worker_redirect_stdouts is False
