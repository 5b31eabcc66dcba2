"""Services read whole, in SQL that is written once: a page asks for them before it can say anything.

Django composes a query anew each time it is asked, and needs one for each kind of thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from services.models import Location, Policy, Question, Service, Variant
from services.sql import M, fetched, made

# Who may serve s: (group, its name, customer chooses, resource, its name, kind, location, its zone's name).
MEMBERS = """
    ARRAY(SELECT json_build_array(g.id, g.name, g.customer_chooses, r.id, r.name, r.kind, r.location_id, l.time_zone)
          FROM services_requirementgroup g
          JOIN services_requirementgroup_resources member ON member.requirementgroup_id = g.id
          JOIN services_resource r ON r.id = member.resource_id
          LEFT JOIN services_location l ON l.id = r.location_id
          WHERE g.service_id = s.id AND r.active
          ORDER BY g.position, r.name, r.id)
"""
_TO_BOOK = f"""
    SELECT s.*, row_to_json(p) AS policy_row,
           (SELECT row_to_json(l) FROM services_location l WHERE l.id = %s) AS location_row,
           ARRAY(SELECT row_to_json(q) FROM services_question q
                 WHERE q.service_id = s.id ORDER BY q.position, q.id) AS question_rows,
           ARRAY(SELECT row_to_json(v) FROM services_variant v
                 WHERE v.service_id = s.id ORDER BY v.position, v.id) AS variant_rows,
           {MEMBERS} AS members
    FROM services_service s
    JOIN services_policy p ON p.id = s.policy_id
    WHERE s.id = %s
"""  # noqa: S608 - all of it is written here


@dataclass(frozen=True, slots=True)
class ToBook:
    """A service with its policy, the place it was picked for, what its owner asks, what people choose between, and
    who may serve (rows of MEMBERS)."""

    service: Service
    location: Location | None
    questions: list[Question]
    variants: list[Variant]
    members: list[list[Any]]


def service_to_book(service_id: int, location_id: int | None) -> ToBook | None:
    """One query; hidden services too, for whoever has picked one before."""
    rows = fetched(_TO_BOOK, [location_id, service_id])
    if not rows:
        return None
    row = rows[0]
    service = made(Service, row)
    service.policy = made_of_json(Policy, row["policy_row"])
    location = made_of_json(Location, row["location_row"]) if row["location_row"] else None
    questions = [made_of_json(Question, each) for each in row["question_rows"]]
    variants = [made_of_json(Variant, each) for each in row["variant_rows"]]
    return ToBook(service, location, questions, variants, row["members"])


def made_of_json(model: type[M], row: Mapping[str, Any]) -> M:
    """Of a row that came as JSON; json and not jsonb in the query, which psycopg turns into objects by itself."""
    fields = model._meta.concrete_fields
    values = [field.to_python(row[field.attname]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)
