"""The pages that a mail provider tells its news to."""

from django.urls import include, path

from config.urls import urlpatterns as pages

urlpatterns = [*pages, path("messages/mail/", include("anymail.urls"))]
