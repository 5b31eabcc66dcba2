"""Parameters as Stripe takes them: `line_items[0][price_data][currency]=eur`, and objects as it expands them."""

import re
from typing import Any
from urllib.parse import parse_qsl

from tests.checkout.gateways.stripe_account import StripeAccount
from tests.checkout.gateways.stripe_errors import missing, wrong

KINDS = {"payment_intent": "payment_intent", "latest_charge": "charge"}


def nested(encoded: str) -> dict[str, Any]:
    """Lists stay dictionaries by their index."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        *path, last = re.findall(r"[^\[\]]+", name)
        inner = found
        for part in path:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return found


def number(params: dict[str, Any], *path: str) -> int:
    value, name = params, path[0] + "".join(f"[{part}]" for part in path[1:])
    for part in path:
        if part not in value:
            raise missing(name)
        value = value[part]
    if not re.fullmatch(r"\d{1,12}", str(value)):
        raise wrong(name, f"Invalid integer: {value}")
    return int(str(value))


def only(params: dict[str, Any], known: set[str]) -> None:
    for name in params.keys() - known - {"expand"}:
        raise wrong(name, f"Received unknown parameter: {name}", "parameter_unknown")


def expanded(account: StripeAccount, row: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    """A copy with what `expand` asks for in place of its number."""
    answer = {name: value for name, value in row.items() if name != "intent_data"}
    for path in params.get("expand", {}).values():
        inner = answer
        for part in path.split("."):
            if part not in inner:
                raise wrong("expand", f"This property cannot be expanded ({part}).", "parameter_invalid")
            if inner[part] is None:
                break
            if isinstance(inner[part], str):
                inner[part] = dict(account.get(inner[part], KINDS[part]))
            inner = inner[part]
    return answer
