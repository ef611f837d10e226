"""A small simulated year that the tests share."""

from __future__ import annotations

from functools import cache

from permit_rules.casework.case import Case
from permit_rules.casework.simulate import Plan, Settings, Year, plan_year
from permit_rules.loading.cases import CaseTable, load_cases
from permit_rules.loading.rule_files import CASES_SUFFIX, embedded_rules, place_of_folder
from permit_rules.model.place import ancestors
from tests.corpus.tables import library

__all__ = ["SETTINGS", "cases", "library", "plan", "tables"]

SETTINGS = Settings(
    cases=500, seed=11, stubborn=0.1, items=("food-business", "publications-retail")
)


@cache
def tables() -> tuple[CaseTable, ...]:
    """The tables of cases of the place and above it."""
    above = ancestors(SETTINGS.place)
    paths = sorted(embedded_rules().rglob(f"*{CASES_SUFFIX}"))
    named = [p for p in paths if p.name.partition(".")[0] in SETTINGS.items]
    return tuple(load_cases(p) for p in named if place_of_folder(p.parent.name) in above)


@cache
def plan() -> Plan:
    """What the year is made from."""
    return plan_year(library(), tables(), SETTINGS)


@cache
def cases() -> tuple[Case, ...]:
    """The whole year."""
    year = Year(library(), plan())
    try:
        return tuple(year.cases(range(SETTINGS.cases)))
    finally:
        year.close()
