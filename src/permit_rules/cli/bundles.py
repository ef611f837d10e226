"""``permit-rules bundles``: the kinds of business that are known, or one of them in detail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from permit_rules.cli import options, several
from permit_rules.cli.failures import faults_told
from permit_rules.cli.output import say
from permit_rules.cli.rules import usable_library
from permit_rules.model.bundle import Bundle
from permit_rules.model.library import Library


def bundles(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="BUNDLE", help="业态，标识或者名称；不写则列出全部。", show_default=False
        ),
    ] = None,
    format: Annotated[
        options.ListFormat, typer.Option("--format", help="输出形式。")
    ] = options.ListFormat.TEXT,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0, or 2 where there is no such kind of business."""
    with faults_told(debug):
        library = usable_library(rules, overlay)
        known = library.bundles.bundles
        shown = known if name is None else (several.bundle_named(library, name),)
        if format is options.ListFormat.JSON:
            say(json.dumps([_data(library, b) for b in shown], ensure_ascii=False, indent=2))
        elif name is None:
            for bundle in shown:
                say(f"{bundle.id}（{bundle.name}）：{bundle.description}")
        else:
            for line in _lines(library, shown[0]):
                say(line)


def _lines(library: Library, bundle: Bundle) -> Iterator[str]:
    yield f"{bundle.name}（{bundle.id}）"
    if bundle.aliases:
        yield f"别名：{'、'.join(bundle.aliases)}"
    for label, text in (("说明", bundle.description), ("备注", bundle.note)):
        if text:
            yield f"{label}：{text}"
    if bundle.place:
        yield f"行政区划：{bundle.place}"
    for key, value in bundle.states.items():
        yield f"已知：{_label(library, key)}为{_words(value)}"
    for key, values in bundle.offers.items():
        yield f"可加：{_label(library, key)}还可以有{'、'.join(values)}"
    yield "要办哪些许可由所填的情况推出，见 permit-rules plan。"


def _data(library: Library, bundle: Bundle) -> dict[str, Any]:
    return {
        "id": bundle.id,
        "name": bundle.name,
        "aliases": list(bundle.aliases),
        "place": bundle.place,
        "description": bundle.description,
        "states": {_label(library, k): _plain(v) for k, v in bundle.states.items()},
        "offers": {_label(library, k): list(v) for k, v in bundle.offers.items()},
        "note": bundle.note,
    }


def _label(library: Library, field_id: str) -> str:
    """The label of a field by its id, from the shared catalogue or any item."""
    fields = (*library.catalogue.fields, *(f for i in library.items for f in i.fields))
    return next((f.label for f in fields if f.id == field_id), field_id)


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, bool)) else list(value)  # type: ignore[call-overload]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple, frozenset)):
        return "、".join(map(str, value))
    return str(value)
