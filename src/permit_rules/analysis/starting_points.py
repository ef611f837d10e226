"""Applications to set out from: written cases, each changed in one thing, and random ones.

The same rules, cases and number give the same applications in the same order.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from permit_rules.analysis.form import Form, Payload, choices_of
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.cells import cells
from permit_rules.conditions.fields import HANDLING_ITEM_ID, RECEIVED_ON, Field, FieldType
from permit_rules.conditions.nodes import Test, fields_of, tests_of
from permit_rules.model.library import Library
from permit_rules.model.material import Paper
from permit_rules.resolving import change_days, resolve

#: How many changes a random application has at most.
MOST_CHANGES = 12
#: Values for a paper's properties, good and bad; None: nothing is said of it.
_PROPERTIES: Mapping[str, Sequence[Any]] = {
    "form": ("原件", "复印件", "电子", None),
    "copies": (0, 1, 2, None),
    "signed": (True, False, None),
    "sealed": (True, False, None),
    "contents": ([], None),
    "parts": ([], None),
    "states": ({"名称": "另一个名称", "承租人": "另一个名称"}, None),
}


@dataclass(frozen=True)
class StartingPoints:
    """The applications for one item at one place, ``place`` "" for the nation.

    ``cases`` are payloads written by people, and may be none.
    """

    library: Library
    item: str
    place: str
    cases: tuple[Mapping[str, Any], ...] = ()
    seed: int = 1

    @cached_property
    def day(self) -> date:
        """An ordinary day of receipt: in the last published year, under rules that are known."""
        years = self.library.calendar.years
        usual = date(max(years), 3, 2) if years else date.min
        return max(usual, change_days(self.library, self.item, self.place)[0])

    @cached_property
    def plan(self) -> Plan:
        """The plan in force on :attr:`day`."""
        return compile_rulebook(resolve(self.library, self.item, self.place, self.day))

    @cached_property
    def form(self) -> Form:
        """The application form of the item."""
        book = self.plan.rulebook
        return Form(book.catalogue, book.calendar)

    def blanks(self) -> tuple[Payload, ...]:
        """For each handling item an application that says nothing but its name."""
        base = {"item": self.item, "place": self.place, "received_on": self.day.isoformat(),
                "channel": "paper"}  # fmt: skip
        stated = [{"业务办理项": h.name} for h in self.plan.item.handling_items] or [{}]
        return tuple({**base, "facts": facts, "materials": []} for facts in stated)

    def all(self, grown: Iterable[Payload] = ()) -> Iterator[Payload]:
        """First what people wrote and ``grown``, applications in order; then changes of them.

        Never ends: after every single change come random ones of several things.
        """
        written = [copy.deepcopy(dict(c)) for c in self.cases]
        bases = [*written, *grown]
        yield from copy.deepcopy(bases)
        yield from self.blanks()
        yield from _in_turn([self._single(b) for b in _kinds(bases or list(self.blanks()))])
        chance = random.Random(self.seed)
        everything = [*bases, *self.blanks()]
        while True:
            yield self._random(chance.choice(everything), chance)

    # ---- changes -----------------------------------------------------------------------------

    def _single(self, base: Payload) -> Iterator[Payload]:
        """``base`` with one thing changed, in every way there is."""
        changes = [*self._fact_changes(), *self._day_changes(), *_paper_changes(base, self.papers)]
        for change in changes:
            yield change.made(base, self.form)

    def changes(self, base: Payload, chance: random.Random) -> Sequence[_Change]:
        """Differences of one kind that may be made to an application; there may be none."""
        return chance.choice((self._facts, self._facts, self._papers(base), self._around))

    def _random(self, base: Payload, chance: random.Random) -> Payload:
        made = base
        for _ in range(chance.randint(1, MOST_CHANGES)):
            pool = self.changes(made, chance)
            if pool:
                made = chance.choice(pool).made(made, self.form)
        return made

    @cached_property
    def _facts(self) -> tuple[_Change, ...]:
        return tuple(self._fact_changes())

    def _papers(self, base: Payload) -> Sequence[_Change]:
        return tuple(_paper_changes(base, self.papers))

    @cached_property
    def _around(self) -> tuple[_Change, ...]:
        return (*self._day_changes(), *self._record_changes())

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper of the rules, the parts and those accepted in place of others among them."""
        found = (
            each
            for material in self.plan.rulebook.materials
            for paper in (material, *material.parts)
            for each in (paper, *paper.alternatives)
        )
        return tuple(found)

    def _fact_changes(self) -> Iterator[_Change]:
        for asked in self.fields_read:
            yield _Change(fact=asked.id)
            for value in self._values(asked):
                yield _Change(fact=asked.id, value=value)

    @cached_property
    def _tests(self) -> tuple[Test, ...]:
        return tuple(dict.fromkeys(t for q in self.plan.engine.questions for t in tests_of(q.node)))

    @cached_property
    def fields_read(self) -> tuple[Field, ...]:
        """The fields of the application that some condition reads, rosters for their members'."""
        ids = dict.fromkeys(f.partition(".")[0] for t in self._tests for f in fields_of(t))
        return tuple(f for i in ids if i != RECEIVED_ON.id and (f := self.form.field(i)))

    def _values(self, asked: Field) -> Iterator[Any]:
        if asked.type is FieldType.ROSTER:
            yield []
            columns = {m.label: [*self._values(m)][:6] for m in asked.members}
            longest = max((len(c) for c in columns.values()), default=0)
            for n in range(longest):
                yield [{k: v[n % len(v)] for k, v in columns.items() if v}]
            names = [{asked.members[0].label: name} for name in ("甲", "乙")] if longest else []
            yield names
        elif asked.type is FieldType.TEXT:
            yield "某某"
        elif asked.type is FieldType.CHOICES:
            yield from ([c] for c in choices_of(asked))
            yield from (sorted(c) for c in cells(asked, self._tests, limit=64) or ()
                        if isinstance(c, frozenset))  # fmt: skip
        elif asked.type is FieldType.DATE:
            for by in (-400, -1, 0, 1, 20, 45, 100, 150, 300):
                yield (self.day + timedelta(days=by)).isoformat()
        elif asked.id == HANDLING_ITEM_ID or asked.type is not FieldType.NUMBER:
            yield from choices_of(asked)
        else:
            for value in cells(asked, self._tests) or ():
                assert isinstance(value, int)
                yield f"{value / 10**asked.decimals:.{asked.decimals}f}"

    def _day_changes(self) -> Iterator[_Change]:
        days = change_days(self.library, self.item, self.place)
        for day in days:
            for by in (-20, -1, 0):
                if day + timedelta(days=by) >= days[0]:
                    yield _Change(top="received_on", value=(day + timedelta(days=by)).isoformat())
        for channel in ("online", "paper"):
            yield _Change(top="channel", value=channel)

    def _record_changes(self) -> Iterator[_Change]:
        for bar in self.plan.rulebook.bars:
            for decided in (None, "1990-01-01", (self.day - timedelta(days=300)).isoformat()):
                record = {"reason": bar.reasons[0], **({"decided_on": decided} if decided else {})}
                if bar.target.value == "申请人":
                    yield _Change(top="bars", value=[record])
                else:
                    role = {"role": bar.roles[0]} if bar.roles else {}
                    yield _Change(top="persons", value=[{"name": "甲", **role, "bars": [record]}])
        departments = [a.department for a in self.plan.rulebook.authorities]
        for department in dict.fromkeys((*departments, "另外的部门") if departments else ()):
            yield _Change(top="receiving_authority", value={"department": department})
        if departments:
            yield _Change(top="receiving_authority", value="认不出的机关")
        for paper in self.plan.rulebook.materials:
            for each in (paper, *paper.parts):
                for source in each.shared:
                    yield _Change(top="shared", value=[source.name])


def _kinds(bases: Sequence[Payload]) -> list[Payload]:
    """One application of each kind: by what it applies for and what it hands in."""
    kinds: dict[str, Payload] = {}
    for base in bases:
        facts = base.get("facts") or {}
        papers = sorted(str(m.get("code") or m.get("name")) if isinstance(m, dict) else str(m)
                        for m in base.get("materials") or ())  # fmt: skip
        kinds.setdefault(repr((facts.get("业务办理项"), papers)), base)
    return list(kinds.values())


def _in_turn(streams: Sequence[Iterator[Payload]]) -> Iterator[Payload]:
    waiting = list(streams)
    while waiting:
        for stream in list(waiting):
            made = next(stream, None)
            if made is None:
                waiting.remove(stream)
            else:
                yield made


@dataclass(frozen=True)
class _Change:
    """One difference: a fact, a key of the payload, or a paper (``number`` of it, or ``add``)."""

    fact: str = ""
    top: str = ""
    value: Any = None
    number: int = -1
    key: str = ""
    add: Payload = field(default_factory=dict)

    def made(self, base: Payload, form: Form) -> Payload:
        """``base`` with this difference."""
        payload = copy.deepcopy(base)
        if self.fact:
            form.write(payload, self.fact, copy.deepcopy(self.value))
        elif self.top == "bars":
            payload["applicant"] = {**(payload.get("applicant") or {}), "bars": self.value}
        elif self.top:
            payload[self.top] = copy.deepcopy(self.value)
        else:
            self._paper(payload)
        return payload

    def _paper(self, payload: Payload) -> None:
        papers = [m if isinstance(m, dict) else {"name": m} for m in payload.get("materials") or ()]
        payload["materials"] = papers
        if self.add:
            papers.append(dict(self.add))
        elif self.number < len(papers):
            if not self.key:
                del papers[self.number]
            elif self.value is None:
                papers[self.number].pop(self.key, None)
            else:
                papers[self.number][self.key] = copy.deepcopy(self.value)


def _paper_changes(base: Payload, papers: Sequence[Paper]) -> Iterator[_Change]:
    for number in range(len(base.get("materials") or ())):
        yield _Change(number=number)
        for key, values in _PROPERTIES.items():
            yield from (_Change(number=number, key=key, value=value) for value in values)
        for day in ("1990-01-01", "2035-12-31", "长期", None):
            yield _Change(number=number, key="expires_on", value=day)
    for paper in papers:
        yield _Change(add={"code": paper.id})
        yield _Change(add={"code": paper.id, "form": "复印件", "copies": 0, "signed": False,
                           "sealed": False, "expires_on": "1990-01-01", "issued_on": "1990-01-01",
                           "states": {"名称": "另一个名称"}, "contents": []})  # fmt: skip
