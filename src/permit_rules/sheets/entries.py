"""The entries of a rule file as rows of cells: what a sheet shows, and what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from permit_rules.formatting.pieces import Block, Flow, Piece, Written
from permit_rules.sheets.cell_text import cell_text
from permit_rules.sheets.forms import ENTRY, PART, PARTS_KEY, VERSION, VERSIONS_KEY, Form
from permit_rules.yaml_tree import Map, Sequence, Tree

#: How a version is known among those of an entry.
START: Final = "施行日期"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, part or version of a rule file.

    ``cells`` are the texts of its cells by column, ``piece`` is how it is written; ``parts`` and
    ``versions`` have rows of their own.
    """

    row: str
    piece: Piece
    tree: Map
    cells: Mapping[str, str]
    parts: tuple[Entry, ...] = ()
    versions: tuple[Entry, ...] = ()

    def name(self, form: Form) -> str:
        """By what the row is known: an id, or the first day of a version; "" without."""
        return self.cells.get(START if self.row == VERSION else form.identity, "")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: what it is, the entry it belongs to, its cells by column."""

    row: str
    owner: str
    cells: Mapping[str, str]


def entries_at(written: Written, tree: Tree, form: Form) -> tuple[Entry, ...]:
    """The entries of a file that stand where the form says; none where there are none."""
    found: Written | None = written
    inner: Tree | None = tree
    for step in form.path:
        found, inner = _step(found, inner, step)
        if found is None or inner is None:
            return ()
    return tuple(_entries(found, inner, form, ENTRY)) if found is not None and inner else ()


def rows_of(entries: tuple[Entry, ...], form: Form) -> Iterator[Row]:
    """The rows of entries: an entry, its parts, its versions, and so on."""
    for entry in entries:
        yield Row(ENTRY, "", entry.cells)
        owner = entry.name(form)
        yield from (Row(PART, owner, part.cells) for part in entry.parts)
        yield from (Row(VERSION, owner, version.cells) for version in entry.versions)


def list_pieces(written: Written) -> tuple[Piece, ...]:
    """The members of a list; a single map stands for a list of one."""
    if isinstance(written, Block) and not written.mapping:
        return written.pieces
    if isinstance(written, Flow) and not written.mapping:
        return tuple(Piece("", value) for _, value in written.members)
    return (Piece("", written),)


def map_pieces(written: Written) -> tuple[Piece, ...]:
    """The keys of a map with their values."""
    if isinstance(written, Block):
        return written.pieces
    if isinstance(written, Flow):
        return tuple(Piece(key, value) for key, value in written.members)
    return ()


def _step(
    written: Written | None, tree: Tree | None, step: str | int
) -> tuple[Written | None, Tree | None]:
    if isinstance(step, int) and isinstance(tree, Sequence) and written is not None:
        return list_pieces(written)[step].value, tree.items[step]
    if isinstance(step, str) and isinstance(tree, Map) and written is not None:
        for piece, entry in zip(map_pieces(written), tree.entries, strict=True):
            if entry.key.text == step:
                return piece.value, entry.value
    return None, None


def _entries(written: Written, tree: Tree, form: Form, row: str) -> Iterator[Entry]:
    trees = tree.items if isinstance(tree, Sequence) else (tree,)
    for piece, inner in zip(list_pieces(written), trees, strict=True):
        if isinstance(inner, Map):
            yield _entry(piece, inner, form, row)


def _entry(piece: Piece, tree: Map, form: Form, row: str) -> Entry:
    cells: dict[str, str] = {}
    parts: tuple[Entry, ...] = ()
    versions: tuple[Entry, ...] = ()
    for inner, entry in zip(map_pieces(piece.value), tree.entries, strict=True):
        key = entry.key.text
        if row == ENTRY and key == VERSIONS_KEY and form.versions:
            versions = tuple(_entries(inner.value, entry.value, form, VERSION))
        elif row == ENTRY and key == PARTS_KEY and form.parts:
            parts = tuple(_entries(inner.value, entry.value, form, PART))
        else:
            column = form.column(form.column_of(key, row))
            if column is not None:
                cells[column.key] = cell_text(entry.value, column)
    return Entry(row, piece, tree, cells, parts, versions)
