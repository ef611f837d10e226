"""Keys of the prepared observations: the one place where their spelling is decided.

An observation is what was settled about a paper or a record before the engine is asked. Keys are
local to an item: ``M2@handed``, ``M2/copies``, ``bar/J1``, ``authority/A1``,
``history/false-commitment``.
"""

from __future__ import annotations

from typing import Final


def handed(paper: str) -> str:
    """The paper (material, part or alternative) was handed in."""
    return f"{paper}@handed"


def shared(paper: str, number: int) -> str:
    """The office confirmed the paper's ``number``-th shared source (from 1)."""
    return f"{paper}@shared-{number}"


def deferred(paper: str) -> str:
    """The applicant chose to hand the paper in later, and promised it where that is required."""
    return f"{paper}@deferred"


def at_inspection(paper: str) -> str:
    """The applicant chose to hand the paper in at the inspection, and promised it if need be."""
    return f"{paper}@at-inspection"


def committed(paper: str) -> str:
    """The applicant chose to promise in writing what the paper would show (告知承诺)."""
    return f"{paper}@committed"


def withdrawn(paper: str) -> str:
    """The applicant withdrew a commitment that stood for the paper."""
    return f"{paper}@withdrawn"


#: The applicant chose to have the permit issued first and the inspection made afterwards.
PERMIT_FIRST: Final = "route/permit-first"

#: A main material is missing or defective, so that nothing may follow later (容缺): known once
#: those have been decided, before what hangs on it is.
MAIN_LACKING: Final = "main/lacking"

#: The applicant was found to have made a false commitment, about whatever.
FALSE_COMMITMENT: Final = "history/false-commitment"


def standard(paper: str, code: str) -> str:
    """The paper in hand meets its standard ``code``."""
    return f"{paper}/{code}"


def bar(bar_id: str) -> str:
    """A record of this bar runs on the day of receipt."""
    return f"bar/{bar_id}"


def authority(authority_id: str) -> str:
    """The office that received the application is this authority, or acts for it."""
    return f"authority/{authority_id}"
