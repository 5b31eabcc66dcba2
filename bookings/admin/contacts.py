"""Contacts: what later bookings begin with, and one person's data to give or to erase (journeys.md O16)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.actors import Actor, Permission
from bookings.admin.wording import when, with_business
from bookings.erasing import erase_contact, standing
from bookings.errors import BookingError, BookingsStand
from bookings.member_address import change_address
from bookings.models import Contact

ALONG = _(
    "With another address the person's bookings move to it, their links change and are sent there, and whoever is "
    "signed in with the old one is signed out."
)


class SureForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Erase it for good"),
        error_messages={"required": _("Tick the box, or leave it as it is.")},
        help_text=_("Nobody can bring it back."),
    )


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    """A change here reaches later bookings only: each booking keeps its own copy. Another address reaches them all,
    since it is what they belong by. Nobody is deleted: that would leave the bookings' copies. Erasing blanks them
    all."""

    list_display = ["__str__", "email", "phone", "since"]
    search_fields = ["first_name", "last_name", "email", "phone"]
    show_full_result_count = False
    fields = ["first_name", "last_name", "email", "phone", "time_zone", "language"]
    change_form_template = "admin/bookings/contact/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        return with_business(super().get_queryset(request))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [path("<int:pk>/erase/", view(erase_view), name="bookings_contact_erase"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Contact | None = None) -> bool:
        return (obj is None or obj.erased_at is None) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Contact | None = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_erase"] = Actor.owner(request.user).may(Permission.ERASE)  # type: ignore[arg-type]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("since"), ordering="created_at")
    def since(self, contact: Any) -> str:
        return when(contact.created_at, contact.business_zone)

    def get_form(self, request: HttpRequest, obj: Contact | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({"help_texts": {"email": ALONG}} if change else {}) | kwargs)

    def save_model(self, request: HttpRequest, obj: Contact, form: Any, change: bool) -> None:
        """Only what was changed here: the rest may be another by now."""
        now, email = timezone.now(), obj.email.lower()  # as every booking looks for it
        if not change:
            obj.created_at, obj.email = now, email
            super().save_model(request, obj, form, change)
            return
        locked = Contact.objects.select_for_update().get(pk=obj.pk)
        if locked.erased_at is not None:
            raise PermissionDenied
        if changed := [name for name in form.changed_data if name != "email"]:
            obj.save(update_fields=changed)
        if "email" in form.changed_data and email != locked.email:
            change_address(locked, email, by=Actor.owner(request.user), now=now)  # type: ignore[arg-type]


def erase_view(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says what goes and what stays, POST erases; bookings that stand are named (journeys.md S37)."""
    actor = Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(Permission.ERASE):
        raise PermissionDenied
    contact, now = get_object_or_404(Contact, pk=pk), timezone.now()
    left, form = standing(contact, now), SureForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                erase_contact(contact, by=actor, now=now)
            except BookingsStand as error:
                left, status = error.bookings, 409
            except BookingError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, gettext("The person's data is erased."))
                return HttpResponseRedirect(reverse("admin:bookings_contact_change", args=[pk]))
    context = admin.site.each_context(request) | {
        "title": gettext("Erase: %(who)s") % {"who": contact},
        "contact": contact,
        "left": left,
        "refused": str(BookingsStand(left)) if left else "",
        "form": form,
        "opts": Contact._meta,
    }
    return TemplateResponse(request, "admin/bookings/contact/erase.html", context, status=status)
