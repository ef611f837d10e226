"""The one form: every field that some permit needs, once, and how many it spares the applicant."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from permit_rules.checking.joint.answers import Answer
from permit_rules.checking.joint.permits import Permit
from permit_rules.conditions.fields import Field
from permit_rules.joint_result import JointField, Tally
from permit_rules.model.bundle import Scope


@dataclass(slots=True)
class _Entry:
    field: Field
    label: str
    premises: str
    permits: dict[str, None] = dataclasses.field(default_factory=dict)
    stated: bool = False
    sources: list[str] = dataclasses.field(default_factory=list)


def joint_fields(answers: Sequence[Answer]) -> tuple[tuple[JointField, ...], Tally]:
    """The fields that are stated or asked for, and the count against separate applications.

    What was read from elsewhere has its source and is not counted among those to write; what
    follows from what is written is none in either case.
    """
    entries: dict[str, _Entry] = {}
    separately = 0
    for answer in answers:
        permit = answer.permit
        for asked, stated in _needed(answer):
            key = permit.field(asked.id)
            premises = permit.premises if _premises(permit, asked) else ""
            label = (
                asked.label if key == asked.id or premises else f"{asked.label}（{permit.name}）"
            )
            entry = entries.setdefault(key, _Entry(asked, label, premises))
            entry.permits[permit.key] = None
            entry.stated = entry.stated or stated
            filled = answer.share.filled.get(asked.id)
            if filled is not None:
                entry.sources.append(filled.source)
            separately += 1
    made = tuple(
        JointField(
            field=key,
            label=e.label,
            premises=e.premises,
            permits=tuple(e.permits),
            stated=e.stated,
            source=e.sources[0] if len(e.sources) == len(e.permits) else "",
        )
        for key, e in entries.items()
    )
    together = sum(1 for f in made if not f.source)
    return made, Tally(separately=separately, together=together)


def _needed(answer: Answer) -> Iterator[tuple[Field, bool]]:
    """The fields that are stated or asked for, and whether they are stated."""
    permit = answer.permit
    stated = answer.share.stated
    questions = {q.key: None for q in answer.result.questions if q.kind == "field"}
    for field_id in dict.fromkeys((*stated, *questions)):
        try:
            yield permit.catalogue.by_id(field_id), field_id in stated
        except KeyError:
            continue


def _premises(permit: Permit, asked: Field) -> bool:
    return permit.rules.scope_of(asked.id) is Scope.PREMISES
