"""``permit-rules check``: one application in, for one permit or several, the whole answer out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final, TypedDict

import typer

from permit_rules.checking.checker import Checker
from permit_rules.checking.situation import Unobserved
from permit_rules.cli import options, several, written_notice
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain, put, show_notice
from permit_rules.cli.payload_file import is_for_several
from permit_rules.cli.reading import read_file
from permit_rules.cli.rules import item_at, place_at, usable_library
from permit_rules.joint_result import JointResult
from permit_rules.model.library import Library
from permit_rules.notices.text import text_lines
from permit_rules.result import CheckResult, Verdict

_FINE: Final = {Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_DEFERRALS, Verdict.NOT_REQUIRED}
#: The payload is no JSON object, is too large, or names no item of the library.
_UNUSABLE_PAYLOAD: Final = {"SH801", "SH802", "SH840"}


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="申请数据（UTF-8 编码的 JSON 对象）；写 - 则从标准输入读。",
        ),
    ],
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    item: Annotated[
        str | None,
        typer.Option(
            "--item",
            metavar="ITEM",
            help="事项标识或者名称；不写则看申请数据。",
        ),
    ] = None,
    items: several.Items = None,
    bundle: several.BundleName = None,
    place: Annotated[
        str | None,
        typer.Option(
            "--place",
            metavar="CODE",
            help="行政区划代码或者地名，例如 440300；不写则看申请数据。",
        ),
    ] = None,
    format: Annotated[
        options.Format,
        typer.Option("--format", help="输出形式；html 和 docx 需要附加包 notices。"),
    ] = options.Format.TEXT,
    unobserved: Annotated[
        options.Unobserved,
        typer.Option(
            "--unobserved",
            help="材料上没有写明的情况：unknown 列为问题，in_order 推定符合要求并列明。",
        ),
    ] = options.Unobserved.UNKNOWN,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="同时用第二个引擎核对，两者不一致就不作答。",
        ),
    ] = False,
    notice: written_notice.Kind = None,
    output: options.Output = None,
    office: written_notice.Office = "",
    handler: written_notice.Handler = "",
    number: written_notice.Number = "",
    issued_on: written_notice.IssuedOn = None,
    correct_by: written_notice.CorrectBy = None,
    debug: options.Debug = False,
) -> None:
    """Status 0: 受理, 容缺受理, 不需要许可; 1: 补正, 不予受理, 无法判断; 2: unusable; 3: fault."""
    with faults_told(debug):
        if format is options.Format.DOCX and output is None:
            give_up("docx 不能输出到屏幕", "请用 -o 写明文件，例如 -o 告知书.docx")
        if format is options.Format.JSON and notice is not None:
            give_up("json 是核对结果，不是文书", "请去掉 --notice，或者换一种 --format")
        wanted = written_notice.wanted(
            notice,
            office=office,
            handler=handler,
            number=number,
            issued_on=issued_on,
            correct_by=correct_by,
        )
        if item is not None and (items is not None or bundle is not None):
            give_up("--item 是一个事项，不能与 --items、--bundle 同写", "请去掉其中一个")
        payload = read_file(file)
        library = usable_library(rules, overlay)
        place = None if place is None else place_at(library, place)
        how: _How = {
            "unobserved": "in_order" if unobserved is options.Unobserved.IN_ORDER else "unknown",
            "verify": verify,
        }
        result: CheckResult | JointResult
        if items is None and bundle is None and (item is not None or not is_for_several(payload)):
            one = item_at(library, item, place or "").id if item is not None else None
            with Checker(library, one, place, **how) as checker:
                result = checker.check(payload)
        else:
            result = _jointly(payload, library, items, bundle, place, how)
        _show(result, format, wanted, output)
        raise typer.Exit(_status(result))


class _How(TypedDict):
    unobserved: Unobserved
    verify: bool


def _jointly(
    payload: bytes,
    library: Library,
    items: str | None,
    bundle: str | None,
    place: str | None,
    how: _How,
) -> JointResult:
    """The answer for several permits: those that were named, else what the facts say."""
    ids = several.item_ids(library, items, place or "")
    named = several.bundle_id(library, bundle)
    if ids is not None:
        with Checker(library, items=ids, bundle=named, place=place, **how) as checker:
            return checker.check(payload)
    with Checker(library, bundle=named or "", place=place, **how) as checker:
        return checker.check(payload)


def _show(
    result: CheckResult | JointResult,
    format: options.Format,
    wanted: written_notice.Wanted,
    output: Path | None,
) -> None:
    if format is options.Format.JSON:
        content = f"{result.model_dump_json(indent=2)}\n".encode()
    elif _trouble(result):
        return
    else:
        document = wanted.document(result)
        if format is options.Format.TEXT and output is None:
            show_notice(text_lines(document), result.verdict)
            return
        content = written_notice.file_of(document, format)
    if output is None:
        sys.stdout.write(content.decode())
    else:
        put(content, output)


def _status(result: CheckResult | JointResult) -> int:
    trouble = _trouble(result)
    if trouble:
        complain(trouble)
        return options.UNUSABLE
    return options.FINE if result.verdict in _FINE else options.FOUND


def _trouble(result: CheckResult | JointResult) -> str:
    """Why nothing could be checked, in one line; "" where something was."""
    for found in result.payload:
        if found.code in _UNUSABLE_PAYLOAD:
            return " ".join(f"{found.message}。{found.help}".split())
    return ""
