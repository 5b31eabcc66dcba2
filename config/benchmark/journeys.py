"""What a customer does, step by step, as a browser would send it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from config.benchmark.client import Answer, Client, path_of
from config.benchmark.measure import checked
from config.benchmark.offer import ONLINE_SLUG, SLUG

_customers = count(1)


class Times:
    """Free times, each given to as many customers as there are people; for any number of threads."""

    def __init__(self, starts: list[datetime], people: int) -> None:
        self._lock = threading.Lock()
        self._left: Iterator[datetime] = (start for start in starts for _ in range(people))

    def take(self) -> datetime:
        """Raises StopIteration when all are taken."""
        with self._lock:
            return next(self._left)


@dataclass
class Customer:
    """One browser; `arrive` first, and again for another person at the same browser."""

    client: Client
    times: Times
    slug: str = SLUG
    token: str = ""
    details_path: str = ""
    form: dict[str, str] | None = None

    def arrive(self) -> None:
        if not self.token:
            page = checked(self.client.get(f"/services/{self.slug}/"), 200)
            self.token = page.fields()["csrfmiddlewaretoken"]
        self.client.become_new()
        self.picked = {"csrfmiddlewaretoken": self.token, "t": self.times.take().strftime("%Y-%m-%dT%H:%MZ")}

    def hold(self) -> None:
        """Continue with the picked time."""
        answer = checked(self.client.post(f"/services/{self.slug}/hold/", self.picked), 303)
        self.details_path = path_of(answer)

    def read_details(self) -> None:
        page = checked(self.client.get(self.details_path), 200)
        number = next(_customers)
        self.form = page.fields() | {"name": f"Visitor {number}", "email": f"visitor{number}@example.com"}

    def send_details(self) -> Answer:
        """A booking from here on. An address of the site: the page that waits, or the payment."""
        return checked(self.client.post(self.details_path, self.form or {}), 303)

    def book(self) -> None:
        """All of it, in person, up to the page that waits for the worker."""
        self.arrive()
        self.hold()
        self.read_details()
        self.client.follow(self.send_details())

    def go_to_provider(self) -> str:
        """Online; the address of the provider's page."""
        self.arrive()
        self.hold()
        self.read_details()
        pay_path = path_of(self.send_details())
        page = checked(self.client.get(pay_path), 200)
        form = page.fields() | {"way": page.fields()["seen"].split()[0]}
        return path_of(checked(self.client.post(pay_path, form), 303))

    def pay(self) -> str:
        """And back; the address of the piece that asks for the answer."""
        sandbox = self.go_to_provider()
        provider = Client(self.client.port, "localhost")
        form = provider.get(sandbox).fields() | {"outcome": "pay"}
        back = checked(provider.post(sandbox, form), 303)
        provider.close()
        return path_of(back)

    def wait_for_answer(self, path: str) -> float:
        """Ask as the page's script does; the moment (seconds since 1970) of the answer that ends the waiting."""
        page = self.client.get(path)
        since = begun = time.time()
        while page.status == 200 and time.time() - begun < 60:
            every = 0.3 if time.time() - since < 3 else 1.0
            time.sleep(every)
            asked = f"{path}status/?since={int(since)}&pace={0 if every < 1 else 1}"
            answer = checked(self.client.get(asked, {"HX-Request": "true"}), 200, 204)
            if "hx-redirect" in answer.headers:
                break
        return time.time()


def paying(client: Client, times: Times) -> Customer:
    return Customer(client, times, slug=ONLINE_SLUG)
