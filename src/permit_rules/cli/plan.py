"""``permit-rules plan``: which permits a business needs, and why."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from permit_rules.cli import options, several, written_notice
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import put
from permit_rules.cli.payload_file import object_in
from permit_rules.cli.reading import read_file
from permit_rules.cli.rules import place_at, usable_library
from permit_rules.notices import plan_document


def plan(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FACTS",
            help="申请信息（UTF-8 编码的 JSON 对象，键为申请信息的名称），或者整份申请数据；"
            "写 - 则从标准输入读。",
        ),
    ],
    bundle: several.BundleName = None,
    place: Annotated[
        str | None,
        typer.Option(
            "--place",
            metavar="CODE",
            help="行政区划代码，例如 440400；不写则看申请数据。",
            show_default=False,
        ),
    ] = None,
    on: options.Day = None,
    format: Annotated[
        options.Format,
        typer.Option("--format", help="输出形式；html 和 docx 需要附加包 notices。"),
    ] = options.Format.TEXT,
    output: options.Output = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0; 2 where the facts, the bundle or the rules cannot be used; 3: fault."""
    with faults_told(debug):
        if format is options.Format.DOCX and output is None:
            give_up("docx 不能输出到屏幕", "请用 -o 写明文件，例如 -o 许可.docx")
        data = object_in(read_file(file, "申请信息"), "申请信息")
        library = usable_library(rules, overlay)
        day = options.day(on)
        from permit_rules.checking.joint.plan import plan as planned

        found = planned(
            library,
            _facts(data),
            place=place_at(library, _text(data, "place") if place is None else place),
            bundle=several.bundle_id(library, _text(data, "bundle") if bundle is None else bundle)
            or "",
            on=day,
        )
        if format is options.Format.JSON:
            content = f"{found.model_dump_json(indent=2)}\n".encode()
        else:
            content = written_notice.file_of(plan_document(found), format)
        if output is None:
            sys.stdout.write(content.decode())
        else:
            put(content, output)


def _facts(data: dict[str, Any]) -> dict[str, Any]:
    """The facts: those of a whole application, or the object itself."""
    if "facts" not in data:
        return data
    facts = data["facts"]
    if not isinstance(facts, dict):
        give_up("facts 不是一个 JSON 对象", '请以 {"facts": {"经营活动": …}} 的形式提交')
    return facts


def _text(data: dict[str, Any], key: str) -> str:
    """What a whole application says under a key; an object of facts says nothing there."""
    value = data.get(key) if "facts" in data else None
    return str(value).strip() if isinstance(value, (str, int)) else ""
