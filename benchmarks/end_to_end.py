"""From JSON text to JSON text, beside zen-engine with pydantic: ``make bench-end-to-end``.

    python -m benchmarks.end_to_end --applications 10000

The applications are made-up traffic of food-business, all different. Everybody goes through all of
them once; then slices of them are measured, everybody in turn, and ratios are taken within a slice.
*Never seen* are the same measures on applications after those. What is compared gives the verdict
alone; the row of a batch holds the findings, questions and counts besides, and the whole result
every reason. The verdicts are held against each other, all of them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from typing import TypeAlias

import permit_rules as pr
from benchmarks.by_hand import ByHand
from benchmarks.traffic import ITEM, PLACE, Applications
from benchmarks.with_zen import WithZen
from permit_rules.batch.answering import Answering
from permit_rules.batch.columns import Rows
from permit_rules.batch.encoding import Encoder, Format

#: What answers an application with bytes of JSON, and is given its verdict.
Answers: TypeAlias = "Callable[[bytes], bytes]"
ZEN, ROW = "zen-engine and pydantic", "row of a batch"
#: The whole result is dear; so many applications of a slice are enough to know how dear.
FEW = 50


def answerers(library: pr.Library) -> dict[str, Answers]:
    """Everybody by name, each opened anew."""
    hand, zen = ByHand(library), WithZen(library)
    answering = Answering(pr.Checker(library, ITEM, PLACE), Rows.APPLICATIONS)
    encoder = Encoder(Format.JSONL, Rows.APPLICATIONS)
    checker = pr.Checker(library, ITEM, PLACE)

    def row(text: bytes) -> bytes:
        answered = answering.answer(text)
        return encoder.encoded([(1, answered.received_on, *cells) for cells in answered.rows])

    def said(verdict: Callable[[bytes], str]) -> Answers:
        return lambda text: json.dumps({"verdict": verdict(text)}).encode()

    return {
        ZEN: said(zen.verdict),
        "closures written by hand": said(hand.verdict),
        ROW: row,
        "whole result": lambda text: checker.check(text).model_dump_json().encode(),
    }


def measured(
    everybody: dict[str, Answers], texts: Sequence[bytes], slices: int
) -> dict[str, list[float]]:
    """Seconds of the processor for an application, by slice."""
    size = len(texts) // slices
    found: dict[str, list[float]] = {name: [] for name in everybody}
    for n in range(slices):
        own = texts[n * size : (n + 1) * size]
        for name, answer in everybody.items():
            given = own if name != "whole result" else own[:FEW]
            begun = time.process_time()
            for text in given:
                answer(text)
            found[name].append((time.process_time() - begun) / len(given))
    return found


def table(found: dict[str, list[float]]) -> str:
    """Microseconds of an application, and the ratio to what is compared with."""
    lines = ["| | µs | ÷ zen-engine and pydantic |", "|---|---:|---:|"]
    for name, times in found.items():
        ratio = statistics.median(a / b for a, b in zip(times, found[ZEN], strict=True))
        lines.append(f"| {name} | {statistics.median(times) * 1e6:,.0f} | {ratio:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Print what was measured."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--applications", type=int, default=10_000)
    reader.add_argument("--slices", type=int, default=10)
    reader.add_argument("--seed", type=int, default=7)
    asked = reader.parse_args()
    made = Applications(asked.seed)
    number = asked.applications
    texts = [made.text(n).encode() for n in range(number)]
    later = [made.text(n).encode() for n in range(number, number + number // 5)]
    everybody = answerers(pr.load())
    wrong = 0
    for n, text in enumerate(texts):
        verdicts = {
            json.loads(answer(text))["verdict"]
            for name, answer in everybody.items()
            if name != "whole result" or n % 20 == 0
        }
        wrong += len(verdicts) > 1
    print(f"{number:,} applications, all different; {wrong} verdicts differ\n")
    print("Seen before:\n\n" + table(measured(everybody, texts, asked.slices)))
    print("\nNever seen:\n\n" + table(measured(everybody, later, asked.slices // 2)))


if __name__ == "__main__":
    main()
