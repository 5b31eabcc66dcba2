"""Puts our site in the place of Django's own (INSTALLED_APPS)."""

from django.contrib.admin.apps import AdminConfig


class OwnerAdminConfig(AdminConfig):
    default_site = "config.admin_site.OwnerSite"
