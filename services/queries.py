"""What is offered: the public questions about the catalogue."""

from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from services.models import Business, Location, Service


def query_services(
    *,
    kind: str | None = None,
    category: int | None = None,
    location: int | None = None,
    text: str = "",
    hidden: bool = False,
) -> QuerySet[Service]:
    """Services in the order of the list, hidden ones only if asked for; with their policy and category.

    `text` looks in names, summaries, categories and the people who serve.
    """
    services = Service.objects.select_related("policy", "category")
    if not hidden:
        services = services.filter(hidden=False)
    if kind:
        services = services.filter(kind=kind)
    if category:
        services = services.filter(category_id=category)
    if location:
        services = services.filter(locations=location)
    for word in text.split():
        services = services.filter(
            Q(name__icontains=word)
            | Q(summary__icontains=word)
            | Q(category__name__icontains=word)
            | Q(pk__in=Service.objects.filter(requirement_groups__resources__name__icontains=word).values("pk"))
        )
    return services


def zone_of(location: Location | None, business: Business) -> ZoneInfo:
    """The zone of a place: its own, or the business's (domain.md section 6)."""
    return (location and location.time_zone) or business.time_zone
