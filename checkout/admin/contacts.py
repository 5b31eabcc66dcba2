"""A contact's page with what needs the checkout too: one person's data in a file, the money included."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from bookings.admin.contacts import ContactAdmin
from bookings.erasing import theirs
from bookings.models import Contact
from bookings.views.personal import sealed
from checkout.exporting import export
from checkout.views.mine_data import attached

admin.site.unregister(Contact)


@admin.register(Contact)
class ContactWithExportAdmin(ContactAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export_view)
        return [path("<int:pk>/export/", view, name="bookings_contact_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perms(["bookings.view_contact", "bookings.view_booking"]):
            raise PermissionDenied
        contact = get_object_or_404(Contact, pk=pk)
        return sealed(attached(contact, export(contact, theirs(contact))))
