"""What changes of the item as a whole, and of its fields, mean for applicants."""

from __future__ import annotations

from permit_rules.impact.burden import Burden, of_set
from permit_rules.impact.compare import FIELDS, ITEM_SECTION, Pair
from permit_rules.model.item import CountFrom

_FREE = "不收费"


def item_burden(pair: Pair) -> Burden:
    """What a change that concerns all applications alike means; mostly neither."""
    if pair.section == FIELDS or pair.section != ITEM_SECTION:
        return Burden.NEITHER
    old, new = str(pair.old or ""), str(pair.new or "")
    if pair.id == "收费" and _FREE in (old, new):
        return Burden.LESS if new == _FREE else Burden.MORE
    if pair.id == "不得索要":
        return of_set(_names(old), _names(new), Burden.LESS)
    if pair.id == "补正后按":
        return Burden.LESS if new == CountFrom.FIRST_RECEIPT.value else Burden.MORE
    return Burden.NEITHER


def _names(text: str) -> list[str]:
    return [name for name in text.split("、") if name]
