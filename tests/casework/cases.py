"""A dealer in medical devices on its way through an office, for the tests of casework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import permit_rules as pr
from permit_rules.casework import Case, Round, submit
from permit_rules.casework.events import Line
from tests.corpus.tables import library
from tests.features.steps.applications import application

ITEM = "medical-device-class3"
DAY = date(2026, 3, 2)
SHENZHEN = "440300"


@cache
def checker() -> pr.Checker:
    """The corpus, decided by the plain engine."""
    return pr.Checker(library(), engine="reference")


def case(place: str = SHENZHEN, item: str = ITEM) -> Case:
    """A case with nothing in it."""
    return Case(id="2026-0001", item=item, place=place, office="示例窗口")


def payload(*without: str) -> dict[str, Any]:
    """An application in order but for these papers."""
    made = application("一家公司新办第三类医疗器械经营许可")
    made["materials"] = [m for m in made["materials"] if m["name"] not in without]
    return made


def handed_in(
    of: Case,
    what: Mapping[str, Any],
    day: date = DAY,
    told: Iterable[str | Line] | None = None,
    **more: Any,
) -> Round:
    """A submission on a day, with what was told about it."""
    return submit(of, what, checker(), on=day, told=told, **more)


def texts(lines: Iterable[Line]) -> list[str]:
    """What lines say."""
    return [line.text for line in lines]
