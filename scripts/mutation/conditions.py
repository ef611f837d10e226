"""A condition → every condition that differs from it by one mistake a clerk may make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Generic, TypeVar

from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    Order,
    StatedTest,
    conjunction,
    disjunction,
)
from permit_rules.conditions.wording import sentence
from permit_rules.model.material import Standard
from permit_rules.working_days import Period, PeriodUnit
from scripts.mutation.kinds import Kind

T = TypeVar("T")
U = TypeVar("U")

_BOUND_SWAPPED: Final = {
    Order.AT_LEAST: Order.ABOVE,
    Order.ABOVE: Order.AT_LEAST,
    Order.AT_MOST: Order.BELOW,
    Order.BELOW: Order.AT_MOST,
}
_OTHER_UNIT: Final = {
    PeriodUnit.WORKING_DAY: PeriodUnit.DAY,
    PeriodUnit.DAY: PeriodUnit.WORKING_DAY,
}


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """One mistake in something, with the whole of it as it would then be.

    ``place`` is the key it stands under (``需要``, ``M3a 不适用``). ``standards`` are a standard
    before and after where it alone was changed; ``conditions_only`` says that what is observed
    of an application stays the same, so that only conditions need to be decided anew.
    """

    kind: Kind
    place: str
    before: str
    after: str
    value: T
    conditions_only: bool = True
    standards: tuple[Standard, Standard] | None = None

    def put(self, whole: Callable[[T], U], place: str = "") -> Change[U]:
        """The same change seen in the larger thing that ``whole`` makes of the changed one."""
        return Change(
            self.kind,
            f"{place} {self.place}".strip(),
            self.before,
            self.after,
            whole(self.value),
            self.conditions_only,
            self.standards,
        )


@dataclass(frozen=True, slots=True)
class ConditionChanger:
    """Changes conditions that are written with the fields of one catalogue."""

    catalogue: FieldCatalogue

    def changes(self, place: str, node: Node, absent: Node = ALWAYS) -> Iterator[Change[Node]]:
        """Every change of the condition under ``place``; none where nothing is written there.

        ``absent`` is what a condition that was left out stands for.
        """
        if node == absent:
            return
        kind = Kind.EXEMPTION_DROPPED if absent == NEVER else Kind.CONDITION_DROPPED
        yield Change(kind, place, self.words(node), "（没有写）", absent)
        for found in self._inside(node):
            yield replace(found, place=f"{place} {found.place}".strip())

    def words(self, node: Node) -> str:
        """A condition as a sentence."""
        return sentence(node, self.catalogue)

    def _inside(self, node: Node) -> Iterator[Change[Node]]:
        if isinstance(node, Named):
            return  # its definition is changed in its own place
        if isinstance(node, (All, AnyOf)):
            yield from self._group(node)
        elif isinstance(node, Not):
            yield from self._negated(node)
        elif not isinstance(node, Observed):
            yield from self._test(node)

    def _group(self, node: All | AnyOf) -> Iterator[Change[Node]]:
        every = isinstance(node, All)
        join = conjunction if every else disjunction
        kind = Kind.CLAUSE_DROPPED if every else Kind.LINE_DROPPED
        for n, part in enumerate(node.parts):
            before, behind = node.parts[:n], node.parts[n + 1 :]
            line = "" if every else f"第{n + 1}行"
            if before or behind:
                yield Change(kind, line, self.words(part), "（删去）", join(*before, *behind))
            for found in self._inside(part):
                place = f"{line} {found.place}".strip()
                yield replace(found, place=place, value=join(*before, found.value, *behind))

    def _negated(self, node: Not) -> Iterator[Change[Node]]:
        yield self._change(Kind.NEGATED, node, node.part)
        if isinstance(node.part, (ChoiceTest, ChoicesTest)):
            for found in self._other_values(node.part):
                yield found.put(Not)

    def _test(
        self, test: NumberTest | ChoiceTest | ChoicesTest | DateTest | StatedTest
    ) -> Iterator[Change[Node]]:
        if isinstance(test, NumberTest):
            for kind, after in _numbers(test):
                yield self._change(kind, test, after)
        elif isinstance(test, DateTest):
            for kind, moved in _dates(test):
                yield self._change(kind, test, moved)
        elif isinstance(test, ChoiceTest) and self._yes_no(test):
            other = {"是": "否", "否": "是"}[test.values[0]]
            yield self._change(Kind.YES_NO, test, replace(test, values=(other,)))
        else:
            yield self._change(Kind.NEGATED, test, Not(test))
            if isinstance(test, ChoicesTest):
                for holding in _holdings(test):
                    yield self._change(Kind.HOLDING, test, replace(test, holding=holding))
            if isinstance(test, (ChoiceTest, ChoicesTest)):
                yield from self._other_values(test)

    def _change(self, kind: Kind, before: Node, after: Node) -> Change[Node]:
        return Change(kind, "", self.words(before), self.words(after), after)

    def _yes_no(self, test: ChoiceTest) -> bool:
        return self._field(test.field).type is FieldType.YES_NO and len(test.values) == 1

    def _other_values(self, test: ChoiceTest | ChoicesTest) -> Iterator[Change[Node]]:
        """Each value in turn changed to the next declared one, and each in turn left out."""
        field = self._field(test.field)
        declared = [c.name for c in field.choices]
        for value in test.values:
            rest = [v for v in test.values if v != value]
            other = _next_free(declared, value, test.values)
            if other is not None:
                changed = replace(test, values=tuple(sorted([*rest, other])))
                yield Change(Kind.VALUE, field.label, value, other, changed)
            if rest:
                left = replace(test, values=tuple(rest))
                yield Change(Kind.VALUE_DROPPED, field.label, value, "（删去）", left)

    def _field(self, field_id: str) -> Field:
        return self.catalogue.by_id(field_id)


def _next_free(declared: Sequence[str], value: str, taken: Sequence[str]) -> str | None:
    """The first declared value behind ``value``, round the end, that is not taken."""
    start = declared.index(value)
    behind = [*declared[start + 1 :], *declared[:start]]
    return next((v for v in behind if v not in taken), None)


def _numbers(test: NumberTest) -> Iterator[tuple[Kind, NumberTest]]:
    yield Kind.ORDER, replace(test, order=test.order.opposite)
    if test.order in _BOUND_SWAPPED:
        yield Kind.BOUND, replace(test, order=_BOUND_SWAPPED[test.order])
    for by in (-1, 1):
        yield Kind.THRESHOLD, replace(test, value=test.value + by)


def _dates(test: DateTest) -> Iterator[tuple[Kind, DateTest]]:
    yield Kind.ORDER, replace(test, order=test.order.opposite)
    if test.order in _BOUND_SWAPPED:
        yield Kind.BOUND, replace(test, order=_BOUND_SWAPPED[test.order])
    day = test.day
    if day.literal is not None:
        for by in (-1, 1):
            moved = replace(day, literal=day.literal + timedelta(days=by))
            yield Kind.DATE, replace(test, day=moved)
    if day.period is not None:
        for kind, period in other_periods(day.period):
            yield kind, replace(test, day=replace(day, period=period))
        yield Kind.DAYS, replace(test, day=_other_direction(day))


def _other_direction(day: Day) -> Day:
    return replace(day, before=not day.before)


def other_periods(period: Period) -> Iterator[tuple[Kind, Period]]:
    """A period one shorter, one longer, and counted in the other sort of days."""
    if period.amount > 0:
        yield Kind.DAYS, replace(period, amount=period.amount - 1)
    yield Kind.DAYS, replace(period, amount=period.amount + 1)
    if period.unit in _OTHER_UNIT and period.amount:
        yield Kind.UNIT, replace(period, unit=_OTHER_UNIT[period.unit])


def _holdings(test: ChoicesTest) -> Iterator[Holding]:
    """The other ways of comparing; 含任一 and 含全部 are one and the same for a single value."""
    single = len(test.values) == 1
    others = (h for h in Holding if h is not test.holding)
    if single and test.holding is Holding.ONLY:
        yield Holding.ANY
    else:
        yield from (h for h in others if not single or h is Holding.ONLY)
