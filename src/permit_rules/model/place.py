"""Places by division code (GB/T 2260): nation, province, city, county, township."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from permit_rules.written import fold

#: The code of the nation, above every province.
NATION = ""

#: How lists of items write the nation where a code has to stand.
_NATION_CODE: Final = "000000"
_MUNICIPALITIES: Final = ("11", "12", "31", "50")
#: The first two digits of every code: provinces, autonomous regions and municipalities by region,
#: Taiwan, and the special administrative regions (GB/T 2260).
_PROVINCES: Final = frozenset(
    str(n)
    for region in (
        range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66),
        (71, 81, 82),
    )
    for n in region
)  # fmt: skip
#: What may be left out at the end of a name.
_KINDS: Final = "省市县区"


class Level(str, Enum):
    """行使层级: at which level of government something is done, from the highest down."""

    NATION = "国家"
    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县"
    TOWNSHIP = "乡"

    @property
    def rank(self) -> int:
        """How far down it is: 0 for the nation."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """A place the corpus knows by name.

    ``offices`` are the proper names of its departments (机关), the usual one first, by what the
    department is generally called.
    """

    code: str
    name: str
    offices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def is_code(text: str) -> bool:
    """Whether a text has the shape of a division code: six digits, or nine for a township."""
    return text.isascii() and text.isdigit() and len(text) in (6, 9)


def read_code(text: str) -> str | None:
    """The code that a text gives, the nation's by its name or 000000; None if it is none."""
    text = text.strip()
    if text in (_NATION_CODE, Level.NATION.value):
        return NATION
    return text if is_code(text) else None


def read_place(text: str, known: Mapping[str, Place]) -> str | None:
    """The code of a place given by its code or by a name that is ``known`` here, else None.

    No text at all is the nation. A name that several places have is that of none.
    A code that is not known here is one if there is such a province: below it nobody keeps a list.
    """
    wanted = fold(text)
    if not wanted or wanted in known:
        return wanted
    code = read_code(wanted)
    if code is not None:
        # 440300000 is 440300: a township has three digits of its own.
        code = code[:6] if code[6:] == "000" else code
        return code if code == NATION or code[:2] in _PROVINCES else None
    named = places_named(text, known)
    return named[0] if len(named) == 1 else None


def places_named(text: str, known: Mapping[str, Place]) -> tuple[str, ...]:
    """The codes of all places that are called so, whether 市 or 县 is written or left out."""
    wanted = {fold(text) + kind for kind in ("", *_KINDS)}
    return tuple(sorted(p.code for p in known.values() if fold(p.name) in wanted))


def ancestors(code: str) -> tuple[str, ...]:
    """The codes from the nation down to ``code`` itself: ``("", "440000", "440300")``.

    A code has six digits, or nine for a township; anything else has only the nation above it.
    """
    if not is_code(code):
        return (NATION,) if code == NATION else (NATION, code)
    province, city, county = code[:2] + "0000", code[:4] + "00", code[:6]
    chain = [NATION, province, city, county, *((code,) if len(code) == 9 else ())]
    return tuple(dict.fromkeys(chain))


def levels_at(code: str) -> frozenset[Level]:
    """The levels of government at a place; more than one where the code leaves it open.

    A municipality is a province and a city at once, its districts and the counties that a
    province governs directly (``469001``) do what elsewhere a city does.
    """
    if code == NATION:
        return frozenset({Level.NATION})
    if len(code) == 9:
        return frozenset({Level.TOWNSHIP})
    municipality = code[:2] in _MUNICIPALITIES
    if code.endswith("0000"):
        return frozenset({Level.PROVINCE, Level.CITY} if municipality else {Level.PROVINCE})
    if code.endswith("00"):
        return frozenset({Level.CITY})
    direct = municipality or code[2:4] == "90"
    return frozenset({Level.CITY, Level.COUNTY} if direct else {Level.COUNTY})
