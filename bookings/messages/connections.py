"""Did anything leave? Of a request over HTTP that got no answer."""

import requests
from urllib3.exceptions import NewConnectionError


def never_connected(error: BaseException | None) -> bool:
    """A connection that broke later may have carried the message."""
    cause = error.args[0] if error is not None and error.args else None
    return isinstance(error, requests.ConnectTimeout) or isinstance(getattr(cause, "reason", None), NewConnectionError)
