"""What a business states and what follows from it: 何时要办, 另须办理, 推得, by the engine."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from permit_rules.checking.typed_facts import type_value
from permit_rules.compiling.questions import EnginePlan, Question
from permit_rules.conditions.completions import all_completions
from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.fields import RECEIVED_ON, Field, FieldCatalogue
from permit_rules.conditions.nodes import Node, fields_of, tests_of, without_names
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import Truth
from permit_rules.engines.opening import EngineName, open_engine
from permit_rules.engines.protocol import Engine
from permit_rules.engines.rete_cells import Cells
from permit_rules.model.bundle import BundleRules, Inference
from permit_rules.model.library import Library
from permit_rules.model.place import ancestors
from permit_rules.written import NotReadable

#: How many ways of completing one open condition are tried before it is simply asked about.
COMPLETIONS: Final = 256


def business_catalogue(library: Library, place: str) -> FieldCatalogue:
    """Every field that an application for several permits may state at a place: the shared ones
    first, then those of the items there, then those of national items that the place replaces."""
    ids = dict.fromkeys(i.id for i in library.items)
    here = [found for i in ids if (found := library.item_for(i, place)) is not None]
    nation = [found for i in ids if (found := library.item_for(i, "")) is not None]
    ordered = [RECEIVED_ON, *library.catalogue.fields]
    ordered += (f for item in (*here, *nation) for f in item.fields)
    known = {f.id: f for f in reversed(ordered)}
    return FieldCatalogue(tuple(known[i] for i in dict.fromkeys(f.id for f in ordered)))


@dataclass(frozen=True, slots=True)
class Filled:
    """The value of a field that the applicant did not write, and where it came from.

    ``by`` is the id of the inference, "" for other sources; ``item`` the only item whose permit
    it is for, "" for all.
    """

    field: Field
    value: object
    source: str
    reason: str = ""
    by: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Business:
    """The typed facts of a business with everything that follows, and how the conditions stand.

    ``truths`` are the outcomes of the conditions by node; ``inferred`` what was inferred.
    """

    facts: Facts
    inferred: tuple[Filled, ...]
    truths: Mapping[Node, Truth]

    def truth(self, when: Node) -> Truth:
        """How a condition of the bundle rules stands."""
        return self.truths[without_names(when)]


@dataclass
class BusinessRules:
    """The conditions of a library's bundle rules at one place, with an engine that decides them.

    Opened when first needed; safe in any number of threads.
    """

    library: Library
    place: str = ""
    engine: EngineName = "durable"
    verify: bool = False
    answers_kept: int = 0
    rules: BundleRules = field(init=False)
    catalogue: FieldCatalogue = field(init=False)
    plan: EnginePlan = field(init=False)
    _opened: Engine | None = field(init=False, default=None)
    _cells: Cells | None = field(init=False, default=None)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.catalogue = business_catalogue(self.library, self.place)
        rules = self.rules = self.library.bundles_at(self.place)
        whens = [*(n.when for n in rules.needs), *(o.when for o in rules.elsewhere)]
        whens += (i.when for i in rules.inferences)
        nodes = dict.fromkeys(map(without_names, whens))
        questions = tuple(Question(i, "", node) for i, node in enumerate(nodes))
        self.plan = EnginePlan("bundles", questions, self.catalogue, self.library.calendar)

    @property
    def read_fields(self) -> frozenset[str]:
        """The ids of the fields that some condition reads."""
        return frozenset(
            f for q in self.plan.questions for t in tests_of(q.node) for f in fields_of(t)
        )

    def decide(self, values: Mapping[str, Value], stated: Iterable[str]) -> Business:
        """Everything that follows from the values; ``stated`` are the fields nothing is put into.

        An inference may bring another one, so they are drawn until nothing more follows.

        Raises:
            EngineFault: the engine failed, or the two of a verified check differ.
        """
        facts, taken = Facts(values=dict(values)), set(stated)
        inferred: list[Filled] = []
        for _ in range(len(self.rules.inferences) + 1):
            truths = self._truths(facts)
            found = next(iter(self._following(truths, facts, taken)), None)
            if found is None:
                break
            inferred += found
            taken.update(f.field.id for f in found)
            more = {f.field.id: type_value(f.field, f.value) for f in found}
            facts = replace(facts, values={**facts.values, **more})
        return Business(facts, tuple(inferred), truths)

    def _following(
        self, truths: Mapping[Node, Truth], facts: Facts, taken: set[str]
    ) -> Iterator[list[Filled]]:
        """What each inference that holds, and that nothing was drawn from yet, puts in."""
        for each in self.rules.inferences:
            if truths[without_names(each.when)] is Truth.YES:
                made = [f for f in self._filled(each) if f.field.id not in taken]
                if made:
                    yield made

    def _filled(self, inference: Inference) -> Iterator[Filled]:
        for field_id, value in inference.fills.items():
            asked = self.catalogue.find(field_id)
            if asked is not None and readable(asked, value):
                yield Filled(asked, value, "推得", inference.reason, inference.id)

    def _truths(self, facts: Facts) -> dict[Node, Truth]:
        hits = self._engine().run("", facts, both=self.verify)
        truths = {}
        for question in self.plan.questions:
            if question.index in hits.holds:
                truths[question.node] = Truth.YES
            elif question.index in hits.fails:
                truths[question.node] = Truth.NO
            else:
                truths[question.node] = self._settled(question, facts)
        return truths

    def _settled(self, question: Question, facts: Facts) -> Truth:
        """An open condition made sharp: what is the same under every completion is not open."""
        ways = all_completions(question.node, facts, self.catalogue, limit=COMPLETIONS)
        if ways is None:
            return Truth.CANNOT_TELL
        seen = set()
        for way in ways:
            hits = self._engine().run("", way, only=[question.index])
            holds, fails = question.index in hits.holds, question.index in hits.fails
            seen.add(Truth.YES if holds else Truth.NO if fails else Truth.CANNOT_TELL)
            if len(seen) > 1:
                return Truth.CANNOT_TELL
        return seen.pop() if seen else Truth.CANNOT_TELL

    def left(self, when: Node, facts: Facts) -> Node:
        """What is left of an open condition once the stated facts are put in."""
        return residual(when, facts, self.library.calendar)

    def _engine(self) -> Engine:
        if self._opened is None:
            with self._lock:
                if self._opened is None:
                    self._cells = Cells(self.answers_kept)
                    self._opened = open_engine(
                        self.plan, engine=self.engine, verify=self.verify, cells=self._cells
                    )
        opened = self._opened
        assert opened is not None
        return opened

    def close(self) -> None:
        """Release the engine; a later decision opens it again."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()


def readable(asked: Field, value: object) -> bool:
    """Whether a written value can be read as the field's type."""
    try:
        type_value(asked, value)
    except NotReadable:
        return False
    return True


@dataclass
class BusinessRulesAt:
    """The bundle rules at every place, each opened once.

    Kept by the levels that have an item or a bundle of their own, not by what a payload names, so
    that no payload can make their number grow.
    """

    library: Library
    engine: EngineName = "durable"
    verify: bool = False
    answers_kept: int = 0
    _levels: frozenset[str] = field(init=False)
    _at: dict[tuple[str, ...], BusinessRules] = field(init=False, default_factory=dict)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        own = {i.place for i in self.library.items}
        self._levels = frozenset(own | {b.place for b in self.library.bundles.bundles})

    def at(self, place: str) -> BusinessRules:
        """The bundle rules at a place."""
        key = tuple(code for code in ancestors(place) if code in self._levels)
        with self._lock:
            found = self._at.get(key)
            if found is None:
                found = self._at[key] = BusinessRules(
                    self.library, key[-1] if key else "", self.engine, self.verify,
                    self.answers_kept,
                )  # fmt: skip
        return found

    def close(self) -> None:
        """Release the engines; a later decision opens them again."""
        with self._lock:
            opened, self._at = self._at, {}
        for each in opened.values():
            each.close()
