"""The application form: where each field stands in a payload, and what may be written there.

It knows the declared fields and the published calendar, as anybody who fills in the form does,
and nothing of what any review point asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from permit_rules.checking.typed_facts import type_value
from permit_rules.conditions.facts import AtLeast
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.working_days import Calendar
from permit_rules.written import NotReadable

#: A payload as JSON has it; changed in place while an application is being written.
Payload: TypeAlias = "dict[str, Any]"
#: A value that was read: a number in its field's unit, a choice, a set of choices, a day.
Known: TypeAlias = "Decimal | str | frozenset[str] | date"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of an application and the calendar of working days."""

    catalogue: FieldCatalogue
    calendar: Calendar

    def field(self, field_id: str) -> Field | None:
        """The field with this id, or None; also for the key of an observation."""
        try:
            return self.catalogue.by_id(field_id)
        except KeyError:
            return None

    # ---- reading -----------------------------------------------------------------------------

    def written(self, payload: Mapping[str, Any], field: Field) -> Any:
        """What stands in the payload for a field of the application, as written; None: nothing."""
        for key, value in (payload.get("facts") or {}).items():
            if self.catalogue.find(key) == field:
                return value
        node: Any = payload if field.taken_from else None
        for step in field.taken_from.split(".") if field.taken_from else ():
            node = node.get(step) if isinstance(node, Mapping) else None
        return node

    def members(self, payload: Mapping[str, Any], roster: Field) -> list[dict[str, Any]] | None:
        """The members that a roster states, each as a mapping; None where it is not stated."""
        stated = self.written(payload, roster)
        if not isinstance(stated, (list, tuple)):
            return None
        return [dict(m) if isinstance(m, Mapping) else {roster.member_key: m} for m in stated]

    def label(self, roster: Field, member: Mapping[str, Any], number: int) -> str:
        """What a member is called: what stands under the roster's key, else its place."""
        key = roster.member(roster.member_key)
        name = self.of_member(member, roster, key) if key else None
        return str(name) if name not in (None, "") else f"第{number}项"

    def of_member(self, member: Mapping[str, Any], roster: Field, field: Field) -> Any:
        """What a member states for one of the roster's own fields, as written."""
        return next((v for k, v in member.items() if roster.member(k) == field), None)

    def stated(self, payload: Mapping[str, Any], field_id: str, instance: str = "") -> Any:
        """What stands in the payload for a field, or for that of the member called so."""
        field = self.field(field_id)
        if field is None or "." not in field_id:
            return self.written(payload, field) if field else None
        roster_id = field_id.partition(".")[0]
        roster = self.field(roster_id)
        named = (m for label, m in self.all_members(payload, roster_id) if label == instance)
        return next((self.of_member(m, roster, field) for m in named if roster), None)

    def known(
        self, payload: Mapping[str, Any], field_id: str, member: Mapping[str, Any] | None = None
    ) -> Known | None:
        """The value of a field, or of a member's, read; None where it is not known exactly."""
        field = self.field(field_id)
        if field is None or field.type is FieldType.ROSTER:
            return None
        raw: Any = None
        if "." not in field_id:
            raw = self.written(payload, field)
        elif member is not None:
            roster = self.field(field_id.partition(".")[0])
            raw = self.of_member(member, roster, field) if roster else None
        return read_as(field, raw)

    # ---- writing -----------------------------------------------------------------------------

    def write(
        self, payload: Payload, field_id: str, value: Any, instance: str | None = None
    ) -> None:
        """State a field in place of what stands there; of a roster, for the members called so.

        ``value`` None takes the field out. ``instance`` None stands for every member.
        """
        field = self.field(field_id)
        if field is None:
            return
        if "." in field_id:
            self._write_members(payload, field, value, instance)
            return
        facts = payload.setdefault("facts", {})
        for key in [k for k in facts if self.catalogue.find(k) == field]:
            del facts[key]
        if not field.taken_from:
            if value is not None:
                facts[field.label] = value
            return
        *above, last = field.taken_from.split(".")
        node = payload
        for step in above:
            node = node.setdefault(step, {})
        node.pop(last, None)
        if value is not None:
            node[last] = value

    def _write_members(
        self, payload: Payload, field: Field, value: Any, instance: str | None
    ) -> None:
        roster = self.field(field.id.partition(".")[0])
        members = self.members(payload, roster) if roster else None
        if roster is None or members is None:
            return
        for number, member in enumerate(members, 1):
            if instance in (None, self.label(roster, member, number)):
                for key in [k for k in member if roster.member(k) == field]:
                    del member[key]
                if value is not None:
                    member[field.label] = value
        self.write(payload, roster.id, members)

    def all_members(
        self, payload: Mapping[str, Any], roster_id: str
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Each stated member of a roster with what it is called."""
        roster = self.field(roster_id)
        for number, member in enumerate((self.members(payload, roster) or ()) if roster else (), 1):
            assert roster is not None
            yield self.label(roster, member, number), member


def read_as(field: Field, raw: object) -> Known | None:
    """A written value read as its field's type; what silence means where nothing is written."""
    if raw is None or raw == "":
        raw = field.silence
    if raw is None:
        return None
    try:
        value = type_value(field, raw)
    except NotReadable:
        return None
    if isinstance(value, (AtLeast, tuple)):
        return None
    return Decimal(value).scaleb(-field.decimals) if isinstance(value, int) else value


def choices_of(field: Field) -> tuple[str, ...]:
    """What a 单选, 多选 or 是否 field may say, in declared order."""
    return ("是", "否") if field.type is FieldType.YES_NO else tuple(c.name for c in field.choices)
