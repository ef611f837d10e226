"""Tests that are understood, though they are not written as the rest of the rules writes them.

Traditional characters, full-width figures, ㎡ for 平方米: nothing is lost, but whoever searches
for the name or compares two versions of a file does not find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.mistakes import Problem
from permit_rules.written import NotReadable, fold, read_date, standard
from permit_rules.written.numbers import other_forms
from permit_rules.yaml_tree import Entry, Scalar

CODE: Final = "SH324"
_ORDERS: Final = {
    "＞＝": "不低于", "＜＝": "不超过", "≧": "不低于", "≦": "不超过", "⩾": "不低于", "⩽": "不超过",
    "＞": "超过", "＜": "低于", "＝": "等于",
}  # fmt: skip
_ORDER: Final = re.compile(rf"({'|'.join(_ORDERS)})\s*")
_DATE: Final = re.compile(r"[0-9]{4}\s*[年./—–]\s*[0-9]{1,2}\s*[月./—–]\s*[0-9]{1,2}\s*日?")


def odd_forms(entry: Entry, field: Field | None) -> Iterator[tuple[Scalar, Problem]]:
    """The name and the test of a line that was understood, each with its usual form."""
    if field is None:
        return
    name = entry.key.text
    # A blank within the name is for the eye; only other characters are told.
    usual_name = standard(name)
    if usual_name != name:
        declared = next((n for n in field.names if fold(n) == fold(name)), name)
        if usual_name == declared:
            yield entry.key, _told(name, declared)
    if isinstance(entry.value, Scalar):
        text = entry.value.text.strip()
        usual = _usual(field, text)
        if usual != text:
            yield entry.value, _told(text, usual)


def _told(written: str, usual: str) -> Problem:
    return Problem(
        CODE,
        f"「{written}」的写法与声明的不一样，意思没有读错。",
        f"请写成「{usual}」，以后才查得到、比得出。",
        (written, usual),
    )


def _usual(field: Field, text: str) -> str:
    usual = standard(text)
    if field.type is FieldType.NUMBER:
        usual = _ORDER.sub(lambda m: f"{_ORDERS[m[1]]} ", usual)
        forms = "|".join(map(re.escape, other_forms(field.unit)))
        if forms:
            usual = re.sub(rf"(?<=[0-9十百千万亿])\s*(?:{forms})(?!\w)", f" {field.unit}", usual)
    elif field.type is FieldType.DATE:
        usual = _DATE.sub(_iso, usual)
    return text if usual != text and _declared_oddly(field) else usual


def _declared_oddly(field: Field) -> bool:
    """Whether a value is itself declared in other characters: then no test is called odd."""
    return any(standard(n) != n for c in field.choices for n in (c.name, *c.aliases))


def _iso(written: re.Match[str]) -> str:
    try:
        return read_date(written[0]).isoformat()
    except NotReadable:
        return written[0]
