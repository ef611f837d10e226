"""What one check costs, with either engine, and where the time goes.

Run with ``make bench``. Engines alternate within a round, so that the ratio between them holds
when the machine's speed drifts; the figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import permit_rules as pr
from permit_rules.checking import assemble as assembling
from permit_rules.checking.checker import Checker
from permit_rules.checking.decide import decide
from permit_rules.checking.payload import read_payload
from permit_rules.checking.situation import Situation, situate
from permit_rules.engines.opening import EngineName

EXAMPLES = Path(__file__).parents[1] / "examples"
PAYLOADS = {"food-business": "restaurant.json", "medical-device-class3": "device-shop.json"}
ENGINES: tuple[EngineName, ...] = ("durable", "reference")


def seconds_per_call(call: Callable[[], object], least: float) -> float:
    """Seconds of one call, over as many calls as fill ``least`` seconds."""
    calls, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < least:
        call()
        calls += 1
    return spent / calls


def parts_of(checker: Checker, text: str, day: date, least: float) -> dict[str, float]:
    """Seconds of each part of one check: reading, situating, deciding, assembling, writing."""
    read = read_payload(text)
    assert read.application is not None
    application = read.application
    opened = checker._open(checker.item or "", checker.place or "", day)
    plan, index, engine = opened.prepared.plan, opened.prepared.index, opened.engine

    def situation() -> Situation:
        return situate(application, plan, index, day, unobserved="unknown")

    ready = situation()
    decided = decide(plan, engine, ready)

    def assembled() -> pr.CheckResult:
        return assembling.assemble(
            opened.prepared, engine, application, ready, decided, day, checker.place or "", (), ()
        )

    result = assembled()
    return {
        "payload typing": seconds_per_call(lambda: read_payload(text), least),
        "materials": seconds_per_call(situation, least),
        "engine": seconds_per_call(lambda: decide(plan, engine, ready), least),
        "assembling": seconds_per_call(assembled, least),
        "writing JSON": seconds_per_call(result.model_dump_json, least),
    }


def main() -> None:
    """Print one table an item."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=float, default=0.2, help="seconds a measurement")
    options = arguments.parse_args()
    start = time.perf_counter()
    library = pr.load()
    print(f"load: {time.perf_counter() - start:.3f} s, {len(library.items)} items")
    for item, name in PAYLOADS.items():
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        payload = json.loads(text)
        day = date.fromisoformat(payload["received_on"])
        checkers = {
            e: pr.Checker(library, item=item, place=payload.get("place", ""), engine=e)
            for e in ENGINES
        }
        results = {e: c.check(text).model_dump_json() for e, c in checkers.items()}
        assert len(set(results.values())) == 1, "the engines differ"
        total = pr.CheckResult.model_validate_json(results["durable"]).counts.total
        whole: dict[str, list[float]] = {e: [] for e in ENGINES}
        parts: dict[str, dict[str, list[float]]] = {e: {} for e in ENGINES}
        for _ in range(options.rounds):
            for e, checker in checkers.items():
                whole[e].append(seconds_per_call(partial(checker.check, text), options.seconds))
                for part, cost in parts_of(checker, text, day, options.seconds / 4).items():
                    parts[e].setdefault(part, []).append(cost)
        print(f"\n{item}: {total} review points, {name}, medians of {options.rounds} rounds")
        ratio = statistics.median(d / r for d, r in zip(*whole.values(), strict=True))
        for e in ENGINES:
            median = statistics.median(whole[e])
            print(f"  {e:<9} one check {median * 1e3:7.3f} ms  {1 / median:8.0f} a second")
            for part, costs in parts[e].items():
                cost = statistics.median(costs)
                print(f"      {part:<15} {cost * 1e3:7.3f} ms  {cost / median:5.0%}")
        print(f"  durable / reference: {ratio:.2f}")


if __name__ == "__main__":
    main()
