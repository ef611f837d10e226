"""``permit-rules clock``: what is due in a case on a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from pydantic import ValidationError

from permit_rules.casework.case import Case
from permit_rules.casework.clock import CaseClock
from permit_rules.casework.clock import clock as look
from permit_rules.casework.deadline import Due, DueState
from permit_rules.casework.later import LaterDue
from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.no_model import why_not
from permit_rules.cli.output import say
from permit_rules.cli.reading import read_file
from permit_rules.cli.rules import usable_library
from permit_rules.errors import UnknownItem
from permit_rules.written.inert import one_line

_LATE = frozenset({DueState.OVERDUE, DueState.LATE})


def clock(
    file: Annotated[
        str,
        typer.Argument(
            metavar="CASE",
            help="办件（UTF-8 编码的 JSON）；写 - 则从标准输入读。",
        ),
    ],
    on: options.Day = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    format: Annotated[
        options.ListFormat, typer.Option("--format", help="输出的格式。")
    ] = options.ListFormat.TEXT,
    debug: options.Debug = False,
) -> None:
    """Status 0: nothing overdue; 1: something is or was overdue; 2: unusable; 3: fault."""
    with faults_told(debug):
        case = _read(file)
        day = options.day(on)
        try:
            told = look(case, usable_library(rules, overlay), day)
        except UnknownItem:
            give_up(f"没有事项「{one_line(case.item)[:60]}」", "请核对办件里的 item 和 place")
        if format is options.ListFormat.JSON:
            say(told.model_dump_json(indent=2))
        else:
            say("\n".join(_lines(case, told)))
        followed = (d.state for d in (*told.later, *told.commitments))
        late = not _LATE.isdisjoint((*(d.state for d in told.dues), *followed))
        raise typer.Exit(options.FOUND if late else options.FINE)


def _read(file: str) -> Case:
    try:
        return Case.model_validate_json(read_file(file, "办件"))
    except ValidationError as error:
        give_up(f"「{file}」不是办件（{why_not(error)}）", "请核对是不是办件系统导出的办件文件")


def _lines(case: Case, told: CaseClock) -> Iterator[str]:
    where = f"，行政区划 {one_line(case.place)}" if case.place else ""
    yield f"办件 {one_line(case.id)}（{one_line(case.item)}{where}），{told.on}的期限"
    if told.reason:
        yield told.reason
        return
    yield _accepted(told)
    yield from _gaps(told)
    yield "环节 | 起算 | 法定 | 承诺 | 最后一天 | 办结 | 怎样"
    for due in told.dues:
        yield _row(due)
        yield from (f"  {remark}" for remark in (*due.remarks, *due.not_counted))
    yield from (_later_row("后补", each) for each in told.later)
    yield from (_later_row("承诺核查", each) for each in told.commitments)
    if told.compression:
        yield f"决定时限比法定压缩 {told.compression.text}"
    renewing = told.renewal
    if renewing and renewing.deemed_on:
        yield f"届满前没有决定，自{renewing.deemed_on}起视为准予延续"
    elif renewing and renewing.reason:
        yield f"延续：{renewing.reason}"


def _accepted(told: CaseClock) -> str:
    accepted = told.acceptance
    if accepted.closed:
        return "没有受理，已经答复"
    if accepted.accepted_on is None:
        return f"还没有受理：{accepted.reason}"
    how = f"（{accepted.how.value}）" if accepted.how else ""
    return f"自{accepted.accepted_on}起受理{how}"


def _gaps(told: CaseClock) -> Iterator[str]:
    for line in told.acceptance.gaps:
        which = one_line(f"{line.point} {line.instance}")
        yield f"  没有按时告知，审查时要看：{which}"


def _row(due: Due) -> str:
    state = f"{due.state.value}（{due.reason}）" if due.reason else due.state.value
    days = (due.start, due.due, due.done_on)
    start, last, done = (day.isoformat() if day else "—" for day in days)
    return " | ".join((due.step, start, due.statutory, due.committed or "—", last, done, state))


def _later_row(what: str, due: LaterDue) -> str:
    state = f"{due.state.value}（{due.reason}）" if due.reason else due.state.value
    days = (due.start, due.due, due.done_on)
    start, last, done = (day.isoformat() if day else "—" for day in days)
    follows = f"；现在的后果：{due.consequence}" if due.consequence_due else ""
    name = f"{what}《{due.material}》"
    return " | ".join((name, start, due.period or "—", "—", last, done, f"{state}{follows}"))
