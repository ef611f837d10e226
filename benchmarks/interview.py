"""How many questions interviews ask, against asking everything: a table for docs/interview.md.

For each kind of business some are made up, each from a seed of its own, and asked to the end.
Counts are the same on every machine; ``make questions`` writes them into the page.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

import permit_rules as pr
from permit_rules.checking.prepared import read_fields
from permit_rules.conditions.fields import HANDLING_ITEM_ID, FieldType
from permit_rules.conditions.nodes import DateTest, NumberTest, fields_of, tests_of
from permit_rules.interview import Asking, Interview
from permit_rules.interview.prepared import Prepared

PAGE: Final = Path(__file__).parents[1] / "docs" / "interview.md"
BEGIN: Final = "<!-- questions: begin -->"
END: Final = "<!-- questions: end -->"
PLACE: Final = "440400"
ON: Final = date(2026, 3, 2)
#: How many businesses of each kind are made up.
BUSINESSES: Final = 9


@dataclass(frozen=True, slots=True)
class Count:
    """One interview: permits it ended with, questions, and questions of the permits' forms."""

    permits: int
    asked: int
    forms: int


def made_up(interview: Interview, seed: str) -> Interview:
    """The interview after a business made up from ``seed`` has answered everything."""
    random = Random(seed)
    while (asking := interview.asking()) is not None:
        interview = interview.answer(_answer(interview._prepared, asking, random))
    return interview


def _answer(prepared: Prepared, asking: Asking, random: Random) -> object:
    """An answer near what the rules compare with; of several choices about a third."""
    field, options = asking.field, asking.question.options
    if field.type is FieldType.CHOICES:
        return [o for o in options if random.random() < 1 / 3]
    if options:
        return random.choice(options)
    tests = [t for told in prepared.told for _, node in told.cases for t in tests_of(node)]
    if field.type is FieldType.DATE:
        days = [t.day.literal for t in tests if isinstance(t, DateTest) and t.field == field.id]
        return random.choice([d for d in days if d] or [prepared.on])
    limits = [t.value for t in tests if isinstance(t, NumberTest) and t.field == field.id]
    return max(0, random.choice(limits or [1]) + random.choice((-1, 0, 1))) // 10**field.decimals


def counted(begun: Interview, seed: str) -> Count:
    """Count one interview."""
    ended = made_up(begun, seed)
    found = ended.found()
    keys = {p.key for p in found.permits}
    return Count(len(found.permits), len(ended.answered), len(_of_forms(ended._prepared, keys)))


def _of_forms(prepared: Prepared, keys: set[str]) -> frozenset[str]:
    """The fields that could be asked because some condition of these permits reads them."""
    stated = set(prepared.bundle.states if prepared.bundle else ())
    stated -= set(prepared.bundle.offers if prepared.bundle else ())
    read: set[str] = set()
    for ready in prepared.permits:
        if ready.permit.key in keys:
            read.update(f for t in tests_of(ready.needed) for f in fields_of(t))
            read.update(read_fields(ready.permit.plan) if ready.permit.plan else ())
    return frozenset(f for f in read - stated if prepared.askable(f)) - {HANDLING_ITEM_ID}


def possible(begun: Interview) -> int:
    """How many questions can still matter before the first one is asked."""
    return len(begun._standing.gains())


def row(library: pr.Library, bundle: str, name: str) -> str:
    """One line of the table."""
    begun = Interview(library, bundle=bundle, place=PLACE, on=ON)
    counts = [counted(begun, f"{bundle}/{n}") for n in range(BUSINESSES)]
    asked = [c.asked for c in counts]
    cells = (
        f"{name}（`{bundle}`）" if bundle else name,
        f"{statistics.median(c.permits for c in counts):g}",
        f"{statistics.median(asked):g}",
        str(max(asked)),
        f"{statistics.median(c.forms for c in counts):g}",
        str(possible(begun)),
    )
    return f"| {' | '.join(cells)} |"


def table(library: pr.Library) -> Iterator[str]:
    """The lines of the table: each kind of business, and one of no kind."""
    yield "| business | permits | asked | at most | read by their forms | could be asked |"
    yield "|---|---|---|---|---|---|"
    for bundle in library.bundles_at(PLACE).bundles:
        yield row(library, bundle.id, bundle.name)
    yield row(library, "", "whatever it does")


def written(page: str, lines: Iterator[str]) -> str:
    """The page with these lines between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    text = "\n".join(lines)
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def main() -> None:
    """Print the table, or write it into the page."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--write", action="store_true", help="write docs/interview.md")
    wanted = arguments.parse_args()
    lines = table(pr.load())
    if wanted.write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), lines), encoding="utf-8")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
