"""Engines that go wrong once, at a chosen moment: durable-rules itself, or what it answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import durable_rules_engine
import pytest

from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.facts import Facts
from permit_rules.engines import durable_rules, opening
from permit_rules.engines.protocol import Engine, Hits

#: What a call gives instead of its answer; it may make the call or not.
Wrong: TypeAlias = "Callable[[Callable[[], Any]], Any]"
Lie: TypeAlias = "Callable[[Hits], Hits]"


class FailingExtension:
    """The calls of durable-rules, counted; the one with number ``at`` goes ``wrong``."""

    def __init__(self) -> None:
        self.at = -1
        self.wrong: Wrong = lambda call: call()
        self.calls = 0
        self.living: set[int] = set()
        self.sessions_freed: set[int] = set()

    def start(self, at: int = -1, wrong: Wrong = lambda call: call()) -> None:
        """Count anew; let the call of that number go wrong."""
        self.at, self.wrong, self.calls = at, wrong, 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        real = getattr(durable_rules_engine, name)

        def call(*arguments: Any) -> Any:
            number = self.calls
            self.calls += 1
            answer = self.wrong(lambda: real(*arguments)) if number == self.at else real(*arguments)
            if name == "create_ruleset":
                self.living.add(answer)
            return answer

        return call

    def delete_state(self, handle: int, sid: str) -> None:
        """Free a session, and note it."""
        durable_rules_engine.delete_state(handle, sid)
        self.sessions_freed.add(handle)

    def delete_ruleset(self, handle: int) -> None:
        """Free a ruleset; nothing that is being freed goes wrong here."""
        self.living.remove(handle)
        durable_rules_engine.delete_ruleset(handle)


@contextmanager
def failing_extension() -> Iterator[FailingExtension]:
    """Every engine opened meanwhile works with this extension."""
    extension = FailingExtension()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable_rules, "load_extension", lambda: extension)
        yield extension


@dataclass(slots=True)
class LyingEngine:
    """A real engine whose answer number ``at`` is another one."""

    engine: Engine
    at: int = -1
    lie: Lie = field(default=lambda hits: hits)
    runs: int = 0

    def start(self, at: int = -1, lie: Lie = lambda hits: hits) -> None:
        """Count anew; lie in the answer of that number."""
        self.at, self.lie, self.runs = at, lie, 0

    def run(
        self, scope: str, facts: Facts, *, both: bool = False, only: Collection[int] | None = None
    ) -> Hits:
        """The real answer, or once another."""
        hits = self.engine.run(scope, facts, both=both, only=only)
        number = self.runs
        self.runs += 1
        return self.lie(hits) if number == self.at else hits

    def close(self) -> None:
        """Close the real engine."""
        self.engine.close()


@contextmanager
def lying_engine(which: str) -> Iterator[list[LyingEngine]]:
    """``which`` of the engines, ``durable`` or ``reference``, is opened as one that can lie."""
    opened: list[LyingEngine] = []
    module, name = {
        "durable": (durable_rules, "open_durable"),
        "reference": (opening, "open_reference"),
    }[which]
    real: Callable[..., Engine] = getattr(module, name)

    def open_lying(plan: EnginePlan, *more: Any) -> Engine:
        opened.append(LyingEngine(real(plan, *more)))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, open_lying)
        yield opened


def without_one_that_holds(hits: Hits) -> Hits:
    """The first condition that holds is lost: a shorter list."""
    return replace(hits, holds=hits.holds - {min(hits.holds, default=-1)})


def without_one_that_fails(hits: Hits) -> Hits:
    """The last condition that fails is lost."""
    return replace(hits, fails=hits.fails - {max(hits.fails, default=-1)})


def turned_around(hits: Hits) -> Hits:
    """What holds fails, and what fails holds."""
    return Hits(hits.fails, hits.holds)


def both_at_once(hits: Hits) -> Hits:
    """Everything decided holds and fails."""
    return Hits(hits.holds | hits.fails, hits.holds | hits.fails)


def nothing(hits: Hits) -> Hits:
    """No condition holds or fails."""
    return Hits(frozenset(), frozenset())


def one_moved(hits: Hits) -> Hits:
    """One condition that fails is said to hold: a demand nobody makes."""
    moved = frozenset({min(hits.fails, default=-1)} & hits.fails)
    return Hits(hits.holds | moved, hits.fails - moved)


LIES: tuple[Lie, ...] = (
    without_one_that_holds, without_one_that_fails, turned_around, both_at_once, nothing, one_moved,
)  # fmt: skip
