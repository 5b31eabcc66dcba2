"""The owner's own words: which messages have some, a page for each, and how it will look (journeys.md O11)."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from bookings.admin.words_form import WordsForm
from bookings.admin.words_preview import ours, preview
from bookings.messages.words import Words, allowed, editable
from bookings.models import Channel, MessageKind, MessageWords

LIST = "admin:bookings_messagewords_changelist"
EDIT, FRAME = "admin:bookings_messagewords_edit", "admin:bookings_messagewords_frame"
# The mail brings its styles along; it gets nothing else, and no script.
_OURS = ("script-src", "img-src", "connect-src", "form-action", "base-uri")
LETTER_POLICY = dict.fromkeys(_OURS) | {"style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF], "sandbox": []}


@admin.register(MessageWords)
class MessageWordsAdmin(admin.ModelAdmin):
    """Each kind and channel has its page; saving it empty gives our words back."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.list_view), name="bookings_messagewords_changelist"),
            path("<str:kind>/<str:channel>/", view(self.edit_view), name="bookings_messagewords_edit"),
            path("<str:kind>/<str:channel>/letter/", view(self.frame_view), name="bookings_messagewords_frame"),
        ]

    @method_decorator(require_GET)
    def list_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        have = set(MessageWords.objects.values_list("kind", "channel"))
        rows = [
            {
                "kind": kind.label,
                "channel": channel.label,
                "own": (kind.value, channel.value) in have,
                "url": reverse(EDIT, args=[kind.value, channel.value]),
            }
            for kind, channel in editable()
        ]
        return self._page(request, "list", {"title": _("Words of messages"), "rows": rows})

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def edit_view(self, request: HttpRequest, kind: str, channel: str) -> HttpResponse:
        """“Preview” shows what is typed and saves nothing; what it shows is kept for the frame beside it."""
        row = self._row(request, kind, channel)
        form = WordsForm(request.POST if request.method == "POST" else None, row=row)
        typed, status = _saved(row), 200
        request.session.pop(_draft(row), None)
        if request.method == "POST":
            if not form.is_valid():
                status = 422
            elif "preview" not in request.POST:
                return self._save(request, row, form.words())
            else:
                typed = form.words()
                request.session[_draft(row)] = list(typed)
        now = timezone.now()
        context = {
            "title": f"{row.get_kind_display()}, {row.get_channel_display()}".capitalize(),
            "form": form,
            "names": allowed(kind, channel),
            "ours": ours(MessageKind(kind), Channel(channel), now),
            "preview": preview(MessageKind(kind), Channel(channel), typed, now),
            "frame": reverse(FRAME, args=[kind, channel]) if channel == Channel.EMAIL else "",
            "may_save": self.has_change_permission(request),
            "tried": "preview" in request.POST and status == 200,
        }
        return self._page(request, "edit", context, status)

    @method_decorator([never_cache, require_GET, csp_replace(LETTER_POLICY), xframe_options_sameorigin])
    def frame_view(self, request: HttpRequest, kind: str, channel: str) -> HttpResponse:
        row = self._row(request, kind, channel)
        typed = Words(*request.session.get(_draft(row), _saved(row)))
        return HttpResponse(preview(MessageKind(kind), Channel(channel), typed, timezone.now()).html)

    def _row(self, request: HttpRequest, kind: str, channel: str) -> MessageWords:
        """The saved one, or a new one. Raises Http404 for what has no words of an owner's."""
        if (kind, channel) not in editable():
            raise Http404
        row = MessageWords.objects.filter(kind=kind, channel=channel).first()
        may = self.has_change_permission if request.method == "POST" else self.has_view_permission
        if not may(request):
            raise PermissionDenied
        return row or MessageWords(kind=kind, channel=channel)

    def _save(self, request: HttpRequest, row: MessageWords, words: Words) -> HttpResponse:
        if any(words):
            MessageWords.objects.update_or_create(kind=row.kind, channel=row.channel, defaults=words._asdict())
            said = _("Saved. Messages that leave from now on say it in your words.")
        else:
            MessageWords.objects.filter(kind=row.kind, channel=row.channel).delete()
            said = _("Saved. These messages say it in our words.")
        messages.success(request, said)
        return HttpResponseRedirect(reverse(EDIT, args=[row.kind, row.channel]))

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = self.admin_site.each_context(request) | {"opts": self.opts, "list_url": reverse(LIST)}
        return TemplateResponse(request, f"admin/bookings/messagewords/{name}.html", shared | context, status=status)


def _saved(row: MessageWords) -> Words:
    return Words(row.subject, row.opening, row.text)


def _draft(row: MessageWords) -> str:
    return f"words:{row.kind}:{row.channel}"
