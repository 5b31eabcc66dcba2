"""Who serves, where the customer left it open. Pure and predictable (domain.md sections 4 and 6)."""

from collections.abc import Collection, Mapping, Sequence

from bookings.supply import Candidate


def assign(
    groups: Sequence[Sequence[Candidate]],
    free: Collection[int],
    *,
    preferred: Collection[int] = (),
    load: Mapping[int, int] | None = None,
) -> list[Candidate] | None:
    """One free candidate for each group, nobody twice; None where that can't be.

    First whoever is `preferred` (held already), then who has the fewest bookings that day (`load`), then by name.
    """
    load = load or {}

    def rank(person: Candidate) -> tuple[bool, int, str, int]:
        return (person.id not in preferred, load.get(person.id, 0), person.name, person.id)

    def fill(rest: Sequence[Sequence[Candidate]], taken: frozenset[int]) -> list[Candidate] | None:
        if not rest:
            return []
        for person in sorted(rest[0], key=rank):
            if person.id in free and person.id not in taken:
                others = fill(rest[1:], taken | {person.id})
                if others is not None:
                    return [person, *others]
        return None

    return fill(groups, frozenset())
