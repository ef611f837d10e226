"""Conditions, gates, bars and windows → each of them with one mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from permit_rules.model.item import HandlingItem, HandlingKind
from permit_rules.model.review_point import (
    Applicability,
    Bar,
    BarTarget,
    Effect,
    LateEffect,
    Outcome,
    RenewalWindow,
    ReviewCondition,
)
from scripts.mutation.conditions import Change, ConditionChanger, other_periods
from scripts.mutation.kinds import Kind
from scripts.mutation.papers import DROPPED

T = TypeVar("T")

#: Outcomes that no table of cases can tell apart: both ask for nothing, both lead to a filing or
#: a report of the item, both close the way.
_ALIKE: Final = (
    frozenset((Outcome.NOT_REQUIRED, Outcome.OTHER_ITEM)),
    frozenset((Outcome.FILING, Outcome.REPORT)),
    frozenset((Outcome.REFUSED, Outcome.OTHER_AUTHORITY)),
)


@dataclass(frozen=True, slots=True)
class PointChanger:
    """Changes points that are not papers; ``handling_items`` are those of the item."""

    conditions: ConditionChanger
    handling_items: tuple[HandlingItem, ...]

    def condition(self, point: ReviewCondition) -> Iterator[Change[ReviewCondition]]:
        """Every change of a review condition."""
        for found in self.conditions.changes("当", point.when):
            yield found.put(lambda node: replace(point, when=node))
        if point.must is None:
            return
        for found in self.conditions.changes("应当", point.must):
            yield found.put(lambda node: replace(point, must=node))
        for effect in _others(point.effect):
            yield _effect(point.effect, effect, replace(point, effect=effect))

    def gate(self, gate: Applicability) -> Iterator[Change[Applicability]]:
        """Every change of a gate."""
        for found in self.conditions.changes("当", gate.when):
            yield found.put(lambda node: replace(gate, when=node))
        for outcome, handling_item in self._other_outcomes(gate):
            changed = replace(gate, outcome=outcome, handling_item=handling_item)
            yield Change(Kind.OUTCOME, "结果", _leads_to(gate), _leads_to(changed), changed, False)

    def bar(self, bar: Bar) -> Iterator[Change[Bar]]:
        """Every change of a bar."""
        for found in self.conditions.changes("当", bar.when):
            yield found.put(lambda node: replace(bar, when=node))
        for amount in (bar.period.amount - 1, bar.period.amount + 1):
            period = replace(bar.period, amount=amount)
            new = replace(bar, period=period)
            yield Change(Kind.BAR_PERIOD, "期限", str(bar.period), str(period), new, False)
        for before, after, place, changed in _reaches(bar):
            yield Change(Kind.BAR_REACH, place, before, after, changed, False)
        for effect in _others(bar.effect):
            yield _effect(bar.effect, effect, replace(bar, effect=effect))

    def window(self, window: RenewalWindow) -> Iterator[Change[RenewalWindow]]:
        """Every change of a renewal window."""
        for kind, period in other_periods(window.opens) if window.opens else ():
            opened = replace(window, opens=period)
            yield Change(kind, "起", f"届满前 {window.opens}", f"届满前 {period}", opened)
        for kind, period in other_periods(window.closes):
            closed = replace(window, closes=period)
            yield Change(kind, "止", f"届满前 {window.closes}", f"届满前 {period}", closed)
        # Between the two that only warn no table could tell.
        accepted = window.late is not LateEffect.NOT_ACCEPTED
        late = LateEffect.NOT_ACCEPTED if accepted else LateEffect.ACCEPTED_SUSPENDED
        new = replace(window, late=late)
        yield Change(Kind.EFFECT, "迟到", window.late.value, late.value, new, False)
        other = self._behind(window.handling_item)
        moved = replace(window, handling_item=other)
        yield Change(Kind.VALUE, "业务办理项", window.handling_item, other, moved)

    def _behind(self, name: str) -> str:
        names = [h.name for h in self.handling_items]
        return names[(names.index(name) + 1) % len(names)]

    def _other_outcomes(self, gate: Applicability) -> Iterator[tuple[Outcome, str]]:
        """One outcome of each sort that differs in what a check shows, and another 转为."""
        lesser = [h for h in self.handling_items if h.kind is not HandlingKind.PERMIT]
        for alike in _ALIKE:
            if gate.outcome in alike:
                if Outcome.FILING in alike:
                    yield from (
                        (gate.outcome, h.name) for h in lesser if h.name != gate.handling_item
                    )
            elif Outcome.FILING in alike:
                yield from ((Outcome.FILING, h.name) for h in lesser[:1])
            else:
                outcome = Outcome.REFUSED if Outcome.REFUSED in alike else Outcome.NOT_REQUIRED
                yield outcome, ""


def _others(effect: Effect) -> Iterator[Effect]:
    return (e for e in Effect if e is not effect)


def _effect(before: Effect, after: Effect, changed: T) -> Change[T]:
    return Change(Kind.EFFECT, "效果", before.value, after.value, changed, False)


def _leads_to(gate: Applicability) -> str:
    return (
        f"{gate.outcome.value}（{gate.handling_item}）"
        if gate.handling_item
        else (gate.outcome.value)
    )


def _reaches(bar: Bar) -> Iterator[tuple[str, str, str, Bar]]:
    """Whom and what a bar looks at, each changed by itself."""
    target = next(t for t in BarTarget if t is not bar.target)
    yield bar.target.value, target.value, "对象", replace(bar, target=target)
    for role in bar.roles:
        left = tuple(r for r in bar.roles if r != role)
        yield role, DROPPED, "职务", replace(bar, roles=left)
    for reason in bar.reasons if len(bar.reasons) > 1 else ():
        left = tuple(r for r in bar.reasons if r != reason)
        yield reason, DROPPED, "事由", replace(bar, reasons=left)
    words = {True: "本事项", False: "全部事项"}
    turned = replace(bar, item_only=not bar.item_only)
    yield words[bar.item_only], words[turned.item_only], "范围", turned
