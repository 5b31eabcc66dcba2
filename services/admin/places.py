"""Locations and the headings of the list."""

from django.contrib import admin

from services.models import Category, Location


@admin.register(Location)
class LocationAdmin(admin.ModelAdmin):
    list_display = ["name", "address", "position"]
    list_editable = ["position"]
    fields = ["name", "address", "directions", "time_zone", "position"]


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "position"]
    list_editable = ["position"]
    fields = ["name", "position"]
