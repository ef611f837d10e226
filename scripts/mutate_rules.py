"""Plant one mistake at a time in the review points and see whether the tables of cases notice.

    python -m scripts.mutate_rules                         all items
    python -m scripts.mutate_rules --item food-business    one item
    python -m scripts.mutate_rules --only "C8d"            mutants whose description contains a text
    python -m scripts.mutate_rules --write                 put the figures into docs/mutation.md

A mutant is *killed* when some case states something that no longer holds, *proven equivalent* when
nothing can end otherwise (scripts/mutation/proof.py), and *survives* else. 1 is returned where
less than 95 % of the mutants that are not proven equivalent are killed, 2 where a case fails
before anything was changed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import permit_rules as pr
from scripts.mutation.kinds import Kind
from scripts.mutation.run import BaselineRed, Fate, Outcome, names, run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "mutation.md"
BEGIN = "<!-- figures: begin; written by `make mutate ARGS=--write` -->"
END = "<!-- figures: end -->"
#: The share of mutants not proven equivalent that the tables have to kill.
WANTED = 0.95


def rate(outcomes: Iterable[Outcome]) -> float:
    """The share of killed mutants among those not proven equivalent; 1 where there are none."""
    fates = Counter(o.fate for o in outcomes)
    killed, survived = fates[Fate.KILLED], fates[Fate.SURVIVED]
    return killed / (killed + survived) if killed + survived else 1.0


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """The figures of one item by kind, as a Markdown table."""
    rows = [
        "| planted mistake | made | killed | proven equivalent | survived |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for kind in Kind:
        own = [o for o in outcomes if o.kind is kind]
        if own:
            rows.append(_row(kind.value, own))
    return [*rows, _row("**all**", outcomes)]


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    fates = Counter(o.fate for o in outcomes)
    cells = (len(outcomes), *(fates[f] for f in (Fate.KILLED, Fate.EQUIVALENT, Fate.SURVIVED)))
    return f"| {name} | " + " | ".join(map(str, cells)) + " |"


def figures(found: Mapping[str, Sequence[Outcome]]) -> str:
    """The figures of all items, and every mutant that was not killed."""
    lines: list[str] = []
    for item, outcomes in found.items():
        lines += [f"### {item}: {rate(outcomes):.2%} killed", "", *table(outcomes), ""]
        for fate in (Fate.SURVIVED, Fate.EQUIVALENT):
            left = [o for o in outcomes if o.fate is fate]
            if left:
                lines += [f"{fate.value.capitalize()}:", "", *(f"- {o.words}" for o in left), ""]
    return "\n".join(lines).rstrip() + "\n"


def written(page: str, text: str) -> str:
    """The page with the figures between its two marks replaced.

    Raises:
        ValueError: the page lacks a mark.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, behind = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no {BEGIN} … {END} in the page")
    return f"{before}{BEGIN}\n\n{text}\n{END}{behind}"


def main(arguments: list[str] | None = None) -> int:
    """Run the mutants of the items that were asked for."""
    parser = argparse.ArgumentParser(description="Do the tables of cases notice mistakes?")
    parser.add_argument("--item", action="append", help="item, item@place, general; all without it")
    parser.add_argument("--only", default="", help="only mutants whose description contains this")
    parser.add_argument("--processes", type=int, default=2, help="how many at the same time")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    options = parser.parse_args(arguments)
    if options.write and (options.item or options.only):
        parser.error("--write needs the figures of all items and all mutants")
    found: dict[str, tuple[Outcome, ...]] = {}
    for item in options.item or names(pr.load()):
        began = time.monotonic()
        try:
            found[item] = run(item, processes=options.processes, only=options.only)
        except BaselineRed as red:
            print(f"{item}: cases fail without any change: {red}", file=sys.stderr)
            return 2
        print(f"{item}: {len(found[item])} mutants in {time.monotonic() - began:.0f} s")
    text = figures(found)
    print(text)
    if options.write:
        PAGE.write_text(written(PAGE.read_text("utf-8"), text), "utf-8")
    return 0 if all(rate(o) >= WANTED for o in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
