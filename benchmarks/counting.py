"""Counts that do not depend on how busy the machine is: calls made and engines asked."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls_of(work: Callable[[], object]) -> int:
    """The function calls, of Python and of C, that ``work`` makes."""
    calls = 0

    def seen(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls - 1  # that which ends the counting


def asserted(work: Callable[[], object]) -> int:
    """The facts that ``work`` gives to durable-rules: one for each ruleset it asks."""
    asked = 0

    def seen(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal asked
        asked += event == "c_call" and argument.__name__ == "assert_fact"

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return asked


def seconds_per_call(call: Callable[[], object], least: float) -> float:
    """Processor seconds of one call, over as many calls as fill ``least`` of them."""
    calls, start = 0, time.process_time()
    while (spent := time.process_time() - start) < least or not calls:
        call()
        calls += 1
    return spent / calls
