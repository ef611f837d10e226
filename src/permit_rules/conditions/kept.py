"""Answers kept by what they hang on, up to a bound."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """Answers by their keys, at most ``most`` of them; past it all are thrown away.

    Whether an answer is still there may change how long something takes, never what comes of it.
    Safe in any number of threads: two that look for the same at once may both make it.
    """

    __slots__ = ("_answers", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._answers: dict[Hashable, Answer] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under ``key``, or None."""
        return self._answers.get(key)

    def clear(self) -> None:
        """Throw all of them away."""
        self._answers = {}

    def keep(self, key: Hashable, answer: Answer) -> Answer:
        """Keep ``answer``, and return it; where nothing may be kept, only return it."""
        if len(self._answers) >= self.most:
            if not self.most:
                return answer
            self.clear()
        self._answers[key] = answer
        return answer
