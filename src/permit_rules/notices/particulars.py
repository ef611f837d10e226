"""What only the office knows, filled in or left as a blank line for a hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from permit_rules.notices.phrases import day_words
from permit_rules.written.inert import one_line

BLANK: Final = "＿＿＿＿＿＿＿＿"
BLANK_DAY: Final = "＿＿＿＿年＿＿月＿＿日"
BLANK_NUMBER: Final = "＿＿＿＿〔＿＿＿＿〕＿＿＿＿号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """Who gives the notice out, who handles the case, when, and until when something is due.

    ``number`` is the number of the document (文号), ``handler`` who answers for the case from the
    first question on (首问负责人), ``correct_by`` the last day for a correction, ``due`` the last
    day for a deferred paper by its review point.
    """

    office: str = ""
    handler: str = ""
    issued_on: date | None = None
    number: str = ""
    correct_by: date | None = None
    due: Mapping[str, date] = field(default_factory=dict)


#: Everything left blank.
UNFILLED: Final = Particulars()


def filled(text: str, blank: str = BLANK) -> str:
    """The text, or a line to write it on."""
    return text if one_line(text) else blank


def filled_day(day: date | None) -> str:
    """The day, or a line to write it on."""
    return day_words(day) if day else BLANK_DAY
