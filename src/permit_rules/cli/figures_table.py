"""The figures of a period as tables for a terminal or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum
from typing import Final

from rich.box import SQUARE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from permit_rules.casework.figures.definitions import reason_words
from permit_rules.casework.figures.model import Duration, Figures, Group, JointFigures
from permit_rules.written.inert import one_line

#: Columns of a table that no terminal is there to limit.
_WIDTH: Final = 120
_JUDGED: Final = {"met": "达标", "missed": "未达标", "cannot_tell": "无法判断"}
_COUNTS: Final = (
    "办件",
    "补正次数",
    "两次及以上",
    "五次及以上",
    "不予受理",
    "漏告条数",
    "投诉咨询",
)


class Breakdown(str, Enum):
    """What the figures are broken down by."""

    SITUATION = "situation"
    MODE = "mode"
    REASON = "reason"
    OFFICE = "office"
    PERSON = "person"
    POST = "post"


def show_figures(figures: Figures, by: Collection[Breakdown] = ()) -> None:
    """Write the figures to standard output; ``by`` empty: with every breakdown."""
    terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout, width=None if terminal else _WIDTH, markup=False, emoji=False
    )
    population = figures.population
    console.print(
        f"办件统计　期间：{figures.period.words}\n{figures.definitions['统计范围']}\n"
        f"读入{population.read}件，其中办结{population.decided}件，没有办结{population.open}件"
        f"（已补正五次及以上的{population.open_five_or_more}件），期间以外{population.outside}件，"
        f"其他事项、单位{population.other}件。",
        highlight=False,
    )
    for table in (_rates(figures), *_targets(figures), _rounds(figures)):
        console.print(table)
    for breakdown in by or tuple(Breakdown):
        for table in _TABLES[breakdown](figures):
            console.print(table)


def _made(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    table = Table(title=title, title_justify="left", box=SQUARE)
    rows = list(rows)
    for number, column in enumerate(columns):
        numeric = all(isinstance(row[number], int) for row in rows) and bool(rows)
        table.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(str(cell))) for cell in row))
    return table


def _rates(figures: Figures) -> Table:
    said = figures.definitions
    rows = [
        ("两次补正率", figures.two_round_rate.words),
        ("五次及以上件数", f"{figures.five_or_more}件"),
        ("一次通过率", figures.first_pass_rate.words),
        ("漏告件数", f"{figures.late_notified_cases}件"),
        ("漏告条数", f"{figures.late_notified_lines}条"),
        ("按时办结率", f"{figures.on_time_rate.words}，不能确定{figures.due_unknown}件"),
        (
            "时限压缩率",
            f"{figures.limit_compression.words}，没有计入{figures.limits_left_out}件",
        ),
        ("用时压缩率", f"{figures.time_compression.words}，没有计入{figures.times_left_out}件"),
        *_joint(figures.joint),
        *(("共享免交材料数", f"{s.materials}份（{s.cases}件）") for s in figures.saved),
    ]
    return _made("指标", ("统计项", "结果", "怎样统计"), [(*row, said[row[0]]) for row in rows])


def _joint(joint: JointFigures) -> Iterator[tuple[str, str]]:
    """What joint applications saved, where there are any."""
    if not joint.applications and not joint.unfinished:
        return
    whole = f"合并申请{joint.applications}件，许可{joint.cases}项；没有全部办结{joint.unfinished}件"
    yield "合并填报压减率", f"{joint.fields_saved.words}（{whole}）"
    yield "合并材料压减率", joint.papers_saved.words
    yield "合并时限压减率", f"{joint.limits_saved.words}，没有计入{joint.limits_left_out}件"
    yield "合并一次办成率", joint.done_at_once.words
    yield "合并退件率", joint.returned.words


def _targets(figures: Figures) -> Iterator[Table]:
    if figures.targets:
        rows = [
            (
                t.figure,
                t.wanted,
                t.found,
                _JUDGED[t.judgement] + (f"：{t.why}" if t.why else ""),
                "；".join(f"{b.words}（{b.grade}）" for b in t.basis),
            )
            for t in figures.targets
        ]
        yield _made("达标情况", ("统计项", "指标", "结果", "是否达标", "依据"), rows)


def _rounds(figures: Figures) -> Table:
    return _made("补正轮次", ("补正次数", "办件"), [(r.rounds, r.cases) for r in figures.rounds])


def _situations(figures: Figures) -> Iterator[Table]:
    rows = [(g.item, g.name or "（没有写明）", *_counts(g)) for g in figures.situations]
    yield _made("按事项和业务办理项", ("事项", "业务办理项", *_COUNTS), rows)


def _modes(figures: Figures) -> Iterator[Table]:
    yield _made("按核查方式", ("核查方式", "办件"), [(m.name, m.cases) for m in figures.modes])


def _reasons(figures: Figures) -> Iterator[Table]:
    yield _made(
        "补正原因",
        ("原因", "办件", "条数"),
        [(reason_words(r.reason), r.cases, r.lines) for r in figures.correction_reasons],
    )
    yield _made("办理结果", ("结果", "办件"), [(r.name, r.cases) for r in figures.results])
    yield _made(
        "结果的原因", ("原因", "办件"), [(r.reason, r.cases) for r in figures.decision_reasons]
    )
    yield _made("投诉、咨询", ("内容", "次数"), [(c.name, c.cases) for c in figures.complaints])


def _offices(figures: Figures) -> Iterator[Table]:
    yield _groups("按单位", "单位", figures.offices)


def _persons(figures: Figures) -> Iterator[Table]:
    yield _groups("按人员", "人员", figures.persons)


def _groups(title: str, column: str, groups: Sequence[Group]) -> Table:
    rows = [
        (g.name or "（没有写明）", *_counts(g), g.counts.two_round_rate.percent) for g in groups
    ]
    return _made(title, (column, *_COUNTS, "两次补正率"), rows)


def _posts(figures: Figures) -> Iterator[Table]:
    columns = ("次数", "合计工作日", "平均", "最长", "无法计算")
    yield _made("各岗位用时", ("岗位", *columns), map(_duration, figures.posts))
    yield _made("各环节用时", ("环节", *columns), map(_duration, figures.steps))


def _duration(spent: Duration) -> tuple[object, ...]:
    mean = f"{spent.days / spent.times:.2f}" if spent.times else "无法计算"
    return (spent.name, spent.times, spent.days, mean, spent.longest, spent.unknown)


def _counts(group: Group) -> tuple[int, ...]:
    c = group.counts
    return (
        c.cases,
        c.corrections,
        c.repeated,
        c.five_or_more,
        c.not_accepted,
        c.late_notified,
        c.complaints,
    )


_TABLES: Final = {
    Breakdown.SITUATION: _situations,
    Breakdown.MODE: _modes,
    Breakdown.REASON: _reasons,
    Breakdown.OFFICE: _offices,
    Breakdown.PERSON: _persons,
    Breakdown.POST: _posts,
}
