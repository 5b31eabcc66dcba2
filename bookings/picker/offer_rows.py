"""Services as customers see them, read in SQL that is written once (why: bookings/supply_rows.py)."""

from typing import Any

from django.db import connection

from services.models import Category, Policy, Service

# All that a page says of a service, in one row. json and not jsonb: psycopg turns it into objects by itself.
_SERVICES = """
    SELECT s.*, row_to_json(p) AS policy_row, row_to_json(c) AS category_row,
           (SELECT min(v.price) FROM services_variant v WHERE v.service_id = s.id) AS least_price,
           ARRAY(SELECT json_build_object('id', l.id, 'name', l.name, 'address', l.address, 'zone', l.time_zone)
                 FROM services_location l
                 JOIN services_service_locations own ON own.location_id = l.id AND own.service_id = s.id
                 ORDER BY l.position, l.name) AS place_rows
    FROM services_service s
    JOIN services_policy p ON p.id = s.policy_id
    LEFT JOIN services_category c ON c.id = s.category_id
    WHERE NOT s.hidden
"""
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
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_service(row, policies, categories) for row in rows]


def _service(row: dict[str, Any], policies: dict[int, Policy], categories: dict[int, Category]) -> Service:
    """With its policy and category, one object of each, and `place_rows` and `least_price`."""
    service: Service = _made(Service, row)
    service.policy = policies.setdefault(service.policy_id, _made(Policy, row["policy_row"]))
    category = row["category_row"]
    service.category = category and categories.setdefault(category["id"], _made(Category, category))
    service.place_rows, service.least_price = row["place_rows"], row["least_price"]  # type: ignore[attr-defined]
    return service


def _made(model: type[Any], row: dict[str, Any]) -> Any:
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, names, [row[name] for name in names])
