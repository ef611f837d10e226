"""Which time limits of a rulebook apply to a case; what cannot be told is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from permit_rules.checking.payload import read_payload
from permit_rules.checking.typed_facts import type_facts
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.conditions.nodes import ALWAYS, Node
from permit_rules.conditions.truth import Truth, truth
from permit_rules.conditions.wording import sentence
from permit_rules.model.arrangements import Inspection
from permit_rules.model.rulebook import Rulebook
from permit_rules.model.time_limit import Clock, TimeLimit


def facts_of(payload: Mapping[str, Any], book: Rulebook, handling_item: str = "") -> Facts:
    """What a submission states, typed, without what was observed about its papers.

    ``handling_item`` is taken where the payload itself does not say it.
    """
    read = read_payload(dict(payload))
    if read.application is None:
        return Facts()
    typed = type_facts(read.application, book.catalogue, read.damaged)
    known = {HANDLING_ITEM_ID: handling_item} if handling_item else {}
    return Facts(values={**known, **typed.values})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The limits that apply to one clock.

    ``unclear`` are those of which cannot be told whether they apply, and ``otherwise`` what would
    apply if they all did.
    """

    limits: tuple[TimeLimit, ...] = ()
    unclear: tuple[TimeLimit, ...] = ()
    otherwise: tuple[TimeLimit, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a rulebook as they bear on one submission."""

    book: Rulebook
    facts: Facts = field(default_factory=Facts)

    def holds(self, when: Node) -> Truth:
        """Whether a condition holds of the submission."""
        if when == ALWAYS:
            return Truth.YES
        return truth(when, self.facts, self.book.calendar)

    def all_of(self, clock: Clock) -> Chosen:
        """Every limit of a clock that applies: what is laid down for it, else what fills in."""
        said = [li for li in self.book.limits if li.counted_as is clock]
        for several in ([li for li in said if not li.fallback], [li for li in said if li.fallback]):
            truths = [(li, self.holds(li.when)) for li in several]
            sure = tuple(li for li, t in truths if t is Truth.YES)
            unclear = tuple(li for li, t in truths if t is Truth.CANNOT_TELL)
            if sure or unclear:
                return Chosen(sure, unclear, (*sure, *unclear))
        return Chosen()

    def one_of(self, clock: Clock) -> Chosen:
        """The limits of a clock that apply, those with a condition before those for all cases."""
        found = self.all_of(clock)
        special = tuple(li for li in found.limits if li.when != ALWAYS)
        return Chosen(special or found.limits, found.unclear, (*special, *found.unclear))

    def inspection(self) -> tuple[Inspection | None, str]:
        """How the case is inspected: the first entry whose condition holds; "" or what is
        unclear."""
        for each in self.book.inspections:
            holds = self.holds(each.when)
            if holds is Truth.YES:
                return each, ""
            if holds is Truth.CANNOT_TELL:
                return None, f"不能确定是否{each.words}：{self._said(each.when)}"
        return None, ""

    def doubt(self, limit: TimeLimit) -> str:
        """Why cannot be told whether a limit applies, in Chinese."""
        return f"不能确定「{limit.step}」的期限是否适用：{self._said(limit.when)}"

    def _said(self, when: Node) -> str:
        return sentence(when, self.book.catalogue)
