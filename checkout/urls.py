"""The customers' way from a picked time to a standing booking, and the providers' way to us."""

from django.urls import URLPattern

app_name = "checkout"

urlpatterns: list[URLPattern] = []
