"""Sign-ins that ended leave nothing behind, and beat knows every task by its name."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from bookings.tasks import forget_sessions
from config.celery import app


@pytest.mark.django_db
def test_only_those_that_ended_go():
    now = timezone.now()
    for key, days in (("old", -1), ("live", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    forget_sessions()
    assert [session.session_key for session in Session.objects.all()] == ["live"]


def test_each_line_of_the_timetable_names_a_task():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
