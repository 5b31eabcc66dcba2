from django.apps import AppConfig
from django.core.checks import register

from config.celery import app


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Celery's current app belongs to one thread; web has several, and each must find this one.
        app.set_default()
        from config import checks  # only now: it reads modules with models

        register(checks.deployment, deploy=True)
        checks.warn_of_sandbox()
