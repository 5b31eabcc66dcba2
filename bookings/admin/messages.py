"""The log of everything that was and will be said. A resend is a new row; nothing here edits one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bookings.admin.readonly import ShownInline, ShownOnly
from bookings.admin.wording import mark, when, with_business
from bookings.messages import send_again
from bookings.messages.resending import NotSentAgain, may_go_again
from bookings.models import Message, MessageState

MARKS = {
    MessageState.PLANNED: "plan",
    MessageState.SENDING: "wait",
    MessageState.SENT: "ok",
    MessageState.DELIVERED: "ok",
    MessageState.FAILED: "warn",
    MessageState.SKIPPED: "no",
    MessageState.DROPPED: "no",
    MessageState.UNCERTAIN: "ask",
}
RESEND = "bookings.change_message"


class MessageColumns:
    @admin.display(description=_("due"), ordering="due_at")
    def due(self, message: Any) -> str:
        return when(message.due_at, message.business_zone)

    @admin.display(description=_("sent"))
    def sent(self, message: Any) -> str:
        return when(message.sent_at, message.business_zone)

    @admin.display(description=_("delivered"))
    def delivered(self, message: Any) -> str:
        return when(message.delivered_at, message.business_zone)

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, message: Message) -> str:
        return mark(MARKS[MessageState(message.state)], message.get_state_display())


class MessageInline(MessageColumns, ShownInline):
    model = Message
    readonly_fields = ("kind", "channel", "recipient", "due", "state_in_words", "reason")
    fields = readonly_fields
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return with_business(super().get_queryset(request))


@admin.register(Message)
class MessageAdmin(MessageColumns, ShownOnly, admin.ModelAdmin):
    list_display = ["due", "kind", "channel", "recipient", "about", "state_in_words", "reason"]
    list_filter = ["state", "kind", "channel"]
    list_select_related = ["booking"]
    search_fields = ["recipient", "booking__code"]
    ordering = ["-due_at", "-id"]
    show_full_result_count = False
    fields = [
        "kind",
        "channel",
        "recipient",
        "about",
        "due",
        "state_in_words",
        "reason",
        "sent",
        "delivered",
        "resend_of",
    ]
    change_form_template = "admin/bookings/message/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return with_business(super().get_queryset(request))

    def get_urls(self) -> list[URLPattern]:
        again = self.admin_site.admin_view(self.resend_view)
        return [path("<int:pk>/resend/", again, name="bookings_message_resend"), *super().get_urls()]

    @method_decorator(require_POST)
    def resend_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(RESEND):
            raise PermissionDenied
        try:
            again = send_again(get_object_or_404(Message, pk=pk), now=timezone.now())
        except NotSentAgain as error:
            self.message_user(request, str(error), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:bookings_message_change", args=[error.shown.pk]))
        self.message_user(request, _("It goes to %(who)s again.") % {"who": again.recipient}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:bookings_message_change", args=[again.pk]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_resend"] = may_go_again(context["original"]) and request.user.has_perm(RESEND)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("booking"), ordering="booking__code")
    def about(self, message: Message) -> str:
        address = reverse("admin:bookings_booking_change", args=[message.booking_id])
        return format_html('<a href="{}">{}</a>', address, message.booking)
