"""How a send can end other than well. Known not sent and unknown are never mixed up."""


class NotSent(Exception):
    """Nothing has left: it may be tried again, unless `permanent`. `str(error)` is a reason to show to people."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class Unknown(Exception):
    """It may have left or not; it is never sent again by itself. `str(error)` is a reason to show to people."""
