"""What a provider answered, believed only as far as it can be read."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from checkout.gateways.protocol import GatewayUnavailable


@dataclass(frozen=True, slots=True)
class Told:
    """The object that was answered. A part that is missing or of another kind raises GatewayUnavailable."""

    answer: dict[str, Any]

    def text(self, name: str) -> str:
        return str(self._part(name, str))

    def whole(self, name: str) -> int:
        return int(self._part(name, int))

    def one_of(self, name: str, known: Container[str]) -> str:
        value = self.text(name)
        if value not in known:
            raise GatewayUnavailable(f"answered an unknown {name}")
        return value

    def inner(self, name: str) -> "Told | None":
        """An object within; None where it says that there is none (yet)."""
        if name in self.answer and self.answer[name] is None:
            return None
        return Told(self._part(name, dict))

    def listed(self, name: str) -> "list[Told]":
        found = self._part(name, list)
        if not all(isinstance(each, dict) for each in found):
            raise GatewayUnavailable(f"answered a list of something else in {name}")
        return [Told(each) for each in found]

    def _part(self, name: str, kind: type) -> Any:
        value = self.answer.get(name)
        if not isinstance(value, kind):
            raise GatewayUnavailable(f"answered without {name}")
        return value
