"""A review point in words: when it applies, what must hold, on which basis, since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from permit_rules.checking.authorities import office_at
from permit_rules.checking.requirements import requirement
from permit_rules.compiling.closings import dishonest
from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import ALWAYS, NEVER, Node, disjunction
from permit_rules.conditions.phrases import label_of, limit_words, period_words
from permit_rules.conditions.wording import sentence
from permit_rules.guides.citing import cited
from permit_rules.model.arrangements import Arrangement, Authority
from permit_rules.model.basis import LegalBasis
from permit_rules.model.material import Commitment, Demanded, Material, Paper
from permit_rules.model.offices import Offices
from permit_rules.model.review_point import (
    Applicability,
    Bar,
    RenewalWindow,
    ReviewClass,
    ReviewCondition,
)
from permit_rules.model.time_limit import TimeLimit
from permit_rules.model.validity import Validity, Version

#: What each section of a rulebook is called, in the order in which it is told.
SECTION_TITLES: Final = {
    "authorities": "实施机关",
    "applicability": "适用判定",
    "materials": "申请材料",
    "conditions": "审核要点",
    "bars": "禁止期",
    "windows": "延续申请期",
    "limits": "办理时限",
    "terms": "证件有效期",
    "inspections": "核查方式",
    "reforms": "改革方式",
    "permits_first": "先证后核",
    "catch_alls": "兜底条款",
}


#: What closes every deferral, whatever the rule says.
_MAINS: Final = "主要材料缺少或者不符合要求的"


@dataclass(frozen=True, slots=True)
class PointWords:
    """Writes versions of points; ``detailed`` with standards, substitutes and the YAML's place.

    With ``place`` an authority is told by what it is called there.
    """

    catalogue: FieldCatalogue
    detailed: bool
    offices: Offices
    place: str = ""

    def lines(self, version: Version[Any]) -> Iterator[str]:
        """The lines of one version, with the days on which it is in force."""
        yield from self.said(version.value)
        where = f"；{version.where}" if self.detailed else ""
        yield f"  施行：{_days(version.validity)}{where}"

    def said(self, value: object) -> Iterator[str]:
        """What a point says, whenever it is in force."""
        if isinstance(value, Material):
            yield from self._material(value)
        elif isinstance(value, ReviewCondition):
            yield from self._condition(value)
        elif isinstance(value, Applicability):
            yield from self._applicability(value)
        elif isinstance(value, Bar):
            yield from self._bar(value)
        elif isinstance(value, RenewalWindow):
            yield from self._window(value)
        elif isinstance(value, TimeLimit):
            yield from self._limit(value)
        elif isinstance(value, Arrangement):
            yield f"{value.id} {value.words}{self._where(value.when)}"
            if isinstance(value, Authority) and self.place:
                yield f"  当地：{office_at(value, self.place, self.offices)}"
            yield from _told("", value.basis)

    # ---- materials -----------------------------------------------------------------------------

    def _material(self, material: Material) -> Iterator[str]:
        kind = f"{material.necessity.value}，{material.stage.value}"
        yield f"{material.id} {material.name}（{ReviewClass.FORMAL.value}；{kind}）"
        yield from self._demanded(material, "  ")
        for part in material.parts:
            yield f"  {part.id} {part.name}"
            yield from self._demanded(part, "    ")
        if material.tolerance is not None:
            yield f"  容缺：{period_words(material.tolerance.period)}内补交"
            closed = disjunction(material.tolerance.unless, dishonest(self.catalogue))
            yield f"  不能容缺：{self._unless(closed)}{_MAINS}"
        if material.at_inspection is not None:
            yield "  核查时补充：现场核查时补交"
            closed = disjunction(material.at_inspection.unless, dishonest(self.catalogue))
            unless = f"{self._unless(closed)}不现场核查，或者"
            yield f"  不能核查时补充：{unless}{_MAINS}"
        if material.commitment is not None:
            yield from self._commitment(material.commitment)
        if self.detailed and material.note:
            yield f"  说明：{material.note}"

    def _unless(self, closed: Node) -> str:
        return "" if closed == NEVER else f"{self._said(closed)}；"

    def _commitment(self, commitment: Commitment) -> Iterator[str]:
        yield f"  告知承诺：书面承诺“{commitment.text}”，不再提交"
        closed = disjunction(commitment.unless, dishonest(self.catalogue))
        yield f"  不能承诺：{self._said(closed)}；曾作虚假承诺，或者撤回过这份材料的承诺"
        if commitment.check_within is not None:
            yield f"  核查期限：作出决定后{period_words(commitment.check_within)}内"
        if commitment.consequence:
            yield f"  违诺后果：{commitment.consequence}"
        if self.detailed and commitment.basis:
            yield f"  承诺的依据：{cited(commitment.basis)}"

    def _demanded(self, paper: Demanded, indent: str) -> Iterator[str]:
        # A part is asked for with its material unless it says otherwise.
        if paper.when != ALWAYS or isinstance(paper, Material):
            yield f"{indent}需要：{self._said(paper.when)}"
        if paper.unless != NEVER:
            yield f"{indent}不适用：{self._said(paper.unless)}"
        if paper.each:
            yield f"{indent}逐个：{label_of(self.catalogue, paper.each)}"
        if self.detailed:
            yield from self._standards(paper, paper.basis, indent)
            yield from self._instead(paper, indent)
        if paper.basis:
            yield f"{indent}依据：{cited(paper.basis)}"

    def _standards(self, paper: Paper, known: tuple[LegalBasis, ...], indent: str) -> Iterator[str]:
        for standard in paper.standards:
            when = "" if standard.when == ALWAYS else f"（{self._said(standard.when)}）"
            said = requirement(standard, self.catalogue)
            own = standard.basis not in ((), known)
            law = f"；依据：{cited(standard.basis)}" if own else ""
            yield f"{indent}{paper.id}/{standard.code} {said}{when}{law}"

    def _instead(self, paper: Demanded, indent: str) -> Iterator[str]:
        for source in paper.shared:
            yield f"{indent}免交：经{source.name}核验的{self._where(source.when)}"
        for other in paper.alternatives:
            yield f"{indent}可替代：{other.id} {other.name}{self._where(other.when)}"
            yield from self._standards(other, paper.basis, indent + "  ")

    # ---- other points --------------------------------------------------------------------------

    def _condition(self, point: ReviewCondition) -> Iterator[str]:
        kind = "；".join([point.review_class.value, *_dimension_words(point), point.effect.value])
        yield f"{point.id} {point.name}（{kind}）"
        yield f"  当：{self._said(point.when)}"
        if point.each:
            yield f"  逐个：{label_of(self.catalogue, point.each)}"
        if point.must is None:
            lacking = f"（机器缺少：{point.lacking}）" if point.lacking else ""
            yield f"  人工核验：{point.manual}{lacking}"
        else:
            yield f"  应当：{self._said(point.must)}"
        yield from _told(point.notice, point.basis)

    def _applicability(self, gate: Applicability) -> Iterator[str]:
        onward = gate.handling_item or gate.target
        outcome = f"{gate.outcome.value}{f'（{onward}）' if onward else ''}"
        yield f"{gate.id} {gate.name}（{ReviewClass.FORMAL.value}）"
        yield f"  当：{self._said(gate.when)}"
        yield f"  结果：{outcome}"
        yield from _told(gate.notice, gate.basis)

    def _bar(self, bar: Bar) -> Iterator[str]:
        yield f"{bar.id} {bar.name}（{ReviewClass.FORMAL.value}；{bar.effect.value}）"
        yield f"  当：{self._said(bar.when)}"
        roles = f"（{'、'.join(bar.roles)}）" if bar.roles else ""
        record = f"{bar.target.value}{roles}有「{'、'.join(bar.reasons)}」记录的"
        yield f"  {record}，{period_words(bar.period)}内不得申请"
        yield from _told("", bar.basis)

    def _window(self, window: RenewalWindow) -> Iterator[str]:
        yield f"{window.id} {window.handling_item}申请期（{ReviewClass.FORMAL.value}）"
        closes = period_words(window.closes)
        expiry = label_of(self.catalogue, window.expiry)
        first = f"届满前{period_words(window.opens)}至" if window.opens else ""
        yield f"  {expiry}：{first}届满前{closes}提出"
        yield f"  迟到：{window.late.value}；届满后：{window.afterwards}"
        yield from _told("", window.basis)

    def _limit(self, limit: TimeLimit) -> Iterator[str]:
        committed = f"，承诺{limit_words(limit.committed)}" if limit.committed else ""
        where = self._where(limit.when)
        yield f"{limit.id} {limit.step}{where}：法定{limit_words(limit.statutory)}{committed}"
        yield from _told("", limit.basis)

    def _said(self, node: Node) -> str:
        return sentence(node, self.catalogue)

    def _where(self, node: Node) -> str:
        return "" if node == ALWAYS else f"（{self._said(node)}）"


def _dimension_words(point: ReviewCondition) -> Iterator[str]:
    if point.dimensions:
        yield "、".join(d.value for d in point.dimensions)


def _told(notice: str, basis: Iterable[LegalBasis]) -> Iterator[str]:
    if notice:
        yield f"  告知：{notice}"
    law = cited(basis)
    if law:
        yield f"  依据：{law}"


def _days(validity: Validity) -> str:
    if validity.end is None:
        return f"{validity.start} 起"
    return f"{validity.start} 起，至 {validity.end} 前"
