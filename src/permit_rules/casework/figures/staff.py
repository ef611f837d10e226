"""Staff numbers taken out of what is shown, unless they are asked for."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256


def placeholders(numbers: Iterable[str], key: str = "") -> dict[str, str]:
    """A placeholder for each staff number: 人员001, 人员002 … in the order in which they come.

    With a ``key`` it is made from the number and the key instead (HMAC-SHA256), so that it stays
    the same from one report to the next; whoever does not have the key cannot find the number by
    trying out all there are.
    """
    wanted = list(dict.fromkeys(numbers))
    if not key:
        return {number: f"人员{n:03}" for n, number in enumerate(wanted, 1)}
    return {number: f"人员{_digest(number, key)}" for number in wanted}


def _digest(number: str, key: str) -> str:
    return hmac.new(key.encode(), number.encode(), sha256).hexdigest()[:12]
