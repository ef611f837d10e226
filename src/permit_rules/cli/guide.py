"""``permit-rules guide``: the service guide of an item, or its review sheet, as a file."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from permit_rules.cli import options
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain, put
from permit_rules.cli.rules import item_at, place_at, usable_library
from permit_rules.guides import SituationInvalid, render, review_sheet, service_guide
from permit_rules.guides.document import Document


class GuideFormat(str, Enum):
    """How a guide is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"


def guide(
    item: options.ItemName,
    place: options.Place = "",
    situation: Annotated[
        list[str] | None,
        typer.Option(
            "--situation",
            metavar="TEXT",
            help="业务办理项，或者 字段=值；可以写几次。不会适用的略去，不能确定的写明“若”。",
            show_default=False,
        ),
    ] = None,
    on: options.Day = None,
    sheet: Annotated[
        bool,
        typer.Option("--sheet", help="写给审核人员的审核要点表（文、表、图、注），不是办事指南。"),
    ] = False,
    format: Annotated[
        GuideFormat,
        typer.Option("--format", help="文件形式；html 和 docx 需要附加包 guides。"),
    ] = GuideFormat.MARKDOWN,
    output: options.Output = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0, or 2 where the item, the situation or the file cannot be used."""
    with faults_told(debug):
        if format is GuideFormat.DOCX and output is None:
            give_up("docx 不能输出到屏幕", "请用 -o 写明文件，例如 -o 指南.docx")
        library = usable_library(rules, overlay)
        place = place_at(library, place)
        found = item_at(library, item, place)
        make = review_sheet if sheet else service_guide
        try:
            document = make(library, found.id, options.day(on), place, situation or ())
        except SituationInvalid as invalid:
            for mistake in invalid.mistakes:
                complain(mistake)
            raise typer.Exit(options.UNUSABLE) from None
        content = _rendered(document, format)
        if output is None:
            sys.stdout.write(content.decode())
        else:
            put(content, output)


def _rendered(document: Document, format: GuideFormat) -> bytes:
    try:
        return render(document, format.value)
    except ModuleNotFoundError as missing:
        give_up(
            f"{format.value} 需要附加包 guides（缺少 {missing.name}）",
            "请安装 permit-rules[guides]",
        )
