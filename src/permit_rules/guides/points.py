"""Review points as sentences: what is looked at, in which case, what becomes of a failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.checking.requirements import requirement
from permit_rules.conditions.nodes import ALWAYS, NEVER, Node, conjunction, negation
from permit_rules.conditions.phrases import label_of, period_words
from permit_rules.conditions.wording import sentence
from permit_rules.guides.narrowing import Narrowing
from permit_rules.guides.papers import asked
from permit_rules.model.basis import LegalBasis
from permit_rules.model.material import (
    Demanded,
    ManualStandard,
    Material,
    Necessity,
    Paper,
    Stage,
)
from permit_rules.model.review_point import (
    Applicability,
    Bar,
    Effect,
    RenewalWindow,
    ReviewClass,
    ReviewCondition,
)
from permit_rules.working_days import Period

_CORRECTED: Final = "一次告知补正"
_BY_HAND: Final = "由人核验"
_EFFECTS: Final = {
    Effect.CONDITION_UNMET: "条件不符，一并告知",
    Effect.CORRECTION: _CORRECTED,
    Effect.REFUSAL: "不予受理",
    Effect.WARNING: "只作提示",
}


@dataclass(frozen=True, slots=True)
class PointSentence:
    """One review point: its id in the item, its kind of review, and what there is to say.

    ``applies`` says for which handling items and in which case, ``effect`` what a failure leads
    to, ``lacking`` the input without which a machine cannot judge a manual point. A paper that is
    accepted in place of another is told, too, but is no point of its own (``counted`` False).
    """

    id: str
    review_class: str
    text: str
    applies: tuple[str, ...] = ()
    effect: str = ""
    basis: tuple[LegalBasis, ...] = ()
    manual: bool = False
    lacking: str = ""
    notice: str = ""
    counted: bool = True


def point_sentences(narrowing: Narrowing) -> tuple[PointSentence, ...]:
    """Every review point that may apply, in the order of the rule file."""
    writer = _Writer(narrowing)
    return (
        *writer.authorities(),
        *(s for g in narrowing.book.applicability for s in writer.gate(g)),
        *(s for m in narrowing.book.materials for s in writer.material(m)),
        *(s for c in narrowing.book.conditions for s in writer.condition(c)),
        *(s for b in narrowing.book.bars for s in writer.bar(b)),
        *(s for w in narrowing.book.windows for s in writer.window(w)),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    narrowing: Narrowing

    # ---- materials -----------------------------------------------------------------------------

    def material(self, material: Material) -> Iterator[PointSentence]:
        applies = self._demanded(material, material.when)
        if not applies:
            return
        optional = material.necessity is Necessity.OPTIONAL
        shown = material.stage is Stage.INSPECTION
        verb = "可以提交" if optional else "核查时出示" if shown else "提交"
        yield PointSentence(
            id=material.id,
            review_class=ReviewClass.FORMAL.value,
            text=f"{verb}《{material.name}》{self._each(material.each)}",
            applies=applies,
            effect="只核对标准" if optional else "提示核查时出示" if shown else _CORRECTED,
            basis=material.basis,
            notice=material.notice,
        )
        yield from self._papers(material)
        for part in material.parts:
            applies = self._demanded(part, conjunction(material.when, part.when))
            if applies:
                yield PointSentence(
                    id=part.id,
                    review_class=ReviewClass.FORMAL.value,
                    text=f"《{material.name}》中有《{part.name}》{self._each(part.each)}",
                    applies=applies,
                    effect=_CORRECTED,
                    basis=part.basis,
                    notice=part.notice,
                )
                yield from self._papers(part)

    def _demanded(self, paper: Demanded, when: Node) -> tuple[str, ...]:
        if not asked(self.narrowing, paper, when):
            return ()
        applies = self.narrowing.applied(when)
        if applies and paper.unless != NEVER and self.narrowing.left(paper.unless) != NEVER:
            return (*applies, f"免交：若{self.narrowing.words(paper.unless)}")
        return applies

    def _papers(self, paper: Demanded) -> Iterator[PointSentence]:
        yield from self._standards(paper, paper)
        for other in paper.alternatives:
            if self.narrowing.left(other.when) != NEVER:
                case = self.narrowing.case(other.when)
                yield PointSentence(
                    id=other.id,
                    review_class=ReviewClass.FORMAL.value,
                    text=f"{case}可以用《{other.name}》代替《{paper.name}》",
                    applies=("选择代替的",),
                    basis=paper.basis,
                    counted=False,
                )
                yield from self._standards(other, paper)

    def _standards(self, paper: Paper, whole: Demanded) -> Iterator[PointSentence]:
        for standard in paper.standards:
            if self.narrowing.left(standard.when) == NEVER:
                continue
            manual = isinstance(standard, ManualStandard)
            case = self.narrowing.case(standard.when).removesuffix("，")
            yield PointSentence(
                id=f"{paper.id}/{standard.code}",
                review_class=ReviewClass.MATERIAL_STANDARD.value,
                text=f"《{paper.name}》{'：' if manual else ''}"
                + requirement(standard, self.narrowing.book.catalogue),
                applies=(case or f"交了《{paper.name}》的",),
                effect=_BY_HAND if manual else _CORRECTED,
                basis=standard.basis or whole.basis,
                manual=manual,
                lacking=standard.lacking if isinstance(standard, ManualStandard) else "",
                notice=standard.notice,
            )

    def _each(self, roster: str) -> str:
        return f"（{label_of(self.narrowing.book.catalogue, roster)}逐个）" if roster else ""

    # ---- other points --------------------------------------------------------------------------

    def authorities(self) -> Iterator[PointSentence]:
        """Who has to receive: the first authority whose condition holds is competent."""
        earlier: Node = ALWAYS
        for each in self.narrowing.book.authorities:
            applies = self.narrowing.applied(conjunction(earlier, each.when))
            earlier = conjunction(earlier, negation(each.when))
            if applies:
                yield PointSentence(
                    id=each.id,
                    review_class=ReviewClass.FORMAL.value,
                    text=f"由{each.who}收件",
                    applies=applies,
                    effect="不予受理，告知有权的机关",
                    basis=each.basis,
                )

    def condition(self, point: ReviewCondition) -> Iterator[PointSentence]:
        applies = self.narrowing.applied(point.when)
        if not applies:
            return
        manual = point.must is None
        must = "" if point.must is None else sentence(point.must, self.narrowing.book.catalogue)
        yield PointSentence(
            id=point.id,
            review_class=point.review_class.value,
            text=f"{point.name}{self._each(point.each)}。"
            + (f"由人核验：{point.manual}" if manual else f"要求：{must}。"),
            applies=applies,
            effect=_BY_HAND if manual else _EFFECTS[point.effect],
            basis=point.basis,
            manual=manual,
            lacking=point.lacking,
            notice=point.notice,
        )

    def gate(self, gate: Applicability) -> Iterator[PointSentence]:
        applies = tuple(self._gate_cases(gate))
        if applies:
            yield PointSentence(
                id=gate.id,
                review_class=ReviewClass.FORMAL.value,
                text=gate.name,
                applies=applies,
                effect=outcome_words(gate),
                basis=gate.basis,
                notice=gate.notice,
            )

    def _gate_cases(self, gate: Applicability) -> Iterator[str]:
        """Asked of what was applied for, so also where the answer leads to another item."""
        stated = self.narrowing.stated_item
        names = [h.name for h in self.narrowing.book.item.handling_items]
        cases: dict[str, list[str]] = {}
        for name in [stated] if stated else names:
            under = self.narrowing.under(name)
            if gate in (g.point for g in under.gates):
                left = under.left(gate.when)
                case = "属于这种情形" if left == ALWAYS else under.case(left).removesuffix("，")
                cases.setdefault(case, []).append(name)
        for case, several in cases.items():
            yield case if stated else f"{'、'.join(several)}：{case}"

    def bar(self, bar: Bar) -> Iterator[PointSentence]:
        applies = self.narrowing.applied(bar.when)
        if applies:
            yield PointSentence(
                id=bar.id,
                review_class=ReviewClass.FORMAL.value,
                text=f"{bar.name}：{bar_words(bar)}",
                applies=applies,
                effect=_EFFECTS[bar.effect],
                basis=bar.basis,
            )

    def window(self, window: RenewalWindow) -> Iterator[PointSentence]:
        if window.handling_item not in {h.name for h in self.narrowing.handling_items}:
            return
        early = (
            (("early", f"不早于{before_expiry(window.opens)}提出", "不予受理"),)
            if window.opens
            else ()
        )
        for side, text, effect in (
            *early,
            ("late", f"不晚于{before_expiry(window.closes)}提出", window.late.value),
            ("expired", "届满以前提出", f"届满后按{window.afterwards}办理"),
        ):
            yield PointSentence(
                id=f"{window.id}/{side}",
                review_class=ReviewClass.FORMAL.value,
                text=f"{window.handling_item}申请{text}",
                applies=(f"办理{window.handling_item}的",),
                effect=effect,
                basis=window.basis,
            )


def bar_words(bar: Bar) -> str:
    """Whose record bars, and for how long."""
    roles = f"（{'、'.join(bar.roles)}）" if bar.roles else ""
    scope = "本事项的" if bar.item_only else ""
    return (
        f"{bar.target.value}{roles}有{scope}“{'”“'.join(bar.reasons)}”记录，"
        f"自决定之日起{period_words(bar.period)}内"
    )


def outcome_words(gate: Applicability) -> str:
    """What an application turns out to be, and how it goes on: 不予受理（改按新办办理）."""
    if gate.handling_item:
        same = gate.handling_item == gate.outcome.value
        return gate.outcome.value + ("" if same else f"（改按{gate.handling_item}办理）")
    return gate.outcome.value + (f"（{gate.target}）" if gate.target else "")


def before_expiry(period: Period) -> str:
    """届满前90个工作日, or 届满日 for the last day itself."""
    return f"届满前{period_words(period)}" if period.amount else "届满日"
