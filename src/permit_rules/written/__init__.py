"""Values as people write them: characters, numbers, dates, yes and no."""

from permit_rules.written.answers import read_yes_no
from permit_rules.written.characters import clean, fold, narrow
from permit_rules.written.dates import LONG_TERM, LongTerm, read_date, read_expiry
from permit_rules.written.mistyped import (
    latin_twin,
    meant_date,
    meant_digits,
    meant_figure,
    standard,
    without_stop,
)
from permit_rules.written.not_readable import NotReadable
from permit_rules.written.numbers import WrittenNumber, read_number

__all__ = [
    "LONG_TERM",
    "LongTerm",
    "NotReadable",
    "WrittenNumber",
    "clean",
    "fold",
    "latin_twin",
    "meant_date",
    "meant_digits",
    "meant_figure",
    "narrow",
    "read_date",
    "read_expiry",
    "read_number",
    "read_yes_no",
    "standard",
    "without_stop",
]
