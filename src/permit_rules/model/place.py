"""Places by division code (GB/T 2260): nation, province, city, county, township."""

from __future__ import annotations

from dataclasses import dataclass

#: The code of the nation, above every province.
NATION = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place the corpus knows by name."""

    code: str
    name: str


def ancestors(code: str) -> tuple[str, ...]:
    """The codes from the nation down to ``code`` itself: ``("", "440000", "440300")``.

    A code has six digits, or nine for a township; anything else has only the nation above it.
    """
    if not code.isascii() or not code.isdigit() or len(code) not in (6, 9):
        return (NATION,) if code == NATION else (NATION, code)
    province, city, county = code[:2] + "0000", code[:4] + "00", code[:6]
    chain = [NATION, province, city, county, *((code,) if len(code) == 9 else ())]
    return tuple(dict.fromkeys(chain))
