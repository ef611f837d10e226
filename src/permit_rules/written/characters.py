"""Characters as people type them: what is safe to keep, and what counts as the same.

`clean` is for a text that is kept, `narrow` for one that is about to be read as a number or a
date, `fold` for two texts that are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

# --- what may be kept -----------------------------------------------------------------------------

# Controls but for tab and line feed, then the marks that change the direction of the writing.
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# Two code points that XML, and so a Word or Excel file, cannot hold.
_NO_CHARACTER: Final = re.compile("[\ufffe\uffff]")


def clean(text: str) -> str:
    """Return the text without what cannot be stored, shown or sent on.

    Controls (except `\\t` and `\\n`) and bidirectional controls are removed. A lone surrogate
    becomes U+FFFD, as do U+FFFE and U+FFFF; a pair of surrogates becomes the character it stands
    for. Everything else stays. Cleaning twice changes nothing more.
    """
    if text.isprintable():
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _DROPPED.sub("", _NO_CHARACTER.sub("\ufffd", text))


# --- what is dropped or unified before comparing --------------------------------------------------

_BLANKS: Final = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
# Soft hyphens, joiners, fillers, byte order marks, variation selectors, tags.
_UNSEEN_RANGES: Final = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x180B, 0x180F),
    (0x200B, 0x200D),
    (0x2060, 0x2064),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0000, 0xE01EF),
)
_DASHES: Final = "‐‑‒–—―−─－﹣"
_WAVES: Final = "～〜∼"
_SAME: Final = {
    '"': "“”„‟«»「」〝〞〟",
    "'": "‘’‚‛『』",
    "(": "[【〔〖〘",
    ")": "]】〕〗〙",
    "《": "〈",
    "》": "〉",
    "·": "•‧∙⋅・",
    "-": _DASHES,
    "~": _WAVES,
}

Table = dict[int, str | None]


@lru_cache(maxsize=1)
def _simplified() -> Table:
    """Traditional → simplified, from the generated table."""
    table = Path(__file__).parent / "data" / "traditional.txt"
    text = table.read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {ord(pair[0]): pair[1] for line in lines for pair in line.split()}


def simplified(text: str) -> str:
    """The text with simplified characters for traditional ones, and nothing else changed."""
    if text.isascii():
        return text
    finder, table = _simplifying()
    return text.translate(table) if finder.search(text) else text


@lru_cache(maxsize=1)
def _simplifying() -> tuple[re.Pattern[str], Table]:
    table = _simplified()
    return _finder(table), table


def _unseen() -> Iterable[int]:
    for first, last in _UNSEEN_RANGES:
        yield from range(first, last + 1)


def _finder(table: Table) -> re.Pattern[str]:
    """A pattern that finds out quickly whether a text has anything of the table in it."""
    basic = "".join(re.escape(chr(code)) for code in table if code <= 0xFFFF)
    # Beyond the basic plane `re` would try one character after the other: ask for all of them.
    return re.compile(f"[{basic}\U00010000-\U0010ffff]")


@lru_cache(maxsize=1)
def _folding() -> tuple[re.Pattern[str], Table]:
    table: Table = {**_simplified()}
    table.update((ord(mark), same) for same, marks in _SAME.items() for mark in marks)
    table.update((ord(blank), None) for blank in _BLANKS)
    table.update((code, None) for code in _unseen())
    return _finder(table), table


@lru_cache(maxsize=1)
def _narrowing() -> tuple[re.Pattern[str], Table]:
    table: Table = {**_simplified()}
    table.update((code, chr(code - 0xFEE0)) for code in range(0xFF01, 0xFF5F))
    table.update((ord(blank), " ") for blank in _BLANKS)
    table.update((ord(dash), "-") for dash in _DASHES)
    table.update((ord(wave), "~") for wave in _WAVES)
    table.update((code, None) for code in _unseen())
    return _finder(table), table


def narrow(text: str) -> str:
    """Return the text cleaned, half-width, simplified, with plain blanks and dashes.

    Unlike `fold` it keeps blanks inside, letter case and signs such as ㎡ or ², so that nothing
    is read as a digit that is none.
    """
    text = clean(text)
    if not text.isascii():
        finder, table = _narrowing()
        if finder.search(text):
            text = text.translate(table)
    return text.strip()


# --- the key for comparing ------------------------------------------------------------------------

# A note of the pronunciation behind a Chinese character, as in 服务(wù). At least one vowel must
# carry a tone, or 甲(a) and 甲(b) would become the same.
_TONED: Final = "āáǎăàēéěĕèīíǐĭìōóǒŏòūúǔŭùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u0306\u030c"
_UNTONED: Final = "a-züêɑɡŋ'’,"
_PINYIN_NOTE: Final = re.compile(
    "(?<=[\u3007\u3400-\u9fff\U00020000-\U0003ffff])"
    rf"(?:\([{_UNTONED}]*[{_TONED}][{_UNTONED}{_TONED}]*\))+"
)

# Normalising sorts runs of combining marks, in quadratic time. Only a long text can have a run
# that is long enough to matter; 30 marks is what Unicode calls safe (UAX 15, stream-safe text).
_SHORT: Final = 256
_MARKS_IN_A_ROW: Final = 30
# Not combining themselves, but normalised into marks that are.
_BECOME_MARKS: Final = "\u0f73\u0f75\u0f81\uff9e\uff9f"


def fold(text: str) -> str:
    """Return the key under which texts that a clerk would call the same are equal.

    Width, traditional or simplified form, letter case, blanks, invisible characters, the form of
    quotes, brackets, dashes and middle dots, and notes of the pronunciation («服務(wù)» = «服务»)
    make no difference. The key is for comparing and never for showing. Folding twice changes
    nothing more.
    """
    return _folded_short(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    key = _fold_once(clean(text))
    # What one pass removes can bring together what the next one composes; the third agrees.
    while (again := _fold_once(key)) != key:
        key = again
    return key


# Names of papers, fields and applicants come again and again; memory stays bounded.
_folded_short = lru_cache(maxsize=4096)(_folded)


def _fold_once(text: str) -> str:
    finder, table = _folding()
    if len(text) > _SHORT:
        text = _shorten_marks(text)
    text = unicodedata.normalize("NFKC", text).casefold()
    if finder.search(text):
        text = text.translate(table)
    return _PINYIN_NOTE.sub("", text) if "(" in text else text


def _shorten_marks(text: str) -> str:
    """Drop the marks that follow thirty others."""
    kept: list[str] = []
    marks = 0
    for character in text:
        is_mark = unicodedata.combining(character) or character in _BECOME_MARKS
        marks = marks + 1 if is_mark else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)
