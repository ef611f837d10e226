"""Every question asked can matter, and nothing that was not asked does: tried out, cell by cell."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

import pytest

import permit_rules as pr
from permit_rules.conditions.nodes import fields_of
from permit_rules.conditions.nodes import tests_of as every_test
from permit_rules.interview import Asking, Interview
from tests.corpus.tables import library as corpus_library
from tests.interview.answering import BOTH, drawn, outcomes, standing, whole, witness
from tests.interview.street import ON, library

ZHUHAI = "440400"


@cache
def corpus() -> pr.Library:
    return corpus_library()


@cache
def begun(bundle: str | None, item: str | None) -> Interview:
    return Interview(corpus(), bundle=bundle, item=item, place=ZHUHAI, on=date(2026, 3, 2))


def can_matter(interview: Interview, asking: Asking) -> bool:
    """Whether some topic changes with this answer alone, under some completion of the others."""
    now = standing(interview)
    prepared, values, key = now.prepared, now.known.values, asking.question.key
    ids = {t.id for t in asking.topics}
    hanging = [t for t in prepared.told if t.topic.id in ids]
    # The conditions that read least are tried first.
    hanging.sort(
        key=lambda t: len({f for x in every_test(whole(prepared, t)) for f in fields_of(x)})
    )
    if any(witness(prepared, whole(prepared, t), values, key) for t in hanging):
        return True
    # What a person did not know may follow from this answer.
    return not ids and any(
        i.fills.keys() & now.known.unknown
        and key in {f for t in every_test(i.when) for f in fields_of(t)}
        for i, _ in prepared.inferences
    )


def nothing_left_matters(interview: Interview) -> None:
    """No topic changes any more but with what is not known or never asked.

    Every completion is tried; where there are too many, some drawn at random.
    """
    now = standing(interview)
    prepared, known = now.prepared, now.known
    for told in prepared.told:
        node = whole(prepared, told)
        read = {f for t in every_test(node) for f in fields_of(t)}
        free = frozenset(f for f in read - known.closed if prepared.askable(f))
        found = outcomes(prepared, node, known.values, free)
        if found is not None:
            assert not any(own >= BOTH for own in found), (told.topic.id, free)
        else:
            changing = [f for f in sorted(free) if witness(prepared, node, known.values, f)]
            assert not changing, (told.topic.id, changing)


def hold(interview: Interview, seed: int, unknown: float) -> Interview:
    random = Random(seed)
    while (asking := interview.asking()) is not None:
        assert can_matter(interview, asking), (interview.facts(), asking.question)
        interview = drawn(interview, asking, random, unknown)
    return interview


@pytest.mark.parametrize("seed", range(24))
def test_on_a_street_of_two_permits(seed: int) -> None:
    about: tuple[tuple[str | None, str | None], ...] = (
        ("", None),
        ("inn-street", None),
        ("tea-street", None),
        (None, "tea"),
    )
    bundle, item = about[seed % 4]
    interview = Interview(library(), bundle=bundle, item=item, on=ON)
    ended = hold(interview, seed, unknown=(seed % 3) / 4)
    nothing_left_matters(ended)


@pytest.mark.parametrize(
    ("bundle", "item", "unknown"),
    [
        ("hotel", None, 0.0),
        ("deregistration", None, 0.3),
        (None, "drug-retail", 0.15),
        (None, "enterprise-registration", 0.0),
        (None, "medical-device-class3", 0.3),
    ],
)
def test_on_the_corpus(bundle: str | None, item: str | None, unknown: float) -> None:
    nothing_left_matters(hold(begun(bundle, item), 7, unknown))
