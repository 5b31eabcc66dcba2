"""The Celery app, with the whole timetable of background work.

The rows in PostgreSQL are the queue; each of these finds what a lost wake-up left. None, one or two beats are all
safe: every task claims its rows before it acts.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

SECONDS, MINUTES = 1, 60

app.conf.beat_schedule = {
    "messages that are due": {"task": "bookings.tasks.send_due_messages", "schedule": 10 * SECONDS},
    "sign-in links to send": {"task": "bookings.tasks.send_sign_in_links", "schedule": 30 * SECONDS},
    "holds that ran out": {"task": "bookings.tasks.tidy_holds", "schedule": 30 * SECONDS},
    "heartbeat": {"task": "bookings.tasks.heartbeat", "schedule": 30 * SECONDS},
    "bookings left undecided": {"task": "bookings.tasks.decide_waiting_bookings", "schedule": 1 * MINUTES},
    "waitlists": {"task": "bookings.tasks.serve_waitlists", "schedule": 1 * MINUTES},
    "classes called off": {"task": "bookings.tasks.finish_calling_off", "schedule": 1 * MINUTES},
    "requests that ran out": {"task": "bookings.tasks.expire_requests", "schedule": 1 * MINUTES},
    "sessions from weekly rules": {"task": "bookings.tasks.extend_timetable", "schedule": 60 * MINUTES},
    "checkouts that ran out": {"task": "checkout.tasks.expire_checkouts", "schedule": 1 * MINUTES},
    "payments out of step with their booking": {"task": "checkout.tasks.settle_payments", "schedule": 1 * MINUTES},
    "credits to return": {"task": "checkout.tasks.return_credits_left", "schedule": 1 * MINUTES},
    "plans to write of": {"task": "checkout.tasks.send_plan_mails", "schedule": 1 * MINUTES},
    "notices of payments": {"task": "checkout.tasks.handle_notices", "schedule": 30 * SECONDS},
    "payments that hang": {"task": "checkout.tasks.look_up_hanging_payments", "schedule": 10 * MINUTES},
    "sandbox notices": {"task": "checkout.tasks.deliver_sandbox_notices", "schedule": 5 * SECONDS},
    "sign-ins that ended": {"task": "bookings.tasks.forget_sessions", "schedule": 24 * 60 * MINUTES},
    "audit": {"task": "checkout.tasks.audit", "schedule": 24 * 60 * MINUTES},
}
for entry in app.conf.beat_schedule.values():
    # A tick that nobody took before the next one is worthless: the sweep looks at rows, not at ticks.
    entry["options"] = {"expires": entry["schedule"]}


@beat_init.connect
def ask_for_a_sign_of_life(sender: Any, **_kwargs: Any) -> None:
    """At once: a tick comes only after its time has passed, and until then Today would say "never seen"."""
    sender.app.send_task("bookings.tasks.heartbeat", expires=30 * SECONDS)
