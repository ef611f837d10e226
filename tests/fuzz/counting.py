"""How many examples a fuzzer runs, how long each may take, and what became of them."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from hypothesis import Phase, settings

#: The name under which a test hands its counts to the summary.
PROPERTY = "fuzz counts"


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
    """Raised in the midst of a block that takes too long; nothing catches it by accident."""


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise _Overrun

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@dataclass(slots=True)
class Tried:
    """What was tried under one name."""

    name: str
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)
    slowest: float = 0.0

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Fail where the block takes more than so much time of this processor.

        Not of the clock: what else the machine does must not fail a test. A block without end is
        stopped, so that the failure shows where it was.
        """
        before = time.thread_time()
        try:
            with _stopped_after(seconds * 3):
                yield
        except _Overrun as overrun:
            raise AssertionError(f"no end after {seconds * 3:.0f} s") from overrun
        spent = time.thread_time() - before
        self.slowest = max(self.slowest, spent)
        assert spent < seconds, f"{spent:.1f} s"

    def __str__(self) -> str:
        outcomes = ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items()))
        return (
            f"{self.name}: {self.outcomes.total()} tried ({outcomes}); "
            f"{len(self.codes)} diagnostic codes; slowest {self.slowest:.2f} s"
        )
