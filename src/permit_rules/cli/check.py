"""``permit-rules check``: one application in, the whole answer out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from permit_rules.checking.checker import Checker
from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain, say, show_notice
from permit_rules.cli.rules import item_at, usable_library
from permit_rules.notices import notice, write_markdown
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
    place: Annotated[
        str | None,
        typer.Option(
            "--place",
            metavar="CODE",
            help="行政区划代码，例如 440300；不写则看申请数据。",
        ),
    ] = None,
    format: Annotated[
        options.Format,
        typer.Option("--format", help="输出形式。"),
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
    debug: options.Debug = False,
) -> None:
    """Status 0: 受理, 容缺受理, 不需要许可; 1: 补正, 不予受理, 无法判断; 2: unusable; 3: fault."""
    with faults_told(debug):
        payload = _read(file)
        library = usable_library(rules, overlay)
        checker = Checker(
            library,
            item_at(library, item, place or "").id if item is not None else None,
            place,
            unobserved="in_order" if unobserved is options.Unobserved.IN_ORDER else "unknown",
            verify=verify,
        )
        try:
            result = checker.check(payload)
        finally:
            checker.close()
        _show(result, format)
        raise typer.Exit(_status(result))


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except FileNotFoundError:
        give_up(f"找不到文件「{file}」", "请核对路径")
    except IsADirectoryError:
        give_up(f"「{file}」是文件夹，不是文件", "请写明申请数据文件")
    except OSError as error:
        give_up(f"文件「{file}」打不开（{error.strerror or type(error).__name__}）")


def _show(result: CheckResult, format: options.Format) -> None:
    if format is options.Format.JSON:
        say(result.model_dump_json(indent=2))
    elif _trouble(result):
        return
    elif format is options.Format.MARKDOWN:
        sys.stdout.write(write_markdown(notice(result)))
    else:
        show_notice(text_lines(notice(result)), result.verdict)


def _status(result: CheckResult) -> int:
    trouble = _trouble(result)
    if trouble:
        complain(trouble)
        return options.UNUSABLE
    return options.FINE if result.verdict in _FINE else options.FOUND


def _trouble(result: CheckResult) -> str:
    """Why nothing could be checked, in one line; "" where something was."""
    for found in result.payload:
        if found.code in _UNUSABLE_PAYLOAD:
            return " ".join(f"{found.message}。{found.help}".split())
    return ""
