"""An application being corrected: the previous payload, and what has been done to it so far."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from permit_rules.analysis.following import Reader, tests_in, ways_to_hold
from permit_rules.analysis.following import holds as condition_holds
from permit_rules.analysis.form import Form, Known, Payload
from permit_rules.result import CheckResult, ConditionalLine, ConditionData


@dataclass(slots=True)
class Draft:
    """The corrected application as far as it has got.

    ``left_open`` are the questions left unanswered, by key, and ``left_as_is`` the review points
    of which the applicant chose, or had, to leave things as they are.
    """

    result: CheckResult
    form: Form
    payload: Payload
    day: date
    left_open: set[str] = field(default_factory=set)
    left_as_is: set[str] = field(default_factory=set)
    # What was read and found to hold, until a fact is stated anew: a notice asks for the same
    # over and over. Conditions are told apart by identity; the result keeps them alive.
    _known: dict[str, Known | None] = field(default_factory=dict)
    _held: dict[int, bool | None] = field(default_factory=dict)
    _rosters: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, result: CheckResult, payload: Mapping[str, Any], form: Form, day: date) -> Draft:
        """A copy of the previous payload, handed in again on ``day``."""
        own = copy.deepcopy(dict(payload))
        own["received_on"] = day.isoformat()
        return cls(result, form, own, day)

    def copied(self) -> Draft:
        """The same draft, to try something out."""
        return Draft(self.result, self.form, copy.deepcopy(self.payload), self.day)

    def state(self, field_id: str, value: Any, instance: str | None = None) -> None:
        """State a field; of a roster's members those called ``instance``, with None every one."""
        self.form.write(self.payload, field_id, value, instance)
        self._known.clear()
        self._held.clear()

    def holds(
        self, condition: ConditionData | None, member: Mapping[str, Any] | None = None
    ) -> bool | None:
        """Whether a condition holds for what is stated, for this member; None: cannot tell."""
        if member is not None or condition is None:
            return condition_holds(condition, self.reader(member))
        if id(condition) not in self._held:
            self._held[id(condition)] = condition_holds(condition, self.reader())
        return self._held[id(condition)]

    def reader(self, member: Mapping[str, Any] | None = None) -> Reader:
        """Reads what the draft states for a field, inside a roster for this member."""

        def read(field_id: str) -> Known | None:
            if member is not None and "." in field_id:
                return self.form.known(self.payload, field_id, member)
            if field_id not in self._known:
                self._known[field_id] = self.form.known(self.payload, field_id)
            return self._known[field_id]

        return read

    def subjects(
        self, instance: str, each: str, *conditions: ConditionData | None
    ) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """The members a statement is about, each with what it is called; or ("", None).

        ``each`` names the roster about every member of which it is; else the roster is that whose
        fields the conditions read.
        """
        named = [*([each] if each else []), *(r for c in conditions for r in self._rosters_of(c))]
        roster = next((f for r in named if (f := self.form.field(r)) is not None), None)
        if roster is None or self.form.members(self.payload, roster) is None:
            yield instance, None
            return
        for label, member in self.form.all_members(self.payload, roster.id):
            if instance in ("", label):
                yield label, member

    def _rosters_of(self, condition: ConditionData | None) -> tuple[str, ...]:
        """The rosters whose members' fields a condition reads."""
        if condition is None:
            return ()
        if id(condition) not in self._rosters:
            fields = (t.field for t in tests_in(condition) if "." in t.field)
            self._rosters[id(condition)] = tuple(dict.fromkeys(f.partition(".")[0] for f in fields))
        return self._rosters[id(condition)]

    def applies_to(
        self, line: ConditionalLine
    ) -> Iterator[tuple[str, Mapping[str, Any] | None, bool | None]]:
        """Whom a conditional line is about, and whether it applies to them; None: cannot tell."""
        for label, member in self.subjects(line.instance, line.each, line.when):
            yield label, member, self.holds(line.when, member)

    def may_apply(self, line: ConditionalLine) -> bool:
        """Whether the line applies, or may apply, to anybody."""
        return any(held is not False for _, _, held in self.applies_to(line))

    def comply(
        self, must: ConditionData, label: str, member: Mapping[str, Any] | None, way: int
    ) -> bool:
        """State what has to be stated instead, in one of the ways there are.

        Returns False where there is none that could be told from the notice.
        """
        read = self.reader(member)
        ways = ways_to_hold(must, read, self.form.field)
        for change in ways[way % len(ways)] if ways else ():
            self.state(change.field, change.applied(read(change.field)), label or None)
        return bool(ways)
