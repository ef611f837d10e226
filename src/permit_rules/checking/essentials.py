"""Decided → what is wrong and what is asked, with the verdict: what every answer begins with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.checking.decide import Decision
from permit_rules.checking.decided import Decided
from permit_rules.checking.findings import Teller
from permit_rules.checking.open_points import OpenPoints, open_points
from permit_rules.checking.remedies import Restated, restate
from permit_rules.checking.verdict import verdict_of
from permit_rules.checking.ways import way_of
from permit_rules.outline import Outline
from permit_rules.result import Counts, Finding, Note, Verdict

_ACCEPTED: Final = (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_DEFERRALS)


@dataclass(frozen=True, slots=True)
class Essentials:
    """What stands in every answer; the rest of a result is told beside it."""

    restated: Restated | None
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    still: OpenPoints
    verdict: Verdict
    trouble: tuple[str, ...]

    @classmethod
    def of(cls, decided: Decided) -> Essentials:
        """The essentials of what was decided.

        Raises:
            EngineFault: the engine failed while an open point was tried.
        """
        plan, engine, decision = decided.plan, decided.engine, decided.decision
        prepared, known = decided.prepared, decided.known
        restated = restate(plan, engine, decided.situation, decision, prepared.restatable, known)
        fields = restated.fields if restated else frozenset()
        findings, notes = Teller(plan, decision, prepared.explainer, fields).tell()
        still = open_points(
            plan, engine, decision, prepared.index, prepared.explainer, known, restated
        )
        ways = (way_of(p, e, plan)[0] for p in plan.points for e in decision.points[p.id])
        verdict = verdict_of(plan, decision, findings, ways)
        unsure = decided.trouble and verdict in _ACCEPTED
        if unsure or (decided.other_rules and verdict is not Verdict.CORRECTION):
            verdict = Verdict.CANNOT_TELL
        return cls(restated, findings, notes, still, verdict, tuple(_trouble(decided, still)))


def outline(decided: Decided, told: Essentials) -> Outline:
    """What the application comes to, and nothing beside it."""
    return Outline(
        item=decided.plan.item.id,
        place=decided.place,
        handling_item=decided.handling_item,
        received_on=decided.received_on,
        verdict=told.verdict,
        verdict_label=told.verdict.label,
        complete=not told.trouble,
        incomplete_because=told.trouble,
        findings=told.findings,
        questions=told.still.all_questions(),
        decided_on_spot=_on_spot(decided.decision, told.verdict),
        payload=decided.payload,
        counts=_counts(decided.decision),
        digest=decided.prepared.digest,
    )


def _counts(decision: Decision) -> Counts:
    """How many points ended how, the gates among them."""
    ended = Counter(g.status.value for g in decision.gates.values())
    ended.update(s.value for s in decision.statuses.values())
    return Counts(total=ended.total(), **ended)


def _on_spot(decision: Decision, verdict: Verdict) -> bool:
    """Whether the rules let the office decide at once, and there is nothing to wait for."""
    return verdict is Verdict.ACCEPTED and ("decided_on_spot", "") in decision.extras


def waiting_words(decision: Decision) -> str:
    """Why a list may not be whole while points wait for an answer."""
    return f"有{decision.waiting}个审核要点因信息没有填写或者材料没有查验而无法判断"


def _trouble(decided: Decided, still: OpenPoints) -> Iterator[str]:
    yield from decided.trouble
    if still.without_calendar:
        yield "工作日历尚未公布所需的年份，无法计算期限：" + "、".join(
            dict.fromkeys(still.without_calendar)
        )
    if decided.decision.waiting:
        yield waiting_words(decided.decision)
