"""Where the owner says what is offered, by whom, where and when."""

from services.admin import business, people, places, policies, services

__all__ = ["business", "people", "places", "policies", "services"]
