"""How many examples a fuzzer runs, how long each may take, and what became of them."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import TypeVar

from hypothesis import Phase, settings

#: The name under which a test hands its counts to the summary.
PROPERTY = "fuzz counts"

T = TypeVar("T")


def examples(default: int) -> settings:
    """``default`` examples, always the same ones, in the ordinary suite.

    In the profile ``fuzz`` as many new ones as the profile says, or as many as the variable
    ``FUZZ_EXAMPLES`` does. There alone a failure is made small, which takes minutes.
    """
    if settings.default is None or settings.default.derandomize:
        return settings(max_examples=default, phases=(Phase.generate,))
    wanted = os.environ.get("FUZZ_EXAMPLES")
    return settings(max_examples=int(wanted) if wanted else settings.default.max_examples)


class _Overrun(BaseException):
    """Raised in the midst of work that takes too long; nothing catches it by accident."""


def _timed(work: Callable[[], T], most: float) -> tuple[T, float]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise _Overrun

    handler = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    before = time.thread_time()
    try:
        return work(), time.thread_time() - before
    except _Overrun as overrun:
        raise AssertionError(f"no end after {most:.0f} s") from overrun
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, handler)


@dataclass(slots=True)
class Tried:
    """What was tried under one name."""

    name: str
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)
    slowest: float = 0.0

    def within(self, seconds: float, work: Callable[[], T]) -> T:
        """Do the work; fail where it takes more than so much time of this processor.

        Not of the clock: what else the machine does must not fail a test. For the same reason
        work that took too long is given a second chance. Work without end is stopped, so that
        the failure shows where it was.
        """
        done, spent = _timed(work, seconds * 3)
        if spent >= seconds:
            done, again = _timed(work, seconds * 3)
            spent = min(spent, again)
        self.slowest = max(self.slowest, spent)
        assert spent < seconds, f"{spent:.1f} s"
        return done

    def __str__(self) -> str:
        outcomes = ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items()))
        return (
            f"{self.name}: {self.outcomes.total()} tried ({outcomes}); "
            f"{len(self.codes)} diagnostic codes; slowest {self.slowest:.2f} s"
        )
