"""One application, decided under one plan, before anything is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permit_rules.checking.application import Application
from permit_rules.checking.decide import Decision
from permit_rules.checking.prepared import Prepared
from permit_rules.checking.settling import Settlements
from permit_rules.checking.situation import Situation
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.engines.protocol import Engine
from permit_rules.result import PayloadFinding


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, and what it was decided from.

    ``trouble`` are reasons known beforehand why the list may not be whole, ``payload`` is what is
    wrong with the data; ``known`` are the open points of the plan that have been settled before.
    ``other_rules``: the application may be one for other rules than those of the plan.
    """

    prepared: Prepared
    engine: Engine
    application: Application
    received_on: date
    place: str
    situation: Situation
    decision: Decision
    known: Settlements
    trouble: tuple[str, ...] = ()
    payload: tuple[PayloadFinding, ...] = ()
    other_rules: bool = False

    @property
    def plan(self) -> Plan:
        """The plan it was decided under."""
        return self.prepared.plan

    @property
    def handling_item(self) -> str:
        """The handling item that is stated, "" where none is."""
        value = self.situation.root.facts.values.get(HANDLING_ITEM_ID)
        return value if isinstance(value, str) else ""
