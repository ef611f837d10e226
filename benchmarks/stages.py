"""How a check divides among its stages, in calls and in time, each without those within it."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from permit_rules.checking import assemble, essentials, single, situation
from permit_rules.checking.findings import Teller
from permit_rules.checking.point_results import PointTeller
from permit_rules.checking.settling import Settler
from permit_rules.engines.durable_rules import DurableEngine
from permit_rules.engines.reference import ReferenceEngine
from permit_rules.result import CheckResult

#: Stage to the functions that begin it, each as the object that holds it and its name there.
#: A stage within another (the engine while an open point is settled) is counted as its own.
STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "typing": ((single, "read_payload"), (situation, "type_facts")),
    "comparing materials": ((single, "situate"),),
    "engine": ((DurableEngine, "run"), (ReferenceEngine, "run")),
    "deciding": ((single, "decide"),),
    "settling open points": ((Settler, "settled"), (Settler, "deciding")),
    "restating": ((essentials, "restate"),),
    "telling open points": ((essentials, "open_points"), (assemble, "conditional_lines")),
    "last day": ((assemble, "last_day"),),
    "findings": ((Teller, "tell"),),
    "points, explanations": ((PointTeller, "_result"),),
    "serialisation": ((CheckResult, "model_dump_json"),),
}
#: What belongs to no stage: identifying the item, notes, putting the result together.
REST = "the rest"


class Stages:
    """Collects what happens in each stage while :meth:`watch` is entered."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self._at = [REST]
        self._since = 0.0

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Have the functions that begin a stage tell that they do."""
        kept = []
        for stage, beginnings in STAGES.items():
            for holder, name in beginnings:
                kept.append((holder, name, vars(holder).get(name)))
                setattr(holder, name, self._telling(stage, getattr(holder, name)))
        self._since = time.process_time()
        try:
            yield
            self._spent()
        finally:
            for holder, name, function in kept:
                if function is None:  # it was inherited
                    delattr(holder, name)
                else:
                    setattr(holder, name, function)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """As :meth:`watch`, counting calls; the time is then that of the counting."""
        with self.watch():
            sys.setprofile(self._called)
            try:
                yield
            finally:
                sys.setprofile(None)

    def _called(self, frame: Any, event: str, argument: Any) -> None:
        if event in ("call", "c_call"):
            self.calls[self._at[-1]] += 1

    def _spent(self) -> None:
        now = time.process_time()
        self.seconds[self._at[-1]] += now - self._since
        self._since = now

    def _telling(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def told(*args: Any, **named: Any) -> Any:
            self._spent()
            self._at.append(stage)
            try:
                return function(*args, **named)
            finally:
                self._spent()
                self._at.pop()

        return told
