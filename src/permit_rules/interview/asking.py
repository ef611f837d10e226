"""The question about a field, as a person is asked it, and why it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from permit_rules.checking.questions import field_question
from permit_rules.conditions.fields import Field
from permit_rules.conditions.phrases import in_declared_order
from permit_rules.interview.answers import many, offered_values, stated_by_bundle
from permit_rules.interview.choosing import Standing
from permit_rules.interview.prepared import Prepared
from permit_rules.interview.topics import Topic
from permit_rules.result import Question


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, and around it.

    ``question.points`` are the ids of what still hangs on it, ``topics`` the same in full.
    ``silence`` is what not answering counts as, "" where it counts as nothing, and
    ``silence_reason`` why. ``several``: any number of the options may be chosen, ``besides`` those
    that the kind of business has by itself.
    """

    field: Field
    question: Question
    topics: tuple[Topic, ...]
    several: bool = False
    besides: tuple[str, ...] = ()

    @property
    def silence(self) -> str:
        """What not knowing counts as."""
        return self.field.silence or ""

    @property
    def silence_reason(self) -> str:
        """Why it counts as that."""
        return self.field.silence_reason


def asking(standing: Standing, field_id: str) -> Asking:
    """The question about a field where an interview stands."""
    prepared = standing.prepared
    field = prepared.catalogue.by_id(field_id)
    topics = tuple(_hanging(standing, field_id))
    question = _question(prepared, field)
    besides: tuple[str, ...] = ()
    if offered_values(prepared, field_id) is not None:
        besides = tuple(in_declared_order(field, stated_by_bundle(prepared, field)))
    return Asking(
        field=field,
        question=question.model_copy(update={"points": tuple(dict.fromkeys(t.id for t in topics))}),
        topics=topics,
        several=many(field),
        besides=besides,
    )


def _hanging(standing: Standing, field_id: str) -> list[Topic]:
    """The topics that the field may still change."""
    return [t.topic for t in standing.prepared.told if field_id in standing.fields_left(t)]


def _question(prepared: Prepared, field: Field) -> Question:
    question = field_question(field)
    offered = offered_values(prepared, field.id)
    if offered is None:
        return question
    own = in_declared_order(field, stated_by_bundle(prepared, field))
    besides = f"除了{'、'.join(own)}，还" if own else ""
    text = f"{besides}有下面哪些{field.label}？可以选多项，都没有的选“都没有”。"
    return question.model_copy(
        update={"options": tuple(in_declared_order(field, offered)), "text": text}
    )
