"""The Rete engine: durable-rules 2.0.28, driven at its C extension.

This module alone imports the extension, and only when an engine is opened. The Python side of
durable-rules (``durable.lang``, ``durable.engine``) is never used: it starts threads, keeps one
host for the process and swallows what goes wrong.

Memory: runs and threads that end leave nothing behind. The rulesets are kept once for each run
that ever went on at the same time as others, about 25 KB for each of their rules, and
:meth:`DurableEngine.close` (or the end of the engine object) frees them. What is lost is a
session in which something went wrong, because one that cannot be trusted cannot be freed either.
"""

from __future__ import annotations

import weakref
from collections.abc import Collection, Hashable
from collections.abc import Set as AbstractSet
from typing import Final, cast

from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.kept import Kept
from permit_rules.engines.protocol import Engine, Hits
from permit_rules.engines.rete_cells import Cells
from permit_rules.engines.rete_packing import Pack, Side
from permit_rules.engines.rete_scopes import Scope, scopes_of
from permit_rules.engines.rete_sessions import Extension, Sessions
from permit_rules.errors import EngineFault, EngineUnavailable

#: For how many sets of questions it is kept what they read and which rulesets hold them.
NARROWED: Final = 4096
#: The answer to no question at all.
NOTHING: Final = Hits(frozenset(), frozenset())
_NONE: Final[frozenset[int]] = frozenset()

HOW_TO_BUILD: Final = (
    "durable_rules_engine, the C extension of durable-rules, cannot be imported ({error}). It is "
    "built from source, so a C compiler and the headers of Python are needed: "
    "pip install durable-rules==2.0.28. On Python 3.13 and newer it builds as it is but imports "
    "only if built with CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
    "pip install --no-cache-dir --force-reinstall durable-rules==2.0.28"
)


def open_durable(plan: EnginePlan, cells: Cells | None = None) -> Engine:
    """The plan, compiled to durable-rules rulesets; ``cells`` keeps what they answered.

    Raises:
        EngineUnavailable: the extension cannot be imported; the message says how to build it.
        EngineLimit: a question of the plan is beyond what the engine can take.
        EngineFault: the extension refused a ruleset.
    """
    return DurableEngine(plan, load_extension(), cells)


def load_extension() -> Extension:
    """The C extension of durable-rules; EngineUnavailable where it cannot be imported."""
    try:
        import durable_rules_engine
    except ImportError as error:
        raise EngineUnavailable(HOW_TO_BUILD.format(error=error)) from error
    return cast(Extension, durable_rules_engine)


class DurableEngine:
    """An opened plan. ``run`` and ``close`` may be called from any thread."""

    def __init__(self, plan: EnginePlan, extension: Extension, cells: Cells | None = None) -> None:
        """``cells`` keeps what rulesets answered; None: nothing is kept."""
        self._plan = plan.name
        self.cells = Cells(0) if cells is None else cells
        self._keeping = bool(self.cells)
        self._scopes = scopes_of(plan)
        self._narrow = Kept[Scope](NARROWED)
        self._whole = {
            name: self.cells.room(len(scope.questions), len(self._scopes))
            for name, scope in self._scopes.items()
        }
        packs = [pack for scope in self._scopes.values() for pack in scope.packs]
        self._sessions = Sessions(plan.name, packs, extension)
        # An engine that is dropped without being closed would keep its rulesets for ever.
        self._release = weakref.finalize(self, self._sessions.close)
        self._release.atexit = False

    def run(
        self, scope: str, facts: Facts, *, both: bool = False, only: Collection[int] | None = None
    ) -> Hits:
        """Decide every condition of ``scope`` that is in ``only`` (None: all of them).

        The second halves are asked only of conditions that read something not known exactly;
        for the others, what is not so by the first is otherwise. ``both`` asks both halves of
        all, so that an engine contradicting itself is noticed.

        Raises:
            EngineFault: the engine was closed, failed or contradicted itself, or a fact is not
                of the type that its tests compare. The next run begins with fresh rulesets.
        """
        self._sessions.refuse_if_closed()
        if only is not None:
            narrowed = self._narrowed(scope, frozenset(only))
            return self._asked(narrowed, facts, both) if narrowed else NOTHING
        asked = self._scopes.get(scope)
        if asked is None:
            return NOTHING
        kept = self._whole[scope]
        if kept is None:
            return self._asked(asked, facts, both)
        vector = asked.vectors.of(facts)
        try:
            found = kept.get(vector)
        except TypeError:  # a list, say: of a type that no test compares
            found = None
        if found is not None and not both:
            self.cells.served(len(asked.first.packs))
            return found
        hits = self._asked(asked, facts, both)
        if found is None:
            kept.keep(vector, hits)
        elif found != hits:
            self.cells.forget()
            raise self._contradiction("are answered otherwise than before to the same cells")
        return hits

    def _asked(self, asked: Scope, facts: Facts, both: bool) -> Hits:
        """The answer of the rulesets."""
        wanted, turned = asked.questions, asked.turned
        texts, unclear, askable = asked.writer.write(facts)
        cells = asked.writer.cells(texts) if self._keeping else None
        one = _Run(self._sessions, self.cells, texts, cells, not both)
        try:
            first = wanted & one.marks(asked.first)
            if not (unclear or both):
                one.end()
                holds = (first ^ turned) | asked.always
                return Hits(holds, wanted - holds)
            of_them = wanted if both else askable - first
            second = wanted & one.marks(asked.second, of_them)
            left_out = asked.second.without(of_them)
            self._check(asked, first, second, decided=wanted - left_out - unclear)
        except BaseException:
            one.fail()
            self.cells.forget()
            raise
        one.end()
        # Of what was not asked a second time, and is not unclear, everything is known.
        second |= (wanted & left_out) - first - unclear
        holds = (first - turned) | (second & turned) | asked.always
        fails = (second - turned) | (first & turned) | asked.never
        return Hits(holds, fails)

    def close(self) -> None:
        """Free the rulesets; a second call does nothing."""
        self._release()

    def _narrowed(self, scope: str, only: frozenset[int]) -> Scope | None:
        """What is asked of a scope where only some questions are; the last such are kept."""
        found = self._narrow.get((scope, only))
        if found is None and scope in self._scopes:
            found = self._narrow.keep((scope, only), self._scopes[scope].narrowed(only))
        return found

    def _check(
        self,
        asked: Scope,
        first: AbstractSet[int],
        second: AbstractSet[int],
        decided: AbstractSet[int],
    ) -> None:
        """Refuse an answer that contradicts itself; ``decided`` must be in one of the halves."""
        if both := first & second:
            raise self._contradiction(f"both hold and fail: {sorted(both)}")
        if neither := decided - first - second - asked.always - asked.never:
            raise self._contradiction(f"neither hold nor fail: {sorted(neither)}")

    def _contradiction(self, which: str) -> EngineFault:
        return EngineFault(
            f"durable-rules contradicts itself on plan {self._plan!r}; questions "
            f"that {which}; no answer is given"
        )


class _Run:
    """The rulesets asked in one run, about facts whose ``texts`` lie in these ``cells``.

    Where it is not ``trusting``, every ruleset is asked, and what is kept is held against it.
    Handles are taken for the first ruleset that is asked, if any is.
    """

    __slots__ = ("_cells", "_handles", "_kept", "_sessions", "_texts", "_trusting")

    def __init__(
        self,
        sessions: Sessions,
        kept: Cells,
        texts: list[str],
        cells: list[str] | None,
        trusting: bool,
    ) -> None:
        """Without ``cells`` nothing is kept."""
        self._sessions = sessions
        self._kept = kept
        self._texts = texts
        self._cells = cells
        self._trusting = trusting
        self._handles: list[int] | None = None

    def end(self) -> None:
        """Hand on the handles: all has gone well."""
        if self._handles is not None:
            self._sessions.give_back(self._handles)

    def fail(self) -> None:
        """Let nobody else use the handles."""
        if self._handles is not None:
            self._sessions.drop(self._handles)

    def marks(self, side: Side, wanted: AbstractSet[int] | None = None) -> set[int]:
        """The marks of every pack that holds a rule of a ``wanted`` question (None: of all).

        They are those of the questions whose half holds, besides others, and perhaps those of
        questions that were not wanted.
        """
        marks: set[int] = set()
        texts, cells = self._texts, self._cells
        for pack in side.packs:
            if wanted is not None and pack.questions.isdisjoint(wanted):
                continue
            if self._trusting and not pack.triggers.may_fire(texts):
                continue
            if cells is None:
                marks.update(*self._asked(pack))
            else:
                marks |= self._kept_or_asked(pack, pack.pick(cells))
        if side.gates:
            side.pass_gates(marks)
        return marks

    def _kept_or_asked(self, pack: Pack, cells: Hashable) -> frozenset[int]:
        found = self._kept.get(pack.number, cells)
        if found is not None and self._trusting:
            return found
        marks = _NONE.union(*self._asked(pack))
        if found is None:
            self._kept.keep(pack.number, cells, marks)
        elif found != marks:
            raise EngineFault(
                f"durable-rules answers otherwise than before to the same cells (ruleset "
                f"{pack.number}); no answer is given"
            )
        return marks

    def _asked(self, pack: Pack) -> list[tuple[int, ...]]:
        if self._handles is None:
            self._handles = self._sessions.take()
        fact = pack.template % pack.pick(self._texts)
        return self._sessions.ask(self._handles[pack.number], pack, fact)
