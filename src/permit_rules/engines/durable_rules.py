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
from collections.abc import Collection, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, cast

from permit_rules.compiling.questions import EnginePlan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.kept import Kept
from permit_rules.engines.protocol import Engine, Hits
from permit_rules.engines.rete_cells import Cells
from permit_rules.engines.rete_packing import Pack
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
    "pip install --no-cache-dir --no-binary durable-rules --force-reinstall durable-rules==2.0.28"
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
        scopes = scopes_of(plan)
        self._scopes = {
            name: (
                scope,
                self.cells.room(len(scope.questions), len(scope.first.packs), len(scopes)),
            )
            for name, scope in scopes.items()
        }
        self._narrow = Kept[Scope](NARROWED)
        packs = [pack for scope in scopes.values() for pack in scope.packs]
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
        opened = self._scopes.get(scope)
        if opened is None:  # and none is left once the engine has been closed
            self._sessions.refuse_if_closed()
            return NOTHING
        asked, room = opened
        if only is not None:
            return self._asked(self._narrowed(scope, asked, frozenset(only)), facts, both)
        if room is None:
            return self._asked(asked, facts, both)
        vector = asked.vectors.of(facts)
        try:
            found = room.get(vector)
        except TypeError:  # a list, say: of a type that no test compares
            found = None
        if found is not None and not both:
            room.served += 1
            return found
        hits = self._asked(asked, facts, both)
        if found is None:
            room.keep(vector, hits)
        elif found != hits:
            self.cells.forget()
            raise self._contradiction("are answered otherwise than before to the same cells")
        return hits

    def _asked(self, asked: Scope, facts: Facts, both: bool) -> Hits:
        """The answer of the rulesets."""
        texts, unclear, askable = asked.writer.write(facts)
        cells = asked.writer.cells(texts) if self._keeping else None
        one = _Run(self._sessions, self.cells, texts, cells, not both)
        wanted = asked.questions
        second: set[int] | None = None
        try:
            first = one.marks(asked.first.packs)
            if asked.besides:
                asked.first.pass_gates(first)
                first &= wanted
            if unclear or both:
                of_them = wanted if both else askable - first
                second = one.marks(asked.second.asked(of_them))
                asked.second.pass_gates(second)
                second &= wanted
                left_out = asked.second.without(of_them)
                self._check(asked, first, second, decided=wanted - left_out - unclear)
        except BaseException:
            # Let nobody else use the handles.
            if one.handles is not None:
                self._sessions.drop(one.handles)
            self.cells.forget()
            raise
        # Not before here: an interrupt must never drop handles that another run may have by now.
        if one.handles is not None:
            self._sessions.give_back(one.handles)
        if second is None:
            holds = asked.turned_or_always ^ first
            return Hits(holds, wanted - holds)
        turned = asked.turned
        # Of what was not asked a second time, and is not unclear, everything is known.
        second |= (wanted & left_out) - first - unclear
        return Hits(
            asked.always.union(first - turned, second & turned),
            asked.never.union(second - turned, first & turned),
        )

    def close(self) -> None:
        """Free the rulesets; a second call does nothing."""
        self._scopes = {}
        self._release()

    def _narrowed(self, name: str, scope: Scope, only: frozenset[int]) -> Scope:
        """What is asked of a scope where only some questions are; the last such are kept."""
        found = self._narrow.get((name, only))
        if found is None:
            found = self._narrow.keep((name, only), scope.narrowed(only))
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

    __slots__ = ("_cells", "_kept", "_sessions", "_texts", "_trusting", "handles")

    def __init__(
        self,
        sessions: Sessions,
        kept: Cells,
        texts: list[str],
        cells: Sequence[object] | None,
        trusting: bool,
    ) -> None:
        """Without ``cells`` nothing is kept."""
        self._sessions = sessions
        self._kept = kept
        self._texts = texts
        self._cells = cells
        self._trusting = trusting
        #: To be given back, or dropped if anything went wrong.
        self.handles: list[int] | None = None

    def marks(self, packs: Iterable[Pack]) -> set[int]:
        """The marks of the rules of these packs that fire.

        They are those of the questions whose half holds, besides others that are not wanted.
        """
        marks: set[int] = set()
        texts, cells, trusting = self._texts, self._cells, self._trusting
        for pack in packs:
            if trusting and not pack.triggers.may_fire(texts):
                continue
            if cells is None:
                marks.update(*self._asked(pack))
            else:
                marks |= self._kept_or_asked(pack, pack.pick(cells))
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

    def _asked(self, pack: Pack) -> list[frozenset[int]]:
        handles = self.handles
        if handles is None:
            handles = self.handles = self._sessions.take()
        return self._sessions.ask(handles[pack.number], pack, pack.fact(self._texts))
