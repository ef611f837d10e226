"""Which way a change goes for applicants: more to do, less to do, or neither to be told."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import Final

from permit_rules.model.material import (
    AgeStandard,
    CopiesStandard,
    ExpiryStandard,
    FormStandard,
    SignatureStandard,
    SignMethod,
    Standard,
)
from permit_rules.model.review_point import Applicability, Outcome
from permit_rules.model.time_limit import TimeLimit
from permit_rules.working_days import HalfWorkingDays, Period, PeriodUnit


class Burden(str, Enum):
    """What a change means for those whom it concerns."""

    MORE = "加重申请人负担"
    LESS = "减轻申请人负担"
    NEITHER = ""

    @property
    def reverse(self) -> Burden:
        """What taking the same thing away means."""
        return _REVERSE[self]


_REVERSE: Final = {
    Burden.MORE: Burden.LESS,
    Burden.LESS: Burden.MORE,
    Burden.NEITHER: Burden.NEITHER,
}
_OUTCOMES: Final = {
    Outcome.NOT_REQUIRED: Burden.LESS,
    Outcome.FILING: Burden.LESS,
    Outcome.REPORT: Burden.LESS,
    Outcome.REFUSED: Burden.MORE,
}
_SIGNING: Final = {
    SignMethod.SIGNED: frozenset({"签"}),
    SignMethod.SEALED: frozenset({"章"}),
    SignMethod.BOTH: frozenset({"签", "章"}),
}


def longer_is(meaning: Burden, old: object, new: object) -> Burden:
    """What a change of a period means where a longer one means ``meaning``.

    Periods of different units (10 working days, 20 days) are not held against each other.
    """
    before, after = _halves(old), _halves(new)
    if before is None or after is None or before[1] is not after[1] or before == after:
        return Burden.NEITHER
    return meaning if after[0] > before[0] else meaning.reverse


def _halves(period: object) -> tuple[int, PeriodUnit] | None:
    """Half working days of a period of working days; half days, months, years of another."""
    if isinstance(period, HalfWorkingDays):
        return period.halves, PeriodUnit.WORKING_DAY
    if isinstance(period, Period):
        return 2 * period.amount, period.unit
    return None


def of_set(old: Collection[object], new: Collection[object], wider: Burden) -> Burden:
    """What a change means where taking in more means ``wider``."""
    before, after = set(old), set(new)
    if before < after:
        return wider
    return wider.reverse if after < before else Burden.NEITHER


def of_limit(old: TimeLimit, new: TimeLimit) -> Burden:
    """A longer time until the office answers weighs on applicants."""
    effective = longer_is(
        Burden.MORE, old.committed or old.statutory, new.committed or new.statutory
    )
    if effective is not Burden.NEITHER:
        return effective
    return longer_is(Burden.MORE, old.statutory, new.statutory)


def of_outcome(gate: Applicability) -> Burden:
    """Being led away from a permit is a relief where less is asked for instead."""
    return _OUTCOMES.get(gate.outcome, Burden.NEITHER)


def of_standard(old: Standard, new: Standard) -> Burden:
    """Which of two standards of one kind is the stricter."""
    if isinstance(old, FormStandard) and isinstance(new, FormStandard):
        forms = of_set(old.forms, new.forms, Burden.LESS)
        paper = of_set({0} if old.paper_only else (), {0} if new.paper_only else (), Burden.MORE)
        found = {forms, paper} - {Burden.NEITHER}
        return found.pop() if len(found) == 1 else Burden.NEITHER
    if isinstance(old, CopiesStandard) and isinstance(new, CopiesStandard):
        return _more(old.count, new.count)
    if isinstance(old, AgeStandard) and isinstance(new, AgeStandard):
        return longer_is(Burden.LESS, old.within, new.within)
    if isinstance(old, ExpiryStandard) and isinstance(new, ExpiryStandard):
        if old.beyond and new.beyond:
            return longer_is(Burden.MORE, old.beyond, new.beyond)
        return _more(bool(old.beyond), bool(new.beyond))
    if isinstance(old, SignatureStandard) and isinstance(new, SignatureStandard):
        if (old.signer, old.roster) != (new.signer, new.roster):
            return Burden.NEITHER
        return _signing(old.method, new.method)
    return Burden.NEITHER


def _more(old: int, new: int) -> Burden:
    if old == new:
        return Burden.NEITHER
    return Burden.MORE if new > old else Burden.LESS


def _signing(old: SignMethod, new: SignMethod) -> Burden:
    if SignMethod.EITHER in (old, new):
        return Burden.MORE if old is SignMethod.EITHER else Burden.LESS
    return of_set(_SIGNING[old], _SIGNING[new], Burden.MORE)
