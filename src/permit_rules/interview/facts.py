"""The facts of an interview: as an application states them, and as a person is told them."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.conditions.fields import RECEIVED_ON
from permit_rules.conditions.phrases import value_words
from permit_rules.interview.answers import Answer, Written
from permit_rules.interview.choosing import Standing
from permit_rules.interview.found import StatedFact
from permit_rules.interview.prepared import Prepared


def written_facts(prepared: Prepared, answers: tuple[Answer, ...]) -> dict[str, Written]:
    """The facts that were answered or that the kind of business stands for, by label."""
    facts: dict[str, Written] = {}
    bundle = prepared.bundle
    for field_id, raw in (bundle.states if bundle else {}).items():
        label = prepared.catalogue.by_id(field_id).label
        facts[label] = list(map(str, raw)) if isinstance(raw, (list, tuple)) else str(raw)
    for answer in answers:
        label = prepared.catalogue.by_id(answer.key).label
        if answer.written is not None:
            facts[label] = answer.written
    return facts


def stated_facts(standing: Standing, answers: tuple[Answer, ...]) -> Iterator[StatedFact]:
    """Every fact that counts, and where it comes from; those the person does not know, too."""
    prepared, known = standing.prepared, standing.known
    answered = {a.key for a in answers}
    bundle = prepared.bundle
    keys = (*(bundle.states if bundle else ()), *answered, *known.inferred)
    order = dict.fromkeys((*(a.key for a in answers), *keys))
    for key in order:
        if key == RECEIVED_ON.id:
            continue
        field = prepared.catalogue.by_id(key)
        value = known.values.get(key)
        source, why = "bundle", ""
        if key in known.inferred:
            source, why = "inferred", known.inferred[key].reason
        elif key in known.presumed:
            source, why = "silence", field.silence_reason
        elif key in answered:
            source = "answer"
        words = "" if value is None else value_words(field, value)
        yield StatedFact(field=key, label=field.label, value=words, source=source, why=why)
