"""The pages of whoever is signed in: their bookings, receipts and details."""

from django.urls import path

from checkout.views import mine, mine_data, mine_details, mine_receipts

app_name = "mine"

urlpatterns = [
    path("", mine.bookings, name="bookings"),
    path("receipts/", mine_receipts.receipts, name="receipts"),
    path("receipts/<str:number>/", mine_receipts.receipt, name="receipt"),
    path("export/", mine_data.everything, name="export"),
    path("bookings.ics", mine_data.calendar_file, name="calendar_file"),
    path("calendar/", mine_data.calendar, name="calendar"),
    path("erase/", mine_data.erase, name="erase"),
    path("details/", mine_details.details, name="details"),
    path("email/", mine_details.address, name="address"),
    path("email/<str:token>/", mine_details.confirm, name="confirm"),
]
