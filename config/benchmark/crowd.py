"""The rows about many who want the same twenty places at the same moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, count

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone

from bookings.models import Hold
from config.benchmark.bench import Bench
from config.benchmark.client import Answer, Client
from config.benchmark.fill_classes import make_sessions
from config.benchmark.measure import Outcome, Step, checked, rate
from config.benchmark.offer import PLACES, make_class, make_person
from config.benchmark.shapes import STUDIO, ZONE
from services.models import Location, ServiceKind

DATES = 8  # of a class in as many days, of a course in as many weeks
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What everybody asks for: twenty places of a class's first date, or of a course. `held`: the holds of it;
    `line`: where the waitlist is joined, if there is one."""

    slug: str
    field: tuple[str, str]
    held: Q
    line: str


@dataclass
class Seeker:
    """A new visitor of a browser whose token is known already; `ask` keeps the answer."""

    client: Client
    token: str
    wanted: Wanted
    people: int
    answer: Answer | None = None

    def ask(self) -> None:
        self.client.become_new()
        fields = {"csrfmiddlewaretoken": self.token, "n": str(self.people)} | dict([self.wanted.field])
        self.answer = checked(self.client.post(f"/services/{self.wanted.slug}/hold/", fields), 303, 409)


def of_class(bench: Bench) -> Outcome:
    return _crowd(bench, ServiceKind.CLASS)


def of_parties(bench: Bench) -> Outcome:
    return _crowd(bench, ServiceKind.CLASS, parties=(1, 2, 3, 4))


def of_course(bench: Bench) -> Outcome:
    return _crowd(bench, ServiceKind.COURSE)


def _crowd(bench: Bench, kind: ServiceKind, parties: Sequence[int] = (1,)) -> Outcome:
    """Another class each run; before it and after it as many requests to the page that only writes."""
    outcome = Outcome()
    with bench.site(STUDIO) as site, bench.clients(site) as clients:
        for _ in bench.runs():
            wanted = make_wanted(kind)
            tokens = [token_of(client, wanted) for client in clients]
            turns = range(bench.sizes.crowd // len(clients))
            seekers = [
                [Seeker(client, token, wanted, parties[turn % len(parties)]) for turn in turns]
                for client, token in zip(clients, tokens, strict=True)
            ]
            jobs = [[seeker.ask for seeker in each] for each in seekers]
            plain = [[write(each[0])] * len(each) for each in seekers]
            rate(plain)
            with bench.effort:
                before, whole, after = rate(plain), rate(jobs), rate(plain)
            outcome.ratios.append((before + after) / 2 / whole)
            outcome.pairs.append(((before + after) / 2, whole))
            outcome.faults = outcome.faults or faults(wanted, list(chain.from_iterable(seekers)))
    return outcome


def make_wanted(kind: ServiceKind) -> Wanted:
    number = next(_numbers)
    location, days = Location.objects.get(), 1 if kind == ServiceKind.CLASS else 7
    service = make_class(f"wanted-{number}", location, kind)
    today = timezone.now().astimezone(ZONE).date()
    times = ((today + timedelta(days=days * step), 0) for step in range(1, DATES + 1))
    first = make_sessions(service, location, times, [make_person(f"Teacher {number}")])[0]
    if kind == ServiceKind.COURSE:
        return Wanted(service.slug, ("course", "1"), Q(schedule=service.schedule), "")
    return Wanted(service.slug, ("s", str(first.pk)), Q(session=first), reverse("checkout:join", args=[first.pk]))


def token_of(client: Client, wanted: Wanted) -> str:
    return checked(client.get(f"/services/{wanted.slug}/"), 200).fields()["csrfmiddlewaretoken"]


def write(like: Seeker) -> Step:
    """One row by a new visitor of the same browser, at the page of config.benchmark.urls."""

    def step() -> None:
        like.client.become_new()
        email = f"crowd{next(_numbers)}@example.com"
        checked(like.client.post("/write/", {"csrfmiddlewaretoken": like.token, "email": email}), 303)

    return step


def faults(wanted: Wanted, seekers: Sequence[Seeker]) -> str:
    """Nothing where exactly the twenty places are held, by those who were told so, and all others heard of the
    waitlist; larger parties may be refused while a place is left."""
    answers = [(each.answer, each.people) for each in seekers if each.answer]
    told = sum(people for answer, people in answers if answer.status == 303)
    held = Hold.objects.filter(wanted.held).aggregate(people=Sum("participants"))["people"]
    refused = [(answer, people) for answer, people in answers if answer.status == 409]
    lost = sum(people == 1 and wanted.line not in answer.text for answer, people in refused)
    if (told, held, lost) == (PLACES, PLACES, 0):
        return ""
    return f"{PLACES} places: {told} given, {held} held; of {len(refused)} refused {lost} heard of no waitlist."
