"""The verdict on the whole: that of the worst permit that counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from permit_rules.model.item import HandlingKind
from permit_rules.result import Verdict

#: From the worst to the best.
ORDER: Final = (
    Verdict.NOT_ACCEPTED,
    Verdict.CORRECTION,
    Verdict.CANNOT_TELL,
    Verdict.ACCEPTED_WITH_DEFERRALS,
    Verdict.ACCEPTED,
    Verdict.NOT_REQUIRED,
)
#: What takes note and grants nothing; it holds nothing up.
NOTED_ONLY: Final = (HandlingKind.FILING.value, HandlingKind.REPORT.value)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several verdicts; none at all: no permit is required."""
    return min(verdicts, key=ORDER.index, default=Verdict.NOT_REQUIRED)


def overall(verdicts: Iterable[Verdict], *, whole: bool, other_rules: bool = False) -> Verdict:
    """The worst; where the list may not be ``whole``, nothing better than “cannot tell”.

    Where ``other_rules`` than those checked under may apply, nobody is refused either.
    """
    found = worst(verdicts)
    if other_rules and found is Verdict.NOT_ACCEPTED:
        return Verdict.CANNOT_TELL
    if not whole and ORDER.index(found) > ORDER.index(Verdict.CANNOT_TELL):
        return Verdict.CANNOT_TELL
    return found
