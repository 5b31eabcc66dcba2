"""The worker is seen as soon as it runs: beat asks for its heartbeat when it starts, not one tick later."""

from celery import Celery
from celery.beat import Service
from celery.signals import beat_init

from config.celery import app


def test_beat_asks_for_a_sign_of_life_when_it_starts():
    own = Celery("config", broker="memory://", set_as_current=False)
    beat_init.send(sender=Service(own))
    with own.connection_for_read() as connection:
        asked = connection.SimpleQueue(own.conf.task_default_queue).get(timeout=1)

    assert asked.headers["task"] == app.conf.beat_schedule["heartbeat"]["task"]
    assert asked.headers["expires"] is not None
