"""The promise that one notice closes, on many rulebooks made up at random.

    python -m tests.soak.prove_generated --first 1000 --count 300

The same numbers make the same rulebooks. Prints what was tried; every counterexample in full.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import permit_rules as pr
from permit_rules.analysis.prove import prove
from permit_rules.analysis.rounds import Tried
from tests.analysis.generated_rulebooks import CITY, write_rulebook


def tried_on(seed: int, tries: int, bound: int) -> Tried:
    """What a search on the rulebook of this number met; odd numbers are checked in the city."""
    with tempfile.TemporaryDirectory() as folder:
        write_rulebook(seed, Path(folder))
        library = pr.load(folder)
    place = CITY if seed % 2 else ""
    checker = pr.Checker(library, item="made-up", place=place, engine="reference")
    return prove(library, "made-up", place, tries=tries, bound=bound, checker=checker)


def main() -> int:
    """Run with the options of the command line."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--first", type=int, default=1_000)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--tries", type=int, default=40, help="applications of each rulebook")
    options.add_argument("--bound", type=int, default=24, help="corrections of each notice")
    chosen = options.parse_args()
    begun = time.monotonic()
    applications = rounds = found = 0
    for seed in range(chosen.first, chosen.first + chosen.count):
        tried = tried_on(seed, chosen.tries, chosen.bound)
        applications += tried.applications
        rounds += tried.rounds
        for counterexample in tried.found:
            found += 1
            for complaint in counterexample.complaints:
                print(seed, complaint.trouble.label, complaint.points, flush=True)
            print(counterexample.application, counterexample.correction.words, flush=True)
    print(
        f"{chosen.count} rulebooks, {applications} applications, {rounds} corrections,"
        f" {found} counterexamples, {time.monotonic() - begun:.0f} s"
    )
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
