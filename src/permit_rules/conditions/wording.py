"""Conditions in words: sentences for guides and notices, clauses for explanations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import FieldCatalogue, FieldType
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    DateTest,
    Day,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    StatedTest,
    Test,
    fields_of,
)
from permit_rules.conditions.phrases import (
    date_order_word,
    day_words,
    field_of,
    in_declared_order,
    label_of,
    number_words,
    order_word,
    period_words,
    value_words,
)
from permit_rules.conditions.truth import Truth, truth
from permit_rules.working_days import Calendar

__all__ = ["Clause", "clauses", "sentence", "value_words"]

#: A name that denies something; denied once more it would be a riddle.
_DENYING: Final = re.compile("[不没未无非]")
_ALWAYS_WORDS: Final = "任何情况下"
_NEVER_WORDS: Final = "任何情况下都不"
_UNSTATED: Final = "未填写"
_UNOBSERVED: Final = "未查验"


#: What an observation says when it was made, and when its opposite was: (已提交…, 未提交…).
ObservedWords: TypeAlias = "Mapping[str, tuple[str, str]]"


def sentence(
    node: Node, catalogue: FieldCatalogue, observed_words: ObservedWords | None = None
) -> str:
    """The condition as one Chinese sentence without a full stop.

    「业务办理项为新办，且经营面积不低于200平方米」. A named situation stands by its name, an
    observation by its words in ``observed_words`` (else by its key), a field that the catalogue
    lacks by its id. Never raises.
    """
    return _Writer(catalogue, observed_words or {}).words(node, True)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes conditions; ``positive`` False writes the negation, down to the single tests."""

    catalogue: FieldCatalogue
    observed_words: ObservedWords = field(default_factory=dict)

    def words(self, node: Node, positive: bool, inside: bool = False) -> str:
        """The words of a condition, in brackets where it is a group ``inside`` another one."""
        if isinstance(node, Not):
            return self.words(node.part, not positive, inside)
        if isinstance(node, Named):
            if not positive and _DENYING.search(node.name):
                # 不属于“不是大型户外广告”: who reads it has to count. Its tests say it plainly.
                return self.words(node.part, False, inside)
            return f"{'属于' if positive else '不属于'}“{node.name}”"
        if isinstance(node, (All, AnyOf)):
            return self._group(node, positive, inside)
        return self.test(node, positive)

    def _group(self, node: All | AnyOf, positive: bool, inside: bool) -> str:
        every = isinstance(node, All) is positive
        parts = list(_flat(node, positive, every))
        if not parts:
            return _ALWAYS_WORDS if every else _NEVER_WORDS
        phrases: list[str] = []
        before: str | None = None
        for part, sign in parts:
            words = self.words(part, sign, inside=len(parts) > 1)
            number_field = part.field if isinstance(part, NumberTest) else None
            if every and number_field is not None and number_field == before:
                # 经营面积不低于200平方米且低于500平方米: the second time without the name.
                words = words.removeprefix(label_of(self.catalogue, number_field))
                phrases[-1] += f"且{words}"
            else:
                phrases.append(words)
            before = number_field
        joined = ("，且" if every else "，或者").join(phrases)
        return f"（{joined}）" if inside and len(phrases) > 1 else joined

    def test(self, test: Test, positive: bool) -> str:
        """One test, or its negation, in words."""
        if isinstance(test, Observed):
            seen, unseen = self.observed_words.get(test.key) or (test.key, f"不满足“{test.key}”")
            return seen if positive else unseen
        known = field_of(self.catalogue, test.field)
        label = known.label if known else test.field
        if isinstance(test, StatedTest):
            return f"{'已填写' if positive else '未填写'}{label}"
        if isinstance(test, NumberTest):
            order = test.order if positive else test.order.opposite
            number = number_words(known, test.value) if known else str(test.value)
            return f"{label}{order_word(order)}{number}"
        if isinstance(test, DateTest):
            order = test.order if positive else test.order.opposite
            return f"{label}{date_order_word(order)}{self._day(test.day)}"
        values = in_declared_order(known, test.values)
        if isinstance(test, ChoicesTest):
            return f"{label}{_set_words(test.holding, values, positive)}"
        if known and known.type is FieldType.YES_NO and len(values) == 1:
            answer = values[0] if positive else {"是": "否", "否": "是"}[values[0]]
            return f"{label}为“{answer}”"
        return f"{label}{_one_of(values, positive)}"

    def _day(self, day: Day) -> str:
        start = day_words(day.literal) if day.literal else label_of(self.catalogue, day.field)
        if day.period is None:
            return start
        return f"{start}{'前' if day.before else '后'}{period_words(day.period)}"


def _flat(node: Node, positive: bool, every: bool) -> Iterator[tuple[Node, bool]]:
    """The parts that are joined the same way, each with its sign, groups in groups opened up."""
    if isinstance(node, Not):
        yield from _flat(node.part, not positive, every)
    elif isinstance(node, (All, AnyOf)) and (isinstance(node, All) is positive) is every:
        for part in node.parts:
            yield from _flat(part, positive, every)
    else:
        yield node, positive


def _one_of(values: Sequence[str], positive: bool) -> str:
    named = "、".join(values) or "（空）"
    if len(values) == 1:
        return f"为{named}" if positive else f"不是{named}"
    return f"为{named}之一" if positive else f"不是{named}中的任何一个"


def _set_words(holding: Holding, values: Sequence[str], positive: bool) -> str:
    named = "、".join(values) or "（空）"
    if holding is Holding.ONLY:
        return f"只含{named}" if positive else f"不只含{named}"
    if len(values) == 1:
        return f"含{named}" if positive else f"不含{named}"
    if holding is Holding.ALL:
        return f"同时含{named}" if positive else f"未同时含{named}"
    return f"含{named}中的任一项" if positive else f"不含{named}中的任何一项"


# ---- explanations --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """One test that bore on an outcome.

    ``text`` is the test in words, with its negation where it stood negated; ``truth`` is the
    truth of just that text. ``value`` is what the application states, 未填写 where it states
    nothing; where the test reads two fields, each with its label.
    """

    text: str
    field_labels: tuple[str, ...]
    value: str
    truth: Truth


def clauses(
    node: Node,
    facts: Facts,
    catalogue: FieldCatalogue,
    calendar: Calendar,
    observed_words: ObservedWords | None = None,
) -> tuple[Clause, ...]:
    """The tests that made ``node`` hold, made it fail, or keep it open; each once, as written.

    Of a group that holds in any of its parts only the holding parts are told, of one that fails
    in any of its parts only the failing ones, and of an open one the open ones.
    """
    explained: dict[Clause, None] = {}
    for test, positive in _bearing(node, True, facts, calendar):
        found = truth(test, facts, calendar)
        explained[
            Clause(
                sentence(test if positive else Not(test), catalogue, observed_words),
                tuple(label_of(catalogue, field_id) for field_id in fields_of(test)),
                _stated(test, facts, catalogue),
                found if positive else found.opposite,
            )
        ] = None
    return tuple(explained)


def _bearing(
    node: Node, positive: bool, facts: Facts, calendar: Calendar
) -> Iterator[tuple[Test, bool]]:
    """The tests on which the outcome of ``node`` rests, each with its sign."""
    if isinstance(node, Not):
        yield from _bearing(node.part, not positive, facts, calendar)
    elif isinstance(node, Named):
        yield from _bearing(node.part, positive, facts, calendar)
    elif isinstance(node, (All, AnyOf)):
        outcome = truth(node, facts, calendar)
        for part in node.parts:
            # Parts that went the other way did not bring this outcome about.
            if truth(part, facts, calendar) is outcome:
                yield from _bearing(part, positive, facts, calendar)
    else:
        yield node, positive


def _stated(test: Test, facts: Facts, catalogue: FieldCatalogue) -> str:
    if isinstance(test, Observed):
        seen = facts.observed.get(test.key)
        return _UNOBSERVED if seen is None else ("是" if seen else "否")
    read = [(label_of(catalogue, f), _value(f, facts, catalogue)) for f in fields_of(test)]
    if len(read) == 1:
        return read[0][1]
    return "；".join(f"{label}：{value}" for label, value in read)


def _value(field_id: str, facts: Facts, catalogue: FieldCatalogue) -> str:
    value = facts.values.get(field_id)
    if value is None:
        return _UNSTATED
    known = field_of(catalogue, field_id)
    return value_words(known, value) if known else str(value)
