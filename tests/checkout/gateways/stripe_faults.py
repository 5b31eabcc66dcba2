"""What can be ordered to go wrong, each for the next call alone."""

from typing import Any


class Cut(Exception):
    """The connection is closed without an answer."""


class Faults:
    """`order("lost")`: the next call has its effect and no answer; "cut": neither; "slow": late; "500": it fails
    inside and is kept with its key; or a status and a body of one's own."""

    def __init__(self) -> None:
        self.ordered: list[Any] = []
        self.slow_seconds = 1.0

    def order(self, what: Any) -> None:
        self.ordered.append(what)

    def _take(self, what: Any) -> bool:
        if self.ordered and self.ordered[0] == what:
            self.ordered.pop(0)
            return True
        return False

    def before(self) -> float:
        if self._take("cut"):
            raise Cut
        return self.slow_seconds if self._take("slow") else 0.0

    def instead(self) -> tuple[int, bytes, bool] | None:
        if self.ordered and isinstance(self.ordered[0], tuple):
            status, body = self.ordered.pop(0)
            return status, body, False
        return None

    def fails_inside(self) -> bool:
        return self._take("500")

    def after(self) -> None:
        if self._take("lost"):
            raise Cut
