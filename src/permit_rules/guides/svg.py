"""A course of steps drawn as SVG: one column of steps, the ways out of a question beside it.

Nothing has to be loaded to show it, and it takes the colour of the text around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from permit_rules.guides.flow import Exit, Flow, Step
from permit_rules.written.inert import one_line

_SIZE: Final = 14
_LINE: Final = 21
_PAD: Final = 11
_WIDTH: Final = 330
_BETWEEN: Final = 64
_BESIDE: Final = 300
_GAP: Final = 38
_APART: Final = 10


def write_svg(flow: Flow) -> str:
    """The diagram as one ``svg`` element; every text in it is escaped."""
    body: list[str] = []
    top = 1.0
    for number, step in enumerate(flow.steps):
        main = _box(step.text, step.details, _WIDTH)
        beside = [_exit_box(e) for e in step.exits]
        height = max(main.height, _stacked(beside))
        body += _drawn(main, 1, top, bool(step.exits))
        # One way out stands beside its question, several begin level with its top.
        lower = (main.height - _stacked(beside)) / 2
        body += _ways_out(beside, top + main.height / 2, top + max(lower, 0))
        if number < len(flow.steps) - 1:
            body += _down(step, top + main.height, top + height + _GAP)
        top += height + _GAP
    total = top - _GAP + 1
    wide = any(s.exits for s in flow.steps)
    width = _WIDTH + 2 + (_BETWEEN + _BESIDE if wide else 0)
    title = escape(one_line(flow.title))
    return (
        f'<svg class="flow" viewBox="0 0 {width} {total:g}" width="{width}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg" aria-label="{title}" font-size="{_SIZE}" '
        f'fill="none" stroke="currentColor" style="max-width:100%;height:auto">'
        f"<title>{title}</title>{''.join(body)}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Box:
    lines: tuple[tuple[str, bool], ...]
    width: float

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + 2 * _PAD


def _box(text: str, details: Iterable[str], width: float) -> _Box:
    lines = [(line, True) for line in _wrapped(text, width)]
    lines += [(line, False) for each in details for line in _wrapped(each, width)]
    return _Box(tuple(lines), width)


def _exit_box(way: Exit) -> _Box:
    return _box(way.text, (way.answer,) if way.answer != "否" else (), _BESIDE)


def _stacked(boxes: list[_Box]) -> float:
    return sum(b.height + _APART for b in boxes) - _APART if boxes else 0


def _wrapped(text: str, width: float) -> Iterator[str]:
    """Lines that fit a box; Chinese breaks anywhere, and a wide sign counts as one, others less."""
    room = (width - 3 * _PAD) / _SIZE
    line, used = "", 0.0
    for sign in one_line(text):
        step = 1.0 if ord(sign) > 0x2E80 or sign in "“”…—●" else 0.56
        if line and used + step > room and sign not in "，。；：、）”！？":
            yield line
            line, used = "", 0.0
        line, used = line + sign, used + step
    yield line


def _drawn(box: _Box, left: float, top: float, question: bool) -> Iterator[str]:
    right, bottom, middle = left + box.width, top + box.height, top + box.height / 2
    if question:
        edge = 14
        points = (
            f"{left},{middle:g} {left + edge},{top:g} {right - edge},{top:g} {right},{middle:g} "
            f"{right - edge},{bottom:g} {left + edge},{bottom:g}"
        )
        yield f'<polygon points="{points}"/>'
    else:
        yield (f'<rect x="{left}" y="{top:g}" width="{box.width}" height="{box.height:g}" rx="6"/>')
    for number, (line, strong) in enumerate(box.lines):
        y = top + _PAD + number * _LINE + _LINE * 0.72
        weight = ' font-weight="bold"' if strong else ""
        yield _text(line, left + box.width / 2, y, weight)


def _text(line: str, x: float, y: float, more: str = "") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="middle" stroke="none" fill="currentColor"'
        f"{more}>{escape(line)}</text>"
    )


def _ways_out(boxes: list[_Box], middle: float, top: float) -> Iterator[str]:
    left = 1 + _WIDTH + _BETWEEN
    for box in boxes:
        level = top + box.height / 2
        bend = 1 + _WIDTH + _BETWEEN / 2
        yield (
            f'<path d="M{1 + _WIDTH},{middle:g} H{bend:g} V{level:g} H{left}" '
            f'stroke-dasharray="5 3"/>'
        )
        yield _arrow(left, level, "right")
        yield from _drawn(box, left, top, question=False)
        top += box.height + _APART


def _down(step: Step, start: float, end: float) -> Iterator[str]:
    x = 1 + _WIDTH / 2
    yield f'<path d="M{x:g},{start:g} V{end:g}"/>'
    yield _arrow(x, end, "down")
    if step.onward:
        yield _text(step.onward, x + 10 + len(step.onward) * _SIZE / 2, end - _GAP / 2 + 5)


def _arrow(x: float, y: float, way: str) -> str:
    if way == "down":
        points = f"{x:g},{y:g} {x - 4:g},{y - 8:g} {x + 4:g},{y - 8:g}"
    else:
        points = f"{x:g},{y:g} {x - 8:g},{y - 4:g} {x - 8:g},{y + 4:g}"
    return f'<polygon points="{points}" fill="currentColor" stroke="none"/>'
