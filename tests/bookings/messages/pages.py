"""The addresses that messages link to."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path

bookings = ([path("booking/<str:token>/", lambda request, token: HttpResponse(), name="manage")], "bookings")
urlpatterns = [path("", include(bookings)), path("admin/", admin.site.urls)]
