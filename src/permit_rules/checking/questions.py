"""What is asked of the applicant: about a field, about a roster's members, about a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from permit_rules.checking.papers import PaperIndex
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.wording import ObservedWords
from permit_rules.result import Question


def field_question(asked: Field) -> Question:
    """The question that asks the applicant for a field."""
    options: tuple[str, ...] = tuple(c.name for c in asked.choices)
    if asked.type is FieldType.YES_NO:
        options = ("是", "否")
    return Question(
        kind="field",
        key=asked.id,
        label=asked.label,
        options=options,
        unit=asked.unit,
        text=asked.question or f"请填写{asked.label}。",
    )


@dataclass(frozen=True, slots=True)
class Asker:
    """Puts the key of a field or of an observation into a question."""

    catalogue: FieldCatalogue
    index: PaperIndex
    words: ObservedWords

    def question(self, key: str, members: Iterable[str] = ()) -> Question:
        """The question for a field id or the key of an observation.

        For a roster ``members`` are the ids of the fields to state of each of its members.
        """
        try:
            asked = self.catalogue.by_id(key)
        except KeyError:
            return self._about_paper(key)
        question = field_question(asked)
        if asked.type is not FieldType.ROSTER:
            return question
        return question.model_copy(update={"members": self._members(asked, members)})

    def _members(self, roster: Field, wanted: Iterable[str]) -> tuple[Question, ...]:
        """What to state of each member: what it is called, and these of its fields."""
        key = roster.member(roster.member_key)
        ids = dict.fromkeys([*([key.id] if key else []), *wanted])
        return tuple(field_question(self.catalogue.by_id(i)) for i in ids)

    def _about_paper(self, key: str) -> Question:
        statement = self.words.get(key, (key, key))[0]
        paper_id = key.split("@")[0].split("/")[0]
        asked = self.index.by_id.get(paper_id)
        label = f"《{asked.paper.name}》" if asked else statement
        return Question(
            kind="observation",
            key=key,
            label=label,
            text=f"{statement}，是否属实？",
            options=("是", "否"),
        )
