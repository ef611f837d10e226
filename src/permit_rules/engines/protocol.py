"""What every engine does: decide conditions in three values.

The definition both engines are written from:

* A test on a field absent from ``Facts.values`` is *cannot tell*; so is an ``Observed`` whose
  key is absent from ``Facts.observed``. ``StatedTest`` is never cannot tell.
* ``NumberTest`` compares whole numbers. For ``AtLeast(n)`` a test is yes or no only where every
  number from n upwards agrees, else cannot tell.
* ``ChoiceTest``: the value is one of ``values``. ``ChoicesTest``: ANY – shares a value; ALL –
  contains every value; ONLY – is not empty and has no value outside.
* ``DateTest``: the field's day against ``Day``. A day with a period is counted by
  ``working_days.earlier`` (``before``) or ``later``; where the calendar does not know a year that
  is needed, or the day's own field is absent, the test is cannot tell. A test found in
  ``Facts.settled`` has the value given there.
* ``All``, ``AnyOf``, ``Not`` follow Kleene: All is no when a part is no, yes when every part is
  yes; AnyOf is yes when a part is yes, no when every part is no; otherwise cannot tell.
  ``Named`` is its part.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, Protocol

from permit_rules.conditions.facts import Facts


class Hits(NamedTuple):
    """Indexes of the conditions that certainly hold and of those that certainly fail.

    A condition in neither is *cannot tell*. No condition is in both.
    """

    holds: frozenset[int]
    fails: frozenset[int]


class Engine(Protocol):
    """An opened plan. ``run`` may be called from any thread."""

    def run(
        self, scope: str, facts: Facts, *, both: bool = False, only: Collection[int] | None = None
    ) -> Hits:
        """Decide every condition of ``scope`` (or those in ``only``) for these facts.

        ``both`` asks both halves of every condition, not only of those that read something
        unstated, so that an engine contradicting itself is noticed.

        Raises:
            EngineFault: the engine failed or contradicted itself; never a shorter answer.
        """
        ...

    def close(self) -> None:
        """Release what the engine holds; further calls raise EngineFault."""
        ...
