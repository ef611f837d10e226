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

    @classmethod
    def of(
        cls, result: CheckResult, payload: Mapping[str, Any], form: Form, day: date
    ) -> Draft:
        """A copy of the previous payload, handed in again on ``day``."""
        own = copy.deepcopy(dict(payload))
        own["received_on"] = day.isoformat()
        return cls(result, form, own, day)

    def reader(self, member: Mapping[str, Any] | None = None) -> Reader:
        """Reads what the draft states for a field, inside a roster for this member."""

        def read(field_id: str) -> Known | None:
            return self.form.known(self.payload, field_id, member)

        return read

    def subjects(
        self, instance: str, each: str, *conditions: ConditionData | None
    ) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """The members a statement is about, each with what it is called; or ("", None).

        ``each`` names the roster about every member of which it is; else the roster is that whose
        fields the conditions read.
        """
        fields = [t.field for c in conditions for t in tests_in(c) if "." in t.field]
        rosters = dict.fromkeys([*([each] if each else []), *(f.partition(".")[0] for f in fields)])
        roster = next((r for r in rosters if self.form.field(r) is not None), None)
        members = list(self.form.all_members(self.payload, roster)) if roster else []
        stated = roster is not None and self._states(roster)
        if not stated:
            yield instance, None
            return
        for label, member in members:
            if instance in ("", label):
                yield label, member

    def _states(self, roster: str) -> bool:
        field_ = self.form.field(roster)
        return field_ is not None and self.form.members(self.payload, field_) is not None

    def applies_to(
        self, line: ConditionalLine
    ) -> Iterator[tuple[str, Mapping[str, Any] | None, bool | None]]:
        """Whom a conditional line is about, and whether it applies to them; None: cannot tell."""
        for label, member in self.subjects(line.instance, line.each, line.when):
            yield label, member, condition_holds(line.when, self.reader(member))

    def may_apply(self, line: ConditionalLine) -> bool:
        """Whether the line applies, or may apply, to anybody."""
        return any(held is not False for _, _, held in self.applies_to(line))

    def comply(self, must: ConditionData, instance: str, each: str, way: int) -> bool:
        """State what has to be stated instead, in one of the ways there are.

        Returns False where nothing that could be stated would do.
        """
        done = True
        for label, member in list(self.subjects(instance, each, must)):
            read = self.reader(member)
            ways = ways_to_hold(must, read, self.form.field)
            if not ways:
                done = False
                continue
            for change in ways[way % len(ways)]:
                value = change.applied(read(change.field))
                self.form.write(self.payload, change.field, value, label or None)
        return done
