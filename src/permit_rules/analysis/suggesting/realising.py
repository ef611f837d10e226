"""An assignment made true of an application: facts stated, papers handed in, left out, spoiled."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from permit_rules.analysis.form import Form, Payload
from permit_rules.analysis.suggesting.assignments import Assignment, written_value
from permit_rules.analysis.suggesting.papers import Writing, in_order, papers_of, silence, spoil
from permit_rules.checking.application import WHOLE_APPLICATION
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.fields import FieldType
from permit_rules.model.material import Material, Paper, Standard
from permit_rules.model.review_point import Bar, BarTarget
from permit_rules.written import fold

_ELSEWHERE: Final = "另外的部门"
_UNKNOWN: Final = "认不出的机关"
_WHO: Final = "甲"
#: The ways a material may go instead of being handed in, by their observation.
_ROUTES: Final = {"deferred": "later", "at-inspection": "at_inspection", "committed": "commitment"}


@dataclass(frozen=True)
class Realiser:
    """Makes assignments true under one plan."""

    plan: Plan
    form: Form

    def made(self, base: Payload, assigned: Assignment, scope: str = "") -> Payload:
        """A copy of ``base`` for which the assignment is true, as far as that can be written.

        ``scope`` is the roster about whose first member it is.
        """
        payload = copy.deepcopy(base)
        payload.setdefault("materials", [])
        payload.setdefault("facts", {})
        if scope:
            self._have_member(payload, scope)
        fields = {k: v for k, v in assigned.items() if "@" not in k and "/" not in k}
        for field_id, value in fields.items():
            self._state(payload, field_id, value)
        for key, value in assigned.items():
            if key not in fields:
                self._observe(payload, key, None if value is None else bool(value), scope)
        return payload

    # ---- facts -------------------------------------------------------------------------------

    def _state(self, payload: Payload, field_id: str, value: Any) -> None:
        field = self.plan.rulebook.catalogue.by_id(field_id)
        written = None if value is None else written_value(field, value)
        if field.type is FieldType.ROSTER and value is not None:
            written = [{self._key(field_id): _WHO}] if value else []
        if written is None and field.taken_from.startswith("applicant."):
            written = ""  # a case laid over a base cannot take it out
        if field_id == "received_on":
            payload["received_on"] = written
            return
        self.form.write(payload, field_id, written, self._member(payload, field_id))

    def _have_member(self, payload: Payload, roster_id: str) -> None:
        roster = self.form.field(roster_id)
        if roster is not None and not self.form.members(payload, roster):
            self.form.write(payload, roster_id, [{self._key(roster_id): _WHO}])

    def _key(self, roster_id: str) -> str:
        roster = self.form.field(roster_id)
        key = roster.member(roster.member_key) if roster else None
        return key.label if key else "名称"

    def _member(self, payload: Payload, field_id: str) -> str | None:
        """The first member of the roster that the field belongs to."""
        if "." not in field_id:
            return None
        named = self.form.all_members(payload, field_id.partition(".")[0])
        return next((label for label, _ in named), None)

    # ---- observations ------------------------------------------------------------------------

    def _observe(self, payload: Payload, key: str, met: bool | None, scope: str) -> None:
        kind, _, rest = key.partition("/")
        about, _, what = key.partition("@")
        if kind == "bar":
            self._bar(payload, self._bars[rest], met)
        elif kind == "authority":
            said = {True: None, False: {"department": _ELSEWHERE}, None: {"name": _UNKNOWN}}
            payload["receiving_authority"] = said[met]
        elif key == obs.FALSE_COMMITMENT:
            self._history(payload, "false_commitments", ["另一份承诺"] if met else [])
        elif key == obs.PERMIT_FIRST:
            self._route(payload, WHOLE_APPLICATION[-1], "permit_first" if met else None)
        elif key == obs.MAIN_LACKING:
            self._main(payload, met)
        elif what == "handed":
            self._hand(payload, about, met, scope)
        elif what.startswith("shared-"):
            self._share(payload, about, int(what.removeprefix("shared-")), met)
        elif what == "withdrawn":
            self._history(payload, "withdrawn_commitments", [about] if met else [])
        elif what in _ROUTES:
            self._route(payload, about, _ROUTES[what] if met else None)
        elif kind in self._papers:
            self._standard(payload, kind, rest, met, scope)

    @cached_property
    def _papers(self) -> Mapping[str, Paper]:
        return papers_of(self.plan.rulebook.materials)

    @cached_property
    def _materials(self) -> Mapping[str, Material]:
        return {m.id: m for m in self.plan.rulebook.materials}

    @cached_property
    def _bars(self) -> Mapping[str, Bar]:
        return {b.id: b for b in self.plan.rulebook.bars}

    def _bar(self, payload: Payload, bar: Bar, runs: bool | None) -> None:
        day = date.fromisoformat(payload["received_on"])
        record = {"reason": bar.reasons[0]}
        if runs:
            record["decided_on"] = (day - timedelta(days=30)).isoformat()
        put_record(payload, bar, [] if runs is False else [record])

    def _history(self, payload: Payload, key: str, said: list[str]) -> None:
        payload["history"] = {**(payload.get("history") or {}), key: said}

    def _route(self, payload: Payload, material: str, kind: str | None) -> None:
        routes = {k: v for k, v in (payload.get("routes") or {}).items() if k != material}
        if kind is not None:
            routes[material] = {"kind": kind, "promised": "是"}
        payload["routes"] = routes

    def _share(self, payload: Payload, paper_id: str, number: int, met: bool | None) -> None:
        paper: Any = self._papers[paper_id]
        name = paper.shared[number - 1].name
        kept = [s for s in payload.get("shared") or () if s != name]
        payload["shared"] = [*kept, name] if met else kept

    # ---- papers ------------------------------------------------------------------------------

    def writing(self, payload: Payload) -> Writing:
        """What papers of this application are written against."""
        return Writing(payload, self.form, date.fromisoformat(payload["received_on"]))

    def _hand(self, payload: Payload, paper_id: str, handed: bool | None, scope: str) -> None:
        gone = set(self._family(paper_id)) if not handed else {paper_id}
        payload["materials"] = self._without(payload["materials"], gone)
        for own in payload["materials"]:
            if own.get("parts"):
                own["parts"] = self._without(own["parts"], gone)
        if handed:
            of = self._whose(payload, scope)
            payload["materials"].append(in_order(self._papers[paper_id], self.writing(payload), of))
        elif handed is None:
            payload["materials"].append({"code": self._whole_of(paper_id)})

    def _without(self, papers: list[Any], gone: Collection[str]) -> list[dict[str, Any]]:
        return [p for p in map(_bare, papers) if not any(self._is(p, i) for i in gone)]

    def _is(self, paper: Mapping[str, Any], paper_id: str) -> bool:
        """Whether what was handed in is this paper, by its number or one of its names."""
        known = self._papers.get(paper_id)
        names = {paper_id, *((known.name, *known.aliases) if known else ())}
        return fold(str(paper.get("code") or paper.get("name") or "")) in map(fold, names)

    def _family(self, paper_id: str) -> Iterator[str]:
        yield paper_id
        material = self._materials.get(paper_id)
        for part in material.parts if material else ():
            yield part.id
            yield from (a.id for a in part.alternatives)

    def _whole_of(self, part_id: str) -> str:
        """The material that a part belongs to, which may come without saying what it holds."""
        owners = (m.id for m in self._materials.values() if part_id in [p.id for p in m.parts])
        return next(owners, part_id)

    def _whose(self, payload: Payload, scope: str) -> str:
        named = self.form.all_members(payload, scope) if scope else iter(())
        return next((label for label, _ in named), "")

    def _standard(
        self, payload: Payload, paper_id: str, code: str, met: bool | None, scope: str
    ) -> None:
        standard = next(s for s in self._papers[paper_id].standards if s.code == code)
        own = list(self._in_hand(payload, paper_id))
        if met or (met is False and not own):
            self._hand(payload, paper_id, True, scope)
            own = list(self._in_hand(payload, paper_id))
        for paper in own if not met else ():
            self.worsen(payload, paper, standard, met)

    def worsen(
        self, payload: Payload, paper: dict[str, Any], standard: Standard, met: bool | None
    ) -> None:
        """Spoil a paper in one thing, or with None say nothing of it."""
        if met is None:
            silence(paper, standard)
        else:
            spoil(paper, standard, self.writing(payload))

    def _in_hand(self, payload: Payload, paper_id: str) -> Iterator[dict[str, Any]]:
        payload["materials"] = [_bare(m) for m in payload["materials"]]
        for own in payload["materials"]:
            if own.get("parts"):
                own["parts"] = [_bare(p) for p in own["parts"]]
            for each in (own, *(own.get("parts") or ())):
                if self._is(each, paper_id):
                    yield each

    def _main(self, payload: Payload, lacking: bool | None) -> None:
        """Leave out a main paper that was handed in."""
        mains = (p for p in self.plan.mains if p in self._materials)
        for material in sorted(mains) if lacking else ():
            if list(self._in_hand(payload, material)):
                self._hand(payload, material, False, "")
                return


def put_record(payload: Payload, bar: Bar, records: list[dict[str, str]]) -> None:
    """Record these decisions against whom a bar looks at, and no others."""
    if bar.target is BarTarget.APPLICANT:
        payload["applicant"] = {**(payload.get("applicant") or {}), "bars": records}
        return
    role = {"role": bar.roles[0]} if bar.roles else {}
    payload["persons"] = [{"name": _WHO, **role, "bars": records}]


def _bare(paper: Any) -> dict[str, Any]:
    """A paper as a mapping."""
    return dict(paper) if isinstance(paper, Mapping) else {"code": str(paper)}
