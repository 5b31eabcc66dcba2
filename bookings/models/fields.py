"""Fields that several models share."""

from decimal import Decimal
from typing import Any

from django.db import models


class MoneyField(models.DecimalField):
    """An amount in the business's currency; three places, because some currencies have them. 0 unless `null`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"], kwargs["decimal_places"] = 12, 3
        if not kwargs.get("null"):
            kwargs.setdefault("default", Decimal(0))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs
