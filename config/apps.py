from django.apps import AppConfig

from config.celery import app


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Celery's current app belongs to one thread; web has several, and each must find this one.
        app.set_default()
