"""Checks of every sample, measured through what ``import permit_rules`` offers, as JSON.

    python -m benchmarks.measure                 the installed version
    PYTHONPATH=OTHER/src python -m benchmarks.measure

Run by ``benchmarks.compare`` with two versions of the library in turn.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import permit_rules as pr
from benchmarks.applications import REAL, library_of, samples
from benchmarks.counting import asserted, calls_of, seconds_per_call


def measured(seconds: float) -> dict[str, dict[str, Any]]:
    """Of each sample: calls and rulesets asked on the second and the third check, and seconds."""
    found: dict[str, dict[str, Any]] = {}
    for item in (*REAL, "giant"):
        library = library_of(item)
        for sample in samples(item):
            checker = pr.Checker(library, item=item, place=sample.place)

            def whole(checker: pr.Checker = checker, text: str = sample.text) -> str:
                return checker.check(text).model_dump_json()

            first = asserted(whole)
            found[sample.name] = {
                "first asserted": first,
                "calls": calls_of(whole),
                "asserted": asserted(whole),
                "seconds": seconds_per_call(whole, seconds),
                "answer": whole(),
            }
            checker.close()
    return found


if __name__ == "__main__":
    json.dump(measured(float(sys.argv[1]) if len(sys.argv) > 1 else 0.2), sys.stdout)
