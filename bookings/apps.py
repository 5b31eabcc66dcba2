from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class BookingsConfig(AppConfig):
    name = "bookings"
    verbose_name = _("Bookings")

    def ready(self) -> None:
        if apps.is_installed("anymail"):
            from bookings.messages import tracking  # only now: it reads modules with models

            tracking.listen()
