"""Checks of every sample, measured through what ``import permit_rules`` offers, as JSON.

    python -m benchmarks.measure                 the installed version
    PYTHONPATH=OTHER/src python -m benchmarks.measure

Run by ``benchmarks.compare`` with two versions of the library in turn.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from typing import Any

import permit_rules as pr
from benchmarks.applications import REAL, cases, library_of, samples
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
        if item != "giant":
            found[f"{item}, each of its cases once"] = each_once(library, item)
    return found


def each_once(library: pr.Library, item: str) -> dict[str, Any]:
    """The same of a check on average, where no application comes a second time.

    The seconds are those of one pass.
    """
    texts = cases(item)

    def all_of_them(checker: pr.Checker) -> list[str]:
        return [checker.check(text).model_dump_json() for text in texts]

    def opened() -> pr.Checker:
        checker = pr.Checker(library, item=item)
        for day in {json.loads(text).get("received_on", "") for text in texts}:
            checker.check({"item": item, "received_on": day})  # opens the plan of that day
        return checker

    first, again = opened(), opened()
    start = time.process_time()
    answers = all_of_them(first)
    seconds = time.process_time() - start
    asked = asserted(partial(all_of_them, opened())) // len(texts)
    return {
        "first asserted": asked,
        "calls": calls_of(partial(all_of_them, again)) // len(texts),
        "asserted": asserted(partial(all_of_them, again)) // len(texts),
        "seconds": seconds,
        "answer": "\n".join(answers),
    }


if __name__ == "__main__":
    json.dump(measured(float(sys.argv[1]) if len(sys.argv) > 1 else 0.2), sys.stdout)
