"""A value of a rule file as the text of a cell, and the text of a cell as a value again.

Texts stand in a cell as they are; lists and maps as YAML on one line, in brackets. A text that
would be taken for something else stands in quotation marks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from permit_rules.diagnostics import Diagnostic, Severity
from permit_rules.formatting.pieces import Block, Written, read_pieces
from permit_rules.loading.yaml_reader import read_yaml
from permit_rules.sheets.cell_place import CellPlace, at_cell
from permit_rules.sheets.forms import Column, Kind
from permit_rules.written import NotReadable, read_date
from permit_rules.yaml_tree import Map, Scalar, Sequence, Tree

#: What needs no quotation marks wherever it stands, and in most texts is all there is.
_PLAIN: Final = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff、，。；（）《》“” ]*")
_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says: as it is to be written, and as a tree; or what is wrong with it."""

    written: Written | None
    tree: Tree | None
    diagnostics: tuple[Diagnostic, ...] = ()


def cell_text(tree: Tree, column: Column) -> str:
    """A value as the text of a cell of that column."""
    if not isinstance(tree, Scalar):
        return flow_text(tree)
    text = tree.text
    brackets = column.kind is Kind.YAML and text[:1] in ("[", "{")
    if not text or text != text.strip() or text[0] in "\"'" or brackets or _CONTROLS.search(text):
        return quoted(text)
    return text


def flow_text(tree: Tree) -> str:
    """A value as YAML on one line."""
    if isinstance(tree, Map):
        members = (f"{flow_text(e.key)}: {flow_text(e.value)}".rstrip() for e in tree.entries)
        return f"{{{', '.join(members)}}}"
    if isinstance(tree, Sequence):
        return f"[{', '.join(map(_item_text, tree.items))}]"
    if tree.style != "quoted" and tree.text and _is_plain(tree.text):
        return tree.text
    return quoted(tree.text)


def _item_text(tree: Tree) -> str:
    """An item of a list; one with a wide comma in it would be taken for two."""
    if isinstance(tree, Scalar) and "，" in tree.text:
        return quoted(tree.text)
    return flow_text(tree)


def quoted(text: str) -> str:
    """A text in the quotation marks of YAML, which are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def same_text(cell: str, before: str, column: Column) -> bool:
    """Whether a cell says what stood there before: spreadsheets write dates in their own way."""
    if cell.strip() == before.strip():
        return True
    if column.kind is Kind.DAY and cell.strip() and before:
        try:
            return read_date(cell) == read_date(before)
        except NotReadable:
            return False
    return False


def read_cell(text: str, column: Column, place: CellPlace, in_brackets: bool) -> CellValue:
    """What the text of a cell says; ``in_brackets``: it is to stand in ``{…}`` on one line."""
    text = text.strip()
    if text[0] in "\"'":
        found = _read_quoted(text, column)
        if found is not None:
            return found
    if column.kind is Kind.YAML and (text[0] in "[{" or not column.bare):
        return _read_yaml(text, column, place)
    return _read_text(_as_habit(text, column), column, place, in_brackets)


def _as_habit(text: str, column: Column) -> str:
    """A date as rule files write it."""
    if column.kind is Kind.DAY:
        try:
            return read_date(text).isoformat()
        except NotReadable:
            return text
    return text


def _read_text(text: str, column: Column, place: CellPlace, in_brackets: bool) -> CellValue:
    """A text, in quotation marks where YAML would take it for something else."""
    if column.kind is not Kind.CODE and _fits(text, column.key, in_brackets):
        found = _value_of(text, column.key)
        if found.tree is not None:
            return found
    source = quoted(text)
    found = _value_of(source, column.key)
    if found.tree is None:
        return CellValue(None, None, tuple(at_cell(found.diagnostics, place)))
    return found


def _fits(text: str, key: str, in_brackets: bool) -> bool:
    """Whether YAML reads the text, as it is, as that text and nobody stumbles over it."""
    if "\n" in text:
        return False
    content = f"{key}: {{{key}: {text}}}" if in_brackets else f"{key}: {text}"
    reading = read_yaml(content.encode("utf-8", "replace"), "")
    if reading.diagnostics or not isinstance(reading.tree, Map):
        return False
    value = reading.tree.get(key)
    if in_brackets and isinstance(value, Map):
        value = value.get(key) if len(value.entries) == 1 else None
    return isinstance(value, Scalar) and value.text == text and value.style == "plain"


def _read_quoted(text: str, column: Column) -> CellValue | None:
    """A text in quotation marks; None where they are part of the text."""
    found = _value_of(text, column.key)
    whole = isinstance(found.tree, Scalar) and found.tree.style == "quoted"
    return found if whole and not found.diagnostics else None


def _read_yaml(text: str, column: Column, place: CellPlace) -> CellValue:
    """A list or a map; a map may be written without its brackets."""
    line = " ".join(text.splitlines())
    found = _value_of(line if line[0] in "[{" else f"{{{line}}}", column.key)
    if found.tree is None or found.diagnostics:
        return CellValue(None, None, tuple(at_cell(found.diagnostics, place)))
    if isinstance(found.tree, Scalar) or _lacks_values(found.tree):
        return _nothing_but_text(line, column, place)
    return found


def _lacks_values(tree: Tree) -> bool:
    """Whether a key stands there without anything behind it, as in ``{新办}``."""
    if isinstance(tree, Sequence):
        return any(_lacks_values(item) for item in tree.items)
    if isinstance(tree, Scalar):
        return False
    values = [e.value for e in tree.entries]
    empty = any(isinstance(v, Scalar) and not v.text and v.style == "plain" for v in values)
    return empty or any(_lacks_values(v) for v in values)


def _nothing_but_text(line: str, column: Column, place: CellPlace) -> CellValue:
    where = CellPlace(place.file, place.line, place.column, line[:80])
    wrong = Diagnostic(
        code="SH142",
        message=f"「{column.key}」写的是「{line[:40]}」，要写列表或者一组键。",
        where=where,
        help="请写成一行，例如 [甲, 乙]，或者 {键: 内容}；条件写成 {业务办理项: 新办}。",
    )
    return CellValue(None, None, (wrong,))


def _value_of(source: str, key: str) -> CellValue:
    """What stands behind a key in a file of nothing else."""
    content = f"{key}: {source}\n"
    reading = read_yaml(content.encode("utf-8", "replace"), "")
    errors = tuple(d for d in reading.diagnostics if d.severity is Severity.ERROR)
    if reading.tree is None or errors:
        return CellValue(None, None, errors or reading.diagnostics)
    root = read_pieces(content)
    if not isinstance(root, Block) or len(root.pieces) != 1 or not isinstance(reading.tree, Map):
        return CellValue(None, None, ())
    return CellValue(root.pieces[0].value, reading.tree.entries[0].value, reading.diagnostics)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) or _fits(text, "键", in_brackets=True)
