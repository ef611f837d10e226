"""The obedient applicant: reads a notice, never the rules, and does what it says.

He corrects his previous application as the notice tells him, and as badly as its words allow:
whatever it does not ask for takes the worst value there is, every answer to a question is tried,
every way that is offered and every paper accepted in place of another, on every day from the day
of receipt to the last day up to which the notice says it holds. What he knows is the
:class:`~permit_rules.result.CheckResult`, his own payload, and the application form.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from permit_rules.analysis.combining import rows
from permit_rules.analysis.draft import Draft
from permit_rules.analysis.form import Form, Payload
from permit_rules.analysis.handing_in import (
    Paper,
    everything_stated,
    is_of,
    made,
    meet,
    papers_for,
    put,
)
from permit_rules.analysis.moves import (
    WAYS,
    Answer,
    Arrive,
    Comply,
    HandIn,
    Leave,
    Move,
    Observe,
    Options,
    TakeRoute,
)
from permit_rules.result import CheckResult, ConditionalLine, Demand

#: How many ways of answering one notice are tried unless told otherwise.
VARIANTS: Final = 200

#: The ways that the applicant opens by promising something in writing.
PROMISED: Final = ("later", "at_inspection", "commitment")


@dataclass(frozen=True, slots=True)
class Correction:
    """One way of doing what a notice says: the moves made, and the application that came of it.

    ``row`` says which of the options was taken of each thing.
    """

    row: tuple[int, ...]
    moves: tuple[Move, ...]
    draft: Draft

    @property
    def payload(self) -> Payload:
        """The corrected application."""
        return self.draft.payload

    @property
    def words(self) -> tuple[str, ...]:
        """What was done, in Chinese, one line each."""
        return tuple(w for m in self.moves if (w := m.words))


@dataclass(frozen=True, slots=True)
class Obedient:
    """Everything the obedient applicant may do about one notice."""

    result: CheckResult
    payload: Payload
    form: Form
    options: tuple[tuple[Move, ...], ...]

    @classmethod
    def reading(cls, result: CheckResult, payload: Mapping[str, Any], form: Form) -> Obedient:
        """The applicant who handed in ``payload`` and was given ``result``."""
        own = dict(payload)
        return cls(result, own, form, Options(result, own, form).all())

    @property
    def total(self) -> int:
        """How many ways of answering the notice there are."""
        return math.prod(len(own) for own in self.options)

    def corrections(self, bound: int = VARIANTS) -> Iterator[Correction]:
        """The corrected applications: all of them, or ``bound`` in which pairs of options meet."""
        for row in rows([len(o) for o in self.options], bound):
            yield self.doing(row)

    def doing(self, row: Sequence[int]) -> Correction:
        """The application that comes of taking this option of each thing."""
        moves = tuple(own[n] for own, n in zip(self.options, row, strict=True))
        day = next((m.day for m in moves if isinstance(m, Arrive)), self.result.received_on)
        draft = Draft.of(self.result, self.payload, self.form, day or date.min)
        return Correction(tuple(row), moves, _Writer(draft, moves).written())


@dataclass(slots=True)
class _Writer:
    draft: Draft
    moves: tuple[Move, ...]
    said_so: set[str] = field(default_factory=set)

    def written(self) -> Draft:
        for move in self.moves:
            if isinstance(move, Answer):
                self.draft.state(move.field, move.value)
            elif isinstance(move, Leave):
                self.draft.left_open.add(move.key)
                self.draft.left_as_is.update(move.points)
        self._comply()
        for move in self.moves:
            if isinstance(move, Observe):
                self._observe(move)
        for move in self.moves:
            if isinstance(move, TakeRoute) and move.route is not None:
                self._take(move)
        for move in self.moves:
            if isinstance(move, HandIn):
                self._hand_in(move)
        return self.draft

    @property
    def _lines(self) -> tuple[ConditionalLine, ...]:
        return self.draft.result.conditional

    # ---- facts -------------------------------------------------------------------------------

    def _comply(self) -> None:
        asked = [m for m in self.moves if isinstance(m, Comply)]
        # What one correction states may bring what another line asks for, or undo another one;
        # so it is done again, now in the way that leaves the least to put right.
        for carefully in (False, True, True, True):
            for move in asked:
                self._put_right(move, asked if carefully else ())

    def _put_right(self, move: Comply, beside: Sequence[Comply]) -> None:
        for label, member in list(self._unmet(self.draft, move)):
            way = move.way
            if way is not None and beside:
                way = min(range(WAYS), key=lambda w: self._unmet_after(w, move, label, beside))
            if way is None or not self.draft.comply(move.must, label, member, way):
                self.draft.left_as_is.add(move.point)

    def _unmet_after(self, way: int, move: Comply, label: str, beside: Sequence[Comply]) -> int:
        """How many corrections would still be wanting after this one in this way."""
        trial = self.draft.copied()
        for named, member in list(self._unmet(trial, move)):
            if named == label:
                trial.comply(move.must, named, member, way)
        return sum(1 for m in beside if m.way is not None for _ in self._unmet(trial, m))

    def _unmet(self, draft: Draft, move: Comply) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """Whom a correction is about and still wanting for."""
        when = self._lines[move.line].when if move.line >= 0 else None
        for label, member in draft.subjects(move.instance, move.each, when, move.must):
            applies = draft.holds(when, member) is not False
            if applies and draft.holds(move.must, member) is not True:
                yield label, member

    # ---- what was observed -------------------------------------------------------------------

    def _observe(self, move: Observe) -> None:
        about = move.key.rpartition("bar/")[1] or move.key.rpartition("authority/")[1]
        if about == "bar/":
            self._date_records(move.yes)
        elif about == "authority/":
            # What is not stated is presumed; no rule file names this department.
            self.draft.payload["receiving_authority"] = (
                None if move.yes else {"department": "另外的部门"}
            )
        elif move.yes:
            for line in self._lines:
                for demand in line.demands:
                    if self._as_observed(move.key, demand):
                        self.said_so.add(move.key)

    def _date_records(self, running: bool) -> None:
        """Say of each record without a date when it was made: yesterday, or long ago."""
        day = self.draft.day - timedelta(days=1) if running else date(1950, 1, 1)
        people = [self.draft.payload.get("applicant"), *(self.draft.payload.get("persons") or ())]
        for who in people:
            for record in (who.get("bars") or ()) if isinstance(who, dict) else ():
                record.setdefault("decided_on", day.isoformat())

    def _as_observed(self, key: str, demand: Demand) -> bool:
        """Say that the paper is there, or as it should be in this one thing, and nothing else.

        Returns False where the application has no paper that it could be said of.
        """
        payload = self.draft.payload
        for paper in papers_for(demand):
            asked = paper.asked
            if key == f"{asked.id}@handed":
                self._have(paper, demand.instance)
                return True
            said = [r for r in asked.requirements if key in (r.point, r.point.partition("/")[2])]
            own = list(self._in_hand(paper)) if said else []
            for requirement in said:
                for each in own:
                    meet(requirement, each, payload, self.draft.form, self.draft.day)
                    if requirement.kind == "signature":
                        each.update(dict.fromkeys(paper.signing, True))
            if own:
                return True
        return False

    def _have(self, paper: Paper, instance: str) -> None:
        """Have the paper, and say whose it is: what belongs to nobody yet is this member's."""
        whose = {"of": instance} if instance else {}
        own = list(self._in_hand(paper))
        if any(each.get("of", "") == instance for each in own):
            return
        if own:
            own[0].update(whose)
        else:
            self.draft.payload["materials"].append({"code": paper.asked.id, **whose})

    def _in_hand(self, paper: Paper) -> Iterator[dict[str, Any]]:
        """The papers of this kind that the application has, as mappings that may be changed."""
        materials = self.draft.payload.setdefault("materials", [])
        for stack in [materials, *(m.get("parts") or [] for m in materials if isinstance(m, dict))]:
            for n, own in enumerate(stack):
                entry = own if isinstance(own, dict) else {"name": str(own)}
                if is_of(entry, paper.asked) and entry.get("of", "") in ("", paper.instance):
                    stack[n] = entry
                    yield entry

    # ---- papers and routes -------------------------------------------------------------------

    def _take(self, move: TakeRoute) -> None:
        route = move.route
        assert route is not None
        if self.draft.holds(route.when) is False:
            return
        if route.reopens and self._something_left:
            # The way opens once the main materials are in order, and he leaves some as they are.
            self.draft.left_as_is.update(self.draft.result.findings[move.finding].points)
        if route.kind in PROMISED:
            routes = self.draft.payload.setdefault("routes", {})
            routes[move.material] = {"kind": route.kind, "promised": True}
        elif route.source:
            shared = [*(self.draft.payload.get("shared") or ()), route.source]
            self.draft.payload["shared"] = shared

    @property
    def _something_left(self) -> bool:
        return any(
            isinstance(m, Leave)
            or (isinstance(m, Observe) and not m.yes)
            or (isinstance(m, Comply) and m.way is None)
            for m in self.moves
        )

    def _routed(self, move: HandIn) -> bool:
        """Whether a way was chosen that makes it needless to hand this in."""
        for taken in self.moves:
            if isinstance(taken, TakeRoute) and taken.route and taken.finding == move.finding:
                if self.draft.holds(taken.route.when) is False:
                    continue
                if taken.route.kind in PROMISED or taken.route.paper in (
                    move.main.asked.id,
                    taken.material,
                ):
                    return True
        return False

    def _hand_in(self, move: HandIn) -> None:
        if move.line < 0:
            if not self._routed(move):
                self._put(move, move.paper.instance, None)
            return
        line = self._lines[move.line]
        if self._told_by_observing(line, move):
            return
        for label, member, applies in self.draft.applies_to(line):
            if applies is not False:
                self._put(move, label or move.paper.instance, member)

    def _told_by_observing(self, line: ConditionalLine, move: HandIn) -> bool:
        """Whether the paper need not be handed in, or is not, because of what was said of it."""
        about, paper = line.point.partition("/")[2], move.main.asked.id
        # A demand has no slash inside its item, a standard of a paper has.
        own = {f"{paper}@handed"} if "/" not in about else {about, line.point}
        left = {said.key for said in self.moves if isinstance(said, Leave)}
        return not own.isdisjoint(self.said_so | left)

    def _put(self, move: HandIn, instance: str, member: Mapping[str, Any] | None) -> None:
        draft = self.draft
        accepted = draft.holds(move.paper.asked.when, member) is not False
        paper = move.paper if accepted else move.main
        labelled = Paper(paper.asked, instance, paper.form, paper.signing, paper.named)
        new = made(labelled, draft.payload, draft.form, draft.day, everything_stated(draft.result))
        put(draft.payload, paper.asked, new)
