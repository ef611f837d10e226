"""The times of all engines by the number of points, drawn as SVG on two logarithmic scales."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from html import escape
from math import ceil, floor, log10
from typing import Any, Final

WIDTH, HEIGHT = 900, 520
LEFT, RIGHT, TOP, BOTTOM = 110, 270, 30, 50
COLOURS: Final = (
    "#c0392b", "#e67e22", "#7f8c8d", "#2c3e50", "#2980b9", "#5dade2", "#16a085", "#58d68d",
    "#8e44ad", "#bb8fce", "#b7950b", "#6e2c00", "#000000",
)  # fmt: skip


def plot(figures: Mapping[str, Mapping[str, Any]], task: str) -> str:
    """One line an engine; those of this library are drawn thicker."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for size, engines in figures.items():
        for name, found in engines.items():
            if rounds := found["times"].get(task):
                lines.setdefault(name, []).append(
                    (log10(int(size)), log10(statistics.median(rounds)))
                )
    sizes = sorted({x for line in lines.values() for x, _ in line})
    values = [y for line in lines.values() for _, y in line]
    lowest, highest = floor(min(values)), ceil(max(values))
    span = max(sizes[-1] - sizes[0], 1e-9)

    def across(x: float) -> float:
        return LEFT + (x - sizes[0]) / span * (WIDTH - LEFT - RIGHT)

    def down(y: float) -> float:
        return TOP + (highest - y) / (highest - lowest) * (HEIGHT - TOP - BOTTOM)

    def drawn() -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif" font-size="12">'
        )
        yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
        for y in range(lowest, highest + 1):
            yield (
                f'<path d="M{LEFT} {down(y):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                f'<text x="{LEFT - 8}" y="{down(y) + 4:.1f}" text-anchor="end">{10**y:,} µs</text>'
            )
        for x in sizes:
            label = f'<text x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">'
            yield f"{label}{round(10**x):,}</text>"
        title = "review points; one application, everything stated"
        yield f'<text x="{LEFT}" y="{HEIGHT - 10}">{title}</text>'
        for place, (name, line) in enumerate(
            sorted(lines.items(), key=lambda entry: -entry[1][-1][1])
        ):
            colour = COLOURS[place % len(COLOURS)]
            path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in line)
            thick = 3 if name.startswith("durable-rules, ") and "manual" not in name else 1.2
            yield (
                f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{thick}"/>'
            )
            at = TOP + 12 + place * 20
            yield (
                f'<path d="M{WIDTH - RIGHT + 15} {at - 4}h18" stroke="{colour}" '
                f'stroke-width="{thick}"/>'
                f'<text x="{WIDTH - RIGHT + 40}" y="{at}">{escape(name)}</text>'
            )
        yield "</svg>\n"

    return "\n".join(drawn())
