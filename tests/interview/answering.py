"""Answers drawn at random, also 不知道, and what conditions come to without any diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from permit_rules.conditions.completions import Completions, all_completions
from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.fields import FieldType
from permit_rules.conditions.nodes import (
    DateTest,
    Node,
    NumberTest,
    conjunction,
    disjunction,
    fields_of,
)
from permit_rules.conditions.nodes import tests_of as every_test
from permit_rules.conditions.truth import Truth, truth
from permit_rules.interview import Asking, Interview
from permit_rules.interview.answers import stated_by_bundle
from permit_rules.interview.choosing import Standing
from permit_rules.interview.prepared import Prepared, Told

#: So many completions of one condition are tried.
LIMIT = 500
#: So many ways of completing everything but one answer are drawn.
TRIES = 60
BOTH = {Truth.YES, Truth.NO}


def drawn(interview: Interview, asking: Asking, random: Random, unknown: float) -> Interview:
    """The interview after an answer drawn at random, near what the rules compare with."""
    if random.random() < unknown:
        return interview.do_not_know()
    return interview.answer(_value(standing(interview).prepared, asking, random))


def _value(prepared: Prepared, asking: Asking, random: Random) -> object:
    field, options = asking.field, asking.question.options
    if field.type is FieldType.CHOICES:
        return [o for o in options if random.random() < 0.35]
    if field.type in (FieldType.CHOICE, FieldType.YES_NO):
        return random.choice(options)
    tests = [t for told in prepared.told for _, node in told.cases for t in every_test(node)]
    if field.type is FieldType.DATE:
        days = [t.day.literal for t in tests if isinstance(t, DateTest) and t.field == field.id]
        return random.choice([d for d in days if d] or [prepared.on])
    limits = [t.value for t in tests if isinstance(t, NumberTest) and t.field == field.id]
    near = max(0, random.choice(limits or [1]) + random.choice((-1, 0, 1)))
    return near / 10**field.decimals if field.decimals else near


def standing(interview: Interview) -> Standing:
    """Where an interview stands."""
    return interview._standing


def whole(prepared: Prepared, told: Told) -> Node:
    """The condition under which a topic is told at all."""
    if told.topic.permit is None:
        return told.cases[0][1]
    ready = prepared.ready(told.topic.permit)
    return disjunction(
        *(
            conjunction(ready.needed, *((ready.worlds[n].when,) if n >= 0 else ()), node)
            for n, node in told.cases
        )
    )


def witness(prepared: Prepared, node: Node, values: Mapping[str, Value], key: str) -> bool:
    """Whether completions are found that differ in ``key`` alone, and in what the condition says.

    They are drawn at random, with the same seed each time.
    """
    random = Random(0)
    for stated in _offered(prepared, node, values):
        ways = all_completions(node, Facts(stated), prepared.catalogue, limit=1 << 60)
        assert ways is not None
        about = [q for q in ways.questions if _is_about(q, key)]
        others = [q for q in ways.questions if not _is_about(q, key)]
        for _ in range(TRIES if others else 1):
            rest = [(random.choice(q),) for q in others]
            found = {
                truth(node, way, prepared.library.calendar)
                for way in Completions(ways.facts, (*rest, *about))
            }
            if found >= BOTH:
                return True
    if prepared.bundle and key in prepared.bundle.offers:
        told = {
            truth(node, Facts(stated), prepared.library.calendar)
            for stated in _offered(prepared, node, values)
        }
        return told >= BOTH
    return False


def _is_about(question: Sequence[object], key: str) -> bool:
    answer = question[0]
    values, settled = answer.values, answer.settled  # type: ignore[attr-defined]
    return key in values or any(key in fields_of(t) for t in settled)


def outcomes(
    prepared: Prepared, node: Node, values: Mapping[str, Value], apart: frozenset[str]
) -> Iterator[set[Truth]] | None:
    """What a condition may come to: one set for each way of completing all but ``apart``.

    None where there are too many ways.
    """
    found: dict[object, set[Truth]] = {}
    for stated in _offered(prepared, node, values):
        ways = all_completions(node, Facts(stated), prepared.catalogue, limit=LIMIT)
        if ways is None:
            return None
        for way in ways:
            others = {k: v for k, v in way.values.items() if k not in apart}
            days = {t: s for t, s in way.settled.items() if apart.isdisjoint(fields_of(t))}
            key = (frozenset(others.items()), frozenset(days.items()))
            told = truth(node, way, prepared.library.calendar)
            found.setdefault(key, set()).add(told)
    return iter(found.values())


def _offered(
    prepared: Prepared, node: Node, values: Mapping[str, Value]
) -> Iterator[Mapping[str, Value]]:
    """The values, with what a kind of business has and each thing that may come on top."""
    read = {f for t in every_test(node) for f in fields_of(t)}
    offers = prepared.bundle.offers if prepared.bundle else {}
    for key in offers:
        if key in read and key not in values:
            least = stated_by_bundle(prepared, prepared.catalogue.by_id(key))
            on_top = [frozenset[str](), *(frozenset((o,)) for o in offers[key])]
            for chosen in (*on_top, frozenset(offers[key])):
                yield {**values, key: least | chosen}
            return
    yield values
