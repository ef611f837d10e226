"""The figures as one picture: bars of rounds, reasons, situations and offices, as SVG.

Nothing has to be loaded to show it. The texts name several Chinese fonts, so that whatever system
shows it finds one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from permit_rules.casework.figures.definitions import reason_words
from permit_rules.casework.figures.model import Figures, Group
from permit_rules.written.inert import one_line

_FONTS: Final = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "'SimHei','WenQuanYi Micro Hei',sans-serif"
)
_WIDTH: Final = 1120
_PANEL: Final = 536
_EDGE: Final = 24
_ROW: Final = 26
_HEAD: Final = 46
_LABEL: Final = 216
_VALUE: Final = 96
_MOST: Final = 10
_LABEL_LENGTH: Final = 15
_TILE: Final = 78
_INK, _PALE, _GRID = "#1f2933", "#52606d", "#e4e7eb"
_BLUE, _RED = "#2b6cb0", "#c05621"
_JUDGED: Final = {"met": "达标", "missed": "未达标", "cannot_tell": "无法判断"}
_COLOURS: Final = {"met": "#276749", "missed": "#c53030", "cannot_tell": _PALE}


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    value: int
    said: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class _Panel:
    title: str
    bars: tuple[_Bar, ...]

    @property
    def height(self) -> int:
        return _HEAD + _ROW * max(len(self.bars), 1) + 12


def write_plot(figures: Figures) -> str:
    """The picture as one ``svg`` element; every text in it is escaped."""
    panels = [panel for panel in _panels(figures) if panel.bars]
    top = 92
    body = [*_heading(figures), *_tiles(figures, top)]
    top += _TILE + 24
    if figures.targets:
        body += _targets(figures, top)
        top += _HEAD + _ROW * len(figures.targets) + 12
    for left, right in zip(panels[::2], [*panels[1::2], None], strict=False):
        body += _drawn(left, _EDGE, top)
        if right is not None:
            body += _drawn(right, _WIDTH - _EDGE - _PANEL, top)
        top += max(left.height, right.height if right else 0) + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" '
        f'height="{top}" role="img" aria-label="办件统计" font-family="{_FONTS}" font-size="13">'
        f'<rect width="{_WIDTH}" height="{top}" fill="#fff"/>{"".join(body)}</svg>\n'
    )


def _panels(figures: Figures) -> Iterator[_Panel]:
    rounds = tuple(
        _Bar(f"补正{r.rounds}次", r.cases, f"{r.cases}件", r.rounds >= 2) for r in figures.rounds
    )
    yield _Panel("补正轮次（橙色：两次及以上）", rounds)
    reasons = figures.correction_reasons[:_MOST]
    yield _Panel(
        "补正原因",
        tuple(_Bar(reason_words(r.reason), r.cases, f"{r.cases}件 {r.lines}条") for r in reasons),
    )
    largest = sorted(figures.situations, key=lambda g: (-g.counts.cases, g.item, g.name))
    yield _Panel(
        "业务办理量（按事项和业务办理项）",
        tuple(
            _Bar(f"{g.name or '未写明'} {g.item}", g.counts.cases, f"{g.counts.cases}件")
            for g in largest[:_MOST]
        ),
    )
    yield _Panel("核查方式", tuple(_Bar(m.name, m.cases, f"{m.cases}件") for m in figures.modes))
    yield _Panel("单位：两次及以上补正", _repeated(figures.offices))
    yield _Panel("人员：两次及以上补正", _repeated(figures.persons))
    yield _Panel(
        "岗位用时（工作日，平均）",
        tuple(
            _Bar(p.name, p.days * 100 // p.times, f"{_mean(p.days, p.times)}日")
            for p in figures.posts
            if p.times
        ),
    )
    yield _Panel("办理结果", tuple(_Bar(r.name, r.cases, f"{r.cases}件") for r in figures.results))


def _repeated(groups: Sequence[Group]) -> tuple[_Bar, ...]:
    return tuple(
        _Bar(
            g.name or "未写明",
            g.counts.repeated,
            f"{g.counts.repeated}件 {g.counts.two_round_rate.percent}",
            True,
        )
        for g in sorted(groups, key=lambda g: -g.counts.repeated)[:_MOST]
    )


def _mean(days: int, times: int) -> str:
    tenths = (days * 20 + times) // (times * 2)
    return f"{tenths // 10}.{tenths % 10}"


# ---- drawing -----------------------------------------------------------------------------------


def _heading(figures: Figures) -> Iterator[str]:
    population = figures.population
    yield _text("办件统计", _EDGE, 38, size=22, bold=True)
    said = (
        f"期间：{figures.period.words}；办结{population.decided}件，没有办结{population.open}件，"
        f"其中已补正五次及以上的{population.open_five_or_more}件"
    )
    yield _text(said, _EDGE, 64, colour=_PALE)


def _tiles(figures: Figures, top: int) -> Iterator[str]:
    tiles = (
        ("两次补正率", figures.two_round_rate.percent),
        ("五次及以上", f"{figures.five_or_more}件"),
        ("一次通过率", figures.first_pass_rate.percent),
        ("按时办结率", figures.on_time_rate.percent),
        ("时限压缩率", figures.limit_compression.percent),
        ("漏告", f"{figures.late_notified_cases}件{figures.late_notified_lines}条"),
    )
    width = (_WIDTH - 2 * _EDGE - 12 * (len(tiles) - 1)) / len(tiles)
    for number, (name, value) in enumerate(tiles):
        left = _EDGE + number * (width + 12)
        yield (
            f'<rect x="{left:g}" y="{top}" width="{width:g}" height="{_TILE}" rx="6" '
            f'fill="#f5f7fa" stroke="{_GRID}"/>'
        )
        yield _text(name, left + 14, top + 26, colour=_PALE)
        yield _text(value, left + 14, top + 58, size=21, bold=True)


def _targets(figures: Figures, top: int) -> Iterator[str]:
    yield _text("指标", _EDGE, top + 24, size=15, bold=True)
    for number, target in enumerate(figures.targets):
        line = top + _HEAD + _ROW * number + 12
        yield _text(f"{target.figure}{target.wanted}", _EDGE, line)
        yield _text(target.found, _EDGE + 300, line)
        told = _JUDGED[target.judgement] + (f"：{target.why}" if target.why else "")
        yield _text(told, _EDGE + 560, line, bold=True, colour=_COLOURS[target.judgement])


def _drawn(panel: _Panel, left: int, top: int) -> Iterator[str]:
    yield _text(panel.title, left, top + 24, size=15, bold=True)
    room = _PANEL - _LABEL - _VALUE - 30
    longest = max(bar.value for bar in panel.bars) or 1
    start = left + _LABEL
    for number, bar in enumerate(panel.bars):
        line = top + _HEAD + _ROW * number
        length = max(room * bar.value / longest, 2 if bar.value else 0)
        label = bar.label if len(bar.label) <= _LABEL_LENGTH * 2 else f"{bar.label[:29]}…"
        yield _text(label, start - 10, line + 13, anchor="end")
        yield (
            f'<rect x="{start}" y="{line}" width="{length:.1f}" height="{_ROW - 8}" rx="2" '
            f'fill="{_RED if bar.marked else _BLUE}"/>'
        )
        yield _text(bar.said, start + length + 8, line + 13, colour=_PALE)
    foot = top + _HEAD + _ROW * len(panel.bars) - 4
    yield (
        f'<line x1="{start}" y1="{top + _HEAD - 6}" x2="{start}" y2="{foot}" '
        f'stroke="{_GRID}" stroke-width="1"/>'
    )


def _text(
    said: str,
    x: float,
    y: float,
    *,
    size: int = 13,
    bold: bool = False,
    colour: str = _INK,
    anchor: str = "start",
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"'
        f"{weight}>{escape(one_line(said))}</text>"
    )
