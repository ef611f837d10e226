"""What was measured, as tables in Markdown, and drawn.

python -m benchmarks.peers.report FIGURES.json [PLOT.svg]
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.peers.peers import CLOSURES, DISTINCT, PROGRAM
from benchmarks.peers.plot import plot
from benchmarks.peers.worker import BATCH, ONE, PARTLY, TEXT

#: By size and engine: what loading cost, the times of each round by task, what went wrong.
Figures: TypeAlias = "Mapping[str, Mapping[str, Mapping[str, Any]]]"

TITLES = {
    ONE: "Engine alone, everything stated",
    PARTLY: "Engine alone, 20 % of the facts unstated, in three values",
    TEXT: "JSON text in, validated with pydantic, JSON text out",
    BATCH: "In batches",
}
BASES = {PROGRAM: "program", DISTINCT: "distinct", CLOSURES: "closures"}


def report(figures: Figures) -> str:
    """All tables."""
    parts = [
        f"### {title}\n\n{table}" for t, title in TITLES.items() if (table := times(figures, t))
    ]
    return "\n\n".join(
        [*parts, f"### Loading and memory\n\n{loading(figures)}", *troubles(figures)]
    )


def times(figures: Figures, task: str) -> str:
    """Microseconds of an application, and the ratios of the times to those of three others."""
    rows = []
    for name in _names(figures):
        cells = [name]
        for engines in figures.values():
            rounds = engines[name]["times"].get(task, [])
            cells.append(f"{statistics.median(rounds):,.4g}" if rounds else "–")
            cells += [_ratio(rounds, engines, base, task) for base in BASES]
        if any(cell != "–" for cell in cells[1:]):
            rows.append(_row(cells))
    if not rows:
        return ""
    heads = [
        h for size in figures for h in (f"{size} points, µs", *(f"÷ {b}" for b in BASES.values()))
    ]
    return "\n".join([_row(["engine", *heads]), "|---|" + "---:|" * len(heads), *rows])


def _ratio(rounds: list[float], engines: Mapping[str, Any], base: str, task: str) -> str:
    others = engines.get(base, {"times": {}})["times"].get(task, [])
    if not rounds or len(rounds) != len(others):
        return "–"
    return f"{statistics.median(map(float.__truediv__, rounds, others)):.2f}"


def loading(figures: Figures) -> str:
    """What loading costs, and the memory that an engine adds: loaded, and after some checks."""
    parts = {"load ms": "load, ms", "loaded MB": "loaded, MB", "in use MB": "in use, MB"}
    heads = [f"{size} points: {head}" for size in figures for head in parts.values()]
    rows = [
        _row(
            [
                name,
                *(
                    f"{engines[name]['loaded'][part]:,.3g}" if engines[name]["loaded"] else "–"
                    for engines in figures.values()
                    for part in parts
                ),
            ]
        )
        for name in _names(figures)
    ]
    return "\n".join([_row(["engine", *heads]), "|---|" + "---:|" * len(heads), *rows])


def troubles(figures: Figures) -> Iterator[str]:
    """What went wrong."""
    for size, engines in figures.items():
        for name, found in engines.items():
            if found["trouble"]:
                yield f"**{name}**, {size} points: {found['trouble']}"


def _names(figures: Figures) -> list[str]:
    return list(dict.fromkeys(name for engines in figures.values() for name in engines))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the tables of a file of figures, and draw its plot if a name for it is given."""
    figures = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(report(figures))
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(plot(figures, ONE), "utf-8")


if __name__ == "__main__":
    main()
