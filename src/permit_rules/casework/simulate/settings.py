"""What a simulated year is like; made up for trying things, drawn from no statistics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: The items a year is made of unless others are named.
ITEMS: Final = (
    "food-business",
    "individual-registration",
    "enterprise-registration",
    "public-hygiene",
    "tobacco-retail",
    "medical-device-class3",
    "publications-retail",
    "drug-retail",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a simulated year is made; the same settings and seed make the same cases.

    Probabilities are from 0 to 1. ``careful`` is how many applicants hand in what is in order;
    the others have one flaw or more. A person told of a flaw puts it right with the probability
    ``obedient``, a ``stubborn`` one (so many of all) with ``stubborn_obedience``. ``gives_up`` is
    the chance that somebody withdraws after a notice. ``late`` is how often an office leaves
    lines out of its notice, and ``overdue`` how often it decides after the last day.
    """

    cases: int = 100_000
    seed: int = 7
    year: int = 2025
    place: str = "440300"
    items: tuple[str, ...] = ITEMS
    offices: int = 6
    careful: float = 0.72
    flaws: tuple[float, ...] = (0.55, 0.25, 0.13, 0.07)
    choosing: float = 0.25
    obedient: float = 0.92
    stubborn: float = 0.03
    stubborn_obedience: float = 0.3
    gives_up: float = 0.02
    late: float = 0.2
    overdue: float = 0.01
    fails_inspection: float = 0.01
    complains: float = 0.004
    most_rounds: int = 8
