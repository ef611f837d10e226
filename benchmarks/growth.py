"""How the cost of a check grows with the review points: ``python -m benchmarks.growth``.

The item is made up and of any size; the fields stay the same forty numbers, forty yes-or-no and
twelve choices, so it is the points and the papers alone that grow. Calls are counted, so they are
the same on every machine; times are processor time, all sizes in turn within a round.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import permit_rules as pr
from benchmarks.counting import calls_of, seconds_per_call
from tests.promises import giant

#: Of so many materials each; six points a material.
SIZES = (25, 50, 100, 200, 400)
ROUNDS = 5
#: Seconds of a measurement.
LEAST = 0.2


def opened(materials: int) -> pr.Checker:
    """A checker for the item of that size."""
    with tempfile.TemporaryDirectory() as folder:
        giant.write_rules(Path(folder), materials)
        return pr.Checker(pr.load(folder), "giant")


def main() -> None:
    """Print a table for each kind of application."""
    checkers = {materials: opened(materials) for materials in SIZES}
    for kind, made in {
        "complete": giant.in_order,
        "with defects": partial(giant.application, 1),
        "nearly empty": _empty,
    }.items():
        texts = {m: json.dumps(made(m), ensure_ascii=False) for m in SIZES}
        print(f"\n{kind}\n\n| points | calls | a point | µs a point |\n|---:|---:|---:|---:|")
        checks = {m: _check(checkers[m], texts[m]) for m in SIZES}
        times: dict[int, list[float]] = {m: [] for m in SIZES}
        for _ in range(ROUNDS):
            for materials, check in checks.items():
                times[materials].append(seconds_per_call(check, LEAST))
        for materials, check in checks.items():
            points = materials * giant.POINTS_A_MATERIAL
            calls, each = calls_of(check), statistics.median(times[materials])
            print(f"| {points:,} | {calls:,} | {calls / points:.1f} | {each / points * 1e6:.1f} |")


def _check(checker: pr.Checker, text: str) -> Callable[[], str]:
    def check() -> str:
        return checker.check(text).model_dump_json()

    check()
    return check


def _empty(materials: int) -> dict[str, object]:
    return {"item": "giant", "received_on": "2026-03-02"}


if __name__ == "__main__":
    main()
