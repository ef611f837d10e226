"""What one check costs, and where it goes: counts first, then times as shares of one run.

Run with ``make bench``. Calls are counted, so they are the same on every machine and however
busy it is; of the times read the shares and the ratios. Engines alternate within a round.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from functools import partial

import permit_rules as pr
from benchmarks.applications import REAL, Sample, library_of, samples
from benchmarks.counting import asserted, calls_of, seconds_per_call
from benchmarks.stages import REST, STAGES, Stages
from permit_rules.engines.opening import EngineName

ENGINES: tuple[EngineName, ...] = ("durable", "reference")


def shares_of(checker: pr.Checker, text: str, rounds: int) -> tuple[Counter[str], Counter[str]]:
    """Calls of one check by stage, and seconds of ``rounds`` checks by stage."""
    counted, timed = Stages(), Stages()
    with counted.counting():
        checker.check(text).model_dump_json()
    with timed.watch():
        for _ in range(rounds):
            checker.check(text).model_dump_json()
    return counted.calls, timed.seconds


def ratio_of_engines(library: pr.Library, sample: Sample, rounds: int, least: float) -> float:
    """The time of a check with durable-rules over that with the reference engine."""
    checkers = [
        pr.Checker(library, item=sample.item, place=sample.place, engine=e) for e in ENGINES
    ]
    answers = {c.check(sample.text).model_dump_json() for c in checkers}
    assert len(answers) == 1, "the engines differ"
    ratios = []
    for _ in range(rounds):
        durable, reference = (
            seconds_per_call(partial(c.check, sample.text), least) for c in checkers
        )
        ratios.append(durable / reference)
    return statistics.median(ratios)


def report(library: pr.Library, sample: Sample, rounds: int, least: float) -> None:
    """Print the table of one application."""
    checker = pr.Checker(library, item=sample.item, place=sample.place)

    def whole() -> str:
        return checker.check(sample.text).model_dump_json()

    first = asserted(whole)
    points = checker.check(sample.text).counts.total
    print(f"\n{sample.name}: {points} review points")
    print(
        f"  calls {calls_of(whole):,}; rulesets asked {first:,}, and once more {asserted(whole):,}"
    )
    each = statistics.median(seconds_per_call(whole, least) for _ in range(rounds))
    ratio = ratio_of_engines(library, sample, rounds, least)
    print(
        f"  one check {each * 1e3:.2f} ms of processor time;"
        f" durable-rules / reference engine {ratio:.2f}"
    )
    calls, seconds = shares_of(checker, sample.text, rounds * 4)
    print(f"  {'stage':<22}{'calls':>10}{'calls':>7}{'time':>7}")
    for stage in (*STAGES, REST):
        call, second = calls[stage] / calls.total(), seconds[stage] / seconds.total()
        print(f"  {stage:<22}{calls[stage]:>10,}{call:>7.0%}{second:>7.0%}")


def main() -> None:
    """Print one table an application."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=float, default=0.1, help="seconds a measurement")
    arguments.add_argument("--items", nargs="*", default=[*REAL, "giant"])
    options = arguments.parse_args()
    for item in options.items:
        start = time.process_time()
        library = library_of(item)
        print(f"\nload: {time.process_time() - start:.3f} s, {len(library.items)} items")
        for sample in samples(item):
            report(library, sample, options.rounds, options.seconds)


if __name__ == "__main__":
    main()
