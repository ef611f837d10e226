"""Answers kept by what they hang on, up to a bound."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

Answer = TypeVar("Answer")


class Kept(dict[Hashable, Answer]):
    """Answers by their keys, at most ``most`` of them; past it all are thrown away.

    Whether an answer is still there may change how long something takes, never what comes of it.
    Safe in any number of threads: two that look for the same at once may both make it. It is a
    dictionary, so that looking up costs no more than in one; :meth:`keep` alone adds to it.
    """

    __slots__ = ("most",)

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def keep(self, key: Hashable, answer: Answer) -> Answer:
        """Keep ``answer``, and return it; where nothing may be kept, only return it."""
        if len(self) >= self.most:
            if not self.most:
                return answer
            self.clear()
        self[key] = answer
        return answer
