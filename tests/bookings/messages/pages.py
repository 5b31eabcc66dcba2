"""The addresses that messages link to."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path

bookings = ([path("booking/<str:token>/", lambda request, token: HttpResponse(), name="manage")], "bookings")
checkout = ([path("balance/<str:token>/", lambda request, token: HttpResponse(), name="balance")], "checkout")
urlpatterns = [path("", include(bookings)), path("", include(checkout)), path("admin/", admin.site.urls)]
