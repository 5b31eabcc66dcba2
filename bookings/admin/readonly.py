"""Pages that show and never write."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ShownOnly:
    """Nothing is added, changed or deleted by a form; whoever may view the page sees all of it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ShownInline(ShownOnly, admin.TabularInline):
    """Rows of the page's own object: the page's permission is theirs."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True
