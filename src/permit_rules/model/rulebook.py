"""A rulebook: the review points of one item in force at one place on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.model.arrangements import (
    Authority,
    CatchAll,
    Inspection,
    LicenceTerm,
    PermitFirst,
    Reform,
)
from permit_rules.model.item import Item
from permit_rules.model.material import Material
from permit_rules.model.offices import Offices
from permit_rules.model.review_point import Applicability, Bar, RenewalWindow, ReviewCondition
from permit_rules.model.time_limit import TimeLimit
from permit_rules.working_days import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """What is to be reviewed; the same for every day from ``since`` up to, not including,
    ``until`` (None: open at that end).

    ``gaps`` names the points for which no rules are known on those days (the whole item when
    it holds the item's own id); ``levels`` the places whose files spoke, the nation first.
    """

    item: Item
    place: str
    since: date | None
    until: date | None
    materials: tuple[Material, ...] = ()
    conditions: tuple[ReviewCondition, ...] = ()
    applicability: tuple[Applicability, ...] = ()
    bars: tuple[Bar, ...] = ()
    windows: tuple[RenewalWindow, ...] = ()
    limits: tuple[TimeLimit, ...] = ()
    authorities: tuple[Authority, ...] = ()
    terms: tuple[LicenceTerm, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    reforms: tuple[Reform, ...] = ()
    permits_first: tuple[PermitFirst, ...] = ()
    catch_alls: tuple[CatchAll, ...] = ()
    gaps: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    catalogue: FieldCatalogue
    calendar: Calendar
    offices: Offices = field(default_factory=Offices)
