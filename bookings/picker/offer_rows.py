"""Services as customers see them, read in SQL that is written once (why: services/sql.py)."""

from typing import Any

from services.models import Category, Policy, Service, Variant
from services.rows import MEMBERS, made_of_json
from services.sql import fetched, made

# All that a page says of a service, in one row. json and not jsonb: psycopg turns it into objects by itself.
_SERVICES = f"""
    SELECT s.*, row_to_json(p) AS policy_row, row_to_json(c) AS category_row,
           (SELECT min(v.price) FROM services_variant v WHERE v.service_id = s.id) AS least_price,
           ARRAY(SELECT json_build_object('id', l.id, 'name', l.name, 'address', l.address, 'zone', l.time_zone)
                 FROM services_location l
                 JOIN services_service_locations own ON own.location_id = l.id AND own.service_id = s.id
                 ORDER BY l.position, l.name) AS place_rows,
           ARRAY(SELECT row_to_json(v) FROM services_variant v
                 WHERE v.service_id = s.id ORDER BY v.position, v.id) AS variant_rows,
           {MEMBERS} AS members
    FROM services_service s
    JOIN services_policy p ON p.id = s.policy_id
    LEFT JOIN services_category c ON c.id = s.category_id
    WHERE NOT s.hidden
"""  # noqa: S608 - all of it is written by us
_ONE = f"{_SERVICES} AND s.slug = %s"
_LIST = f"{_SERVICES} ORDER BY c.position, c.name, s.position, s.name"


def one_service(slug: str) -> list[Service]:
    return _services(_ONE, [slug])


def all_services() -> list[Service]:
    """In the order of the list."""
    return _services(_LIST, [])


def _services(statement: str, values: list[Any]) -> list[Service]:
    policies: dict[int, Policy] = {}
    categories: dict[int, Category] = {}
    return [_service(row, policies, categories) for row in fetched(statement, values)]


def _service(row: dict[str, Any], policies: dict[int, Policy], categories: dict[int, Category]) -> Service:
    """With its policy and category, one object of each, and `place_rows`, `least_price`, `offered_variants` and
    `members`."""
    service = made(Service, row)
    if service.policy_id not in policies:
        policies[service.policy_id] = made_of_json(Policy, row["policy_row"])
    service.policy = policies[service.policy_id]
    category = row["category_row"]
    if category and category["id"] not in categories:
        categories[category["id"]] = made_of_json(Category, category)
    service.category = category and categories[category["id"]]
    service.offered_variants = [made_of_json(Variant, each) for each in row["variant_rows"]]  # type: ignore[attr-defined]
    for name in ("place_rows", "least_price", "members"):
        setattr(service, name, row[name])
    return service
