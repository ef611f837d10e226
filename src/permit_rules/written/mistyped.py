"""What was meant where the wrong key was hit: O for 0, М for M, 一 for -, a stop behind a value.

Each function answers with the text that was most likely meant, or None; nothing here is read as
a value. Messages propose the answer, and a person or ``lint --fix`` writes it.
"""

from __future__ import annotations

import re
from typing import Final

from permit_rules.written.characters import simplified
from permit_rules.written.dates import read_date
from permit_rules.written.not_readable import NotReadable
from permit_rules.written.numbers import read_number

#: Cyrillic and Greek letters with the Latin ones that look the same.
_TWINS: Final = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo",
)
_AS_DIGITS: Final = str.maketrans("OoОоlI|", "0000111")
_FIGURE: Final = re.compile(r"[0-9OoОоlI|][0-9OoОоlI|.,]*")
_AS_DASHES: Final = str.maketrans(dict.fromkeys("一ー—–−‐－_", "-"))
_STOPS: Final = "。，、；,;."
_HALF_WIDTH: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()},
    ord("％"): ord("%"),
}
_WIDE: Final = re.compile("[\uff00-\uff5f]")


def without_stop(text: str) -> str | None:
    """The text without the punctuation at its end; None where there is none, or nothing else."""
    bare = text.rstrip(_STOPS + " \u3000")
    return bare if bare and bare != text.rstrip() else None


def latin_twin(text: str) -> str | None:
    """The text with Latin letters for those that merely look so; None where there are none."""
    twin = text.translate(_TWINS)
    return twin if twin != text else None


def meant_digits(text: str) -> str | None:
    """The text with 0 and 1 for the letters O and l; None where there are none."""
    digits = text.translate(_AS_DIGITS)
    return digits if digits != text else None


def meant_figure(text: str) -> str | None:
    """A number whose figures were mixed up with letters (2O 平方米, l 人), put right; or None."""
    figure = _FIGURE.match(text)
    digits = meant_digits(figure[0]) if figure else None
    if figure is None or digits is None:
        return None
    meant = digits + text[figure.end() :]
    try:
        read_number(meant)
    except NotReadable:
        return None
    return meant


def meant_date(text: str) -> str | None:
    """A date in which letters or other dashes were typed (2O25-04-l5, 2025一04一15); or None."""
    meant = text.translate(_AS_DIGITS).translate(_AS_DASHES).rstrip(_STOPS)
    try:
        return read_date(meant).isoformat()
    except NotReadable:
        return None


def standard(text: str) -> str:
    """The text with half-width letters, digits and percent signs, and simplified characters."""
    return simplified(text.translate(_HALF_WIDTH) if _WIDE.search(text) else text)
