"""What an engine is asked: the distinct conditions of a rulebook, and what they read.

What the answers mean in three values is defined in ``engines/protocol.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import Node
from permit_rules.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Question:
    """One distinct condition to decide; ``scope`` is a roster id, or "" for the application."""

    index: int
    scope: str
    node: Node


@dataclass(frozen=True, slots=True)
class EnginePlan:
    """All that an engine needs to know of a rulebook; ``questions[i].index == i``."""

    name: str
    questions: tuple[Question, ...]
    catalogue: FieldCatalogue
    calendar: Calendar
