"""How one property of a fact is written for the Rete engine, with its comma before it.

The names are generated from the numbers of slots, so that a property is the same in every ruleset
and its text is written once for all of them. The values are whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Of what is not known nothing is written: no test matches a property that a fact does not have.
UNKNOWN: Final = ""


def property_name(slot: int) -> str:
    """The name of the property for a slot, given its number in the plan."""
    return f"p{slot}"


def text_of(slot: int, value: int | str) -> str:
    """The property with a whole number, given as such or written already."""
    return f',"{property_name(slot)}":{value}'


def flag_texts(slot: int) -> Mapping[bool | None, str]:
    """What is written of something that is so, is not so, or is not known."""
    return {True: text_of(slot, 1), False: text_of(slot, 0), None: UNKNOWN}
