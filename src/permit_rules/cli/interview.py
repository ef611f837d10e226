"""``permit-rules interview``: which permits a business needs, question by question."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from permit_rules.cli import options, several, written_notice
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.interview_report import report
from permit_rules.cli.interview_talk import Talk
from permit_rules.cli.output import put, say
from permit_rules.cli.reading import read_file
from permit_rules.cli.rules import place_at, usable_library
from permit_rules.diagnostics import did_you_mean
from permit_rules.errors import AnswerRefused, UnknownBundle, UnknownItem
from permit_rules.interview import Interview
from permit_rules.model.bundle import BundleRules
from permit_rules.model.library import Library
from permit_rules.notices import checklist


def interview(
    about: Annotated[
        str | None,
        typer.Argument(
            metavar="[BUNDLE|ITEM]",
            help="业态或者事项的标识、名称；不写则从经营活动问起。",
            show_default=False,
        ),
    ] = None,
    place: options.Place = "",
    on: options.Day = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="从文件里读回答，一行一个；不写则从标准输入读。",
            show_default=False,
        ),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            metavar="FILE",
            help="每答一问就保存到这个文件；已有的接着问。",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        options.Format,
        typer.Option(
            "--format",
            help="结果的形式；markdown、html 和 docx 是材料准备清单，后两种需要附加包 notices。",
        ),
    ] = options.Format.TEXT,
    output: options.Output = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0: all was asked; 1: something is left to ask; 2: what was given cannot be used."""
    with faults_told(debug):
        if format is options.Format.DOCX and output is None:
            give_up("docx 不能输出到屏幕", "请用 -o 写明文件，例如 -o 清单.docx")
        library = usable_library(rules, overlay)
        place = place_at(library, place)
        begun = _begun(library, about, place, on, state)
        for line in begun.changed:
            say(line)
        talk = Talk(_lines(answers), lambda i: _keep(i, state), echo=_echoes(answers))
        ended = talk.hold(begun)
        _keep(ended, state)
        content = _written(ended, format)
        if output is None:
            say("")
            sys.stdout.write(content.decode())
        else:
            put(content, output)
        if not ended.finished:
            where = f"接着问：--state {state}" if state else "要能接着问，请用 --state 写明文件"
            say(f"还没有问完。{where}")
        raise typer.Exit(options.FINE if ended.finished else options.FOUND)


def _written(interview: Interview, format: options.Format) -> bytes:
    """What came out, in the form that is wanted."""
    if format is options.Format.JSON:
        return f"{interview.found().model_dump_json(indent=2)}\n".encode()
    result = interview.result()
    if format is options.Format.TEXT:
        lines = report(interview.found(), result)
        return "".join(f"{line}\n" for line in lines).encode()
    return written_notice.file_of(checklist(result), format)


def _begun(
    library: Library, about: str | None, place: str, on: str | None, state: Path | None
) -> Interview:
    """A new interview, or the one that was saved."""
    if state is not None and state.exists():
        return _resumed(library, about, state)
    day = options.day(on)
    bundle, item = _meant(library, about, place)
    try:
        return Interview(library, bundle=bundle, item=item, place=place, on=day)
    except UnknownItem:
        where = f"行政区划「{place}」" if place else "国家一级"
        give_up(f"「{about}」在{where}没有规定", "请用 --place 写明有规定的行政区划")


def _resumed(library: Library, about: str | None, state: Path) -> Interview:
    try:
        found = Interview.resume(library, read_file(str(state), "保存下来的问答"))
    except AnswerRefused as refused:
        give_up(
            f"文件「{state}」不能用：{refused.diagnostic.message}", refused.diagnostic.help or ""
        )
    except (UnknownItem, UnknownBundle):
        give_up(f"文件「{state}」问的业态或者事项，规则库里没有")
    saved = found.state()
    if about is not None and _meant(library, about, saved["place"]) != (
        saved["bundle"],
        saved["item"],
    ):
        give_up(f"文件「{state}」问的不是「{about[:60]}」", "请换一个文件，或者不写业态、事项")
    return found


def _meant(library: Library, about: str | None, place: str) -> tuple[str | None, str | None]:
    """The id of the bundle or of the item that is named; ends with status 2 if there is none."""
    if about is None:
        if not library.bundles_at(place).needs:
            give_up("规则库里没有写明何时要办什么", "请写明事项")
        return "", None
    rules = library.bundles_at(place)
    bundle = rules.named(about)
    if bundle is not None:
        return bundle.id, None
    item = library.item_id(about)
    if item is None:
        _unknown(library, rules, about)
    return None, item


def _unknown(library: Library, rules: BundleRules, about: str) -> NoReturn:
    names = [n for b in rules.bundles for n in b.names]
    items = [n for i in library.items for n in (i.id, i.name)]
    near = did_you_mean(about, (*names, *items))
    listed = several.listed_bundles(rules)
    known = f"业态有：{listed}；也可以写事项标识" if listed else "请写事项标识"
    hint = f"是否想写「{near}」？{known}" if near else known
    give_up(f"没有业态或者事项「{about[:60]}」", hint)


def _keep(interview: Interview, state: Path | None) -> None:
    if state is not None:
        put(interview.state_json().encode(), state)


def _echoes(answers: Path | None) -> bool:
    return answers is not None or not sys.stdin.isatty()


def _lines(answers: Path | None) -> Iterator[str]:
    """The lines of a file, which is read before anything is asked, or those that are typed."""
    if answers is None:
        return _typed()
    try:
        return iter(read_file(str(answers), "回答").decode("utf-8-sig").splitlines())
    except UnicodeDecodeError:
        give_up(f"文件「{answers}」不是 UTF-8 编码")


def _typed() -> Iterator[str]:
    while True:
        sys.stdout.flush()
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield line.decode("utf-8", "replace")
