"""The rows of sheets put into a rule file: what was not changed stays as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from permit_rules.diagnostics import Diagnostic, did_you_mean
from permit_rules.formatting.pieces import Block, Flow, Piece, Text, Written
from permit_rules.sheets.cell_place import CellPlace
from permit_rules.sheets.cell_text import CellValue, read_cell, same_text
from permit_rules.sheets.entries import START, Entry, entries_at, list_pieces, map_pieces
from permit_rules.sheets.forms import (
    ENTRY,
    OWNER,
    PART,
    PARTS_KEY,
    ROW,
    VERSION,
    VERSIONS_KEY,
    Column,
    Form,
)
from permit_rules.sheets.rebuilding import at, kept, key_text, list_with, map_with, put
from permit_rules.yaml_tree import Path, Tree

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it was read: the texts of its cells by column, without those that are blank.

    ``places`` are the places of the cells of every column that the sheet has.
    """

    cells: Mapping[str, str]
    places: Mapping[str, CellPlace]

    def place(self, column: str) -> CellPlace:
        """The cell of a column; the first of the row where the sheet has no such column."""
        return self.places.get(column) or next(iter(self.places.values()))


@dataclass(frozen=True, slots=True)
class Origin:
    """The row that an entry of the made file comes from, and its kind."""

    row: SheetRow
    kind: str


@dataclass(slots=True)
class Woven:
    """What was made: the file, the row each entry of it comes from, and what is wrong in cells.

    ``broken`` are the rows of which something could not be read.
    """

    written: Written
    origins: dict[Path, Origin] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    broken: set[tuple[str, int]] = field(default_factory=set)


@dataclass(slots=True)
class _Draft:
    """An entry of a sheet with the rows that belong to it."""

    row: SheetRow
    parts: list[SheetRow] = field(default_factory=list)
    versions: list[SheetRow] = field(default_factory=list)


def weave(
    written: Written, tree: Tree, sheets: Iterable[tuple[Form, tuple[SheetRow, ...]]]
) -> Woven:
    """The file with the rows of each sheet in the place of what stood there.

    Entries stand in the order of the rows. What a row says as before stays as it was written,
    with its comments.
    """
    woven = Woven(written)
    for form, rows in sheets:
        old = at(written, form.path)
        made = _Weaver(form, woven).whole(rows, entries_at(written, tree, form), old)
        if made is not None or old is not None:
            woven.written = put(woven.written, form.path, made) or woven.written
    return woven


@dataclass(slots=True)
class _Weaver:
    """Makes the list of one sheet."""

    form: Form
    woven: Woven

    def whole(
        self, rows: tuple[SheetRow, ...], base: tuple[Entry, ...], old: Written | None
    ) -> Written | None:
        drafts = self._drafts(rows)
        pieces: list[Piece] = []
        for draft, entry in _matched(drafts, base, lambda d: self._name(d.row), self.form):
            pieces.append(self._entry(draft, entry, old, (*self.form.path, len(pieces))))
        return list_with(old, pieces) if pieces else None

    # ---- which row is what -------------------------------------------------------------------

    def _drafts(self, rows: tuple[SheetRow, ...]) -> list[_Draft]:
        """The rows of entries, each with those that belong to it."""
        drafts: list[_Draft] = []
        owners: dict[str, _Draft] = {}
        for row in rows:
            if self._kind(row) == ENTRY:
                drafts.append(_Draft(row))
                owners.setdefault(self._name(row), drafts[-1])
        last: _Draft | None = None
        known = iter(drafts)
        for row in rows:
            kind = self._kind(row)
            if kind == ENTRY:
                last = next(known)
                self._refuse_owner(row)
            elif self._accepted(row, kind):
                named = row.cells.get(OWNER, "").strip()
                owner = owners.get(named) if named else last
                if owner is None:
                    self._no_owner(row, named, owners)
                else:
                    (owner.parts if kind == PART else owner.versions).append(row)
        return drafts

    def _kind(self, row: SheetRow) -> str:
        return row.cells.get(ROW, ENTRY).strip() or ENTRY

    def _name(self, row: SheetRow) -> str:
        return row.cells.get(self.form.identity, "").strip()

    def _refuse_owner(self, row: SheetRow) -> None:
        if row.cells.get(OWNER, "").strip():
            self._say(
                row,
                OWNER,
                f"这一行是要点，「{OWNER}」却写了「{row.cells[OWNER].strip()[:40]}」。",
                f"是组成部分或者版本的，请在「{ROW}」写 {PART} 或者 {VERSION}；是要点的，请删去。",
            )

    def _accepted(self, row: SheetRow, kind: str) -> bool:
        kinds = [ENTRY, *([PART] if self.form.parts else []), VERSION][
            : 3 if self.form.versions else 1
        ]
        if kind in kinds:
            return True
        self._say(
            row, ROW, f"「{ROW}」写的是「{kind[:40]}」。", f"这张表里只能写：{'、'.join(kinds)}。"
        )
        return False

    def _no_owner(self, row: SheetRow, named: str, owners: Mapping[str, object]) -> None:
        if not named:
            self._say(row, OWNER, f"没有写属于哪个{ENTRY}。", "请写上要点的编号。")
            return
        near = did_you_mean(named, owners)
        help = f"是否想写「{near}」？" if near else "请写表里有的编号。"
        self._say(row, OWNER, f"「{named[:40]}」不是这张表里要点的编号。", help)

    def _say(self, row: SheetRow, column: str, message: str, help: str) -> None:
        place = row.place(column)
        self.woven.broken.add((place.file, place.line))
        self.woven.found.append(Diagnostic(code="SH908", message=message, where=place, help=help))

    # ---- what the rows say -------------------------------------------------------------------

    def _entry(
        self, draft: _Draft, base: Entry | None, beside: Written | None, path: Path
    ) -> Piece:
        piece = self._row(draft.row, base, beside, path, ENTRY)
        lists = (
            (PARTS_KEY, PART, draft.parts, base.parts if base else ()),
            (VERSIONS_KEY, VERSION, draft.versions, base.versions if base else ()),
        )
        for key, kind, rows, entries in lists:
            if not rows and not entries:
                continue
            old = at(piece.value, (key,))
            made: list[Piece] = []
            for row, entry in _matched(rows, entries, self._name_in(kind), self.form):
                inner = (*path, key, len(made))
                made.append(
                    self._row(row, entry, old if old is not None else piece.value, inner, kind)
                )
            value = put(piece.value, (key,), list_with(old, made) if made else None)
            assert value is not None
            piece = replace(piece, value=_without_gap(value, key) if old is None else value)
        return piece

    def _name_in(self, kind: str) -> Callable[[SheetRow], str]:
        column = START if kind == VERSION else self.form.identity
        return lambda row: row.cells.get(column, "").strip()

    def _row(
        self, row: SheetRow, base: Entry | None, beside: Written | None, path: Path, kind: str
    ) -> Piece:
        """The piece of one row; ``beside`` is what its neighbours stand in."""
        self.woven.origins[path] = Origin(row, kind)
        old = base.piece if base is not None else Piece("", _like(beside))
        in_brackets = isinstance(old.value, Flow)
        values = {e.key.text: e.value for e in base.tree.entries} if base is not None else {}
        pieces = []
        for piece in map_pieces(old.value):
            kept_piece = self._key(row, base, piece, values[key_text(piece.key)], kind, in_brackets)
            pieces += [kept_piece] if kept_piece is not None else []
        for column in self.form.columns:
            key = self.form.key_of(column.key, kind)
            if key not in values and row.cells.get(column.key, "").strip():
                value = self._read(row, column, in_brackets)
                if value is not None and value.written is not None:
                    pieces.append(Piece(key, value.written))
        self._refuse_others(row, kind)
        return replace(old, value=map_with(old.value, pieces))

    def _key(
        self, row: SheetRow, base: Entry | None, piece: Piece, before: Tree, kind: str, flow: bool
    ) -> Piece | None:
        """A key that the row had: as it was, with another value, or None where it is gone."""
        key = key_text(piece.key)
        column = self.form.column(self.form.column_of(key, kind))
        rows_of_its_own = kind == ENTRY and (
            (key == PARTS_KEY and self.form.parts) or (key == VERSIONS_KEY and self.form.versions)
        )
        if column is None or rows_of_its_own or column.key not in row.places:
            return piece
        new = row.cells.get(column.key, "")
        if not new.strip():
            return None
        if base is not None and same_text(new, base.cells[column.key], column):
            return piece
        value = self._read(row, column, flow)
        if value is None or value.written is None or value.tree is None:
            return piece
        return replace(piece, value=kept(piece.value, before, value.written, value.tree))

    def _read(self, row: SheetRow, column: Column, in_brackets: bool) -> CellValue | None:
        place = row.place(column.key)
        value = read_cell(row.cells[column.key], column, place, in_brackets)
        self.woven.found += value.diagnostics
        if value.written is None:
            self.woven.broken.add((place.file, place.line))
            return None
        return value

    def _refuse_others(self, row: SheetRow, kind: str) -> None:
        """What stands in a column that rows of that kind do not have."""
        for column in self.form.columns:
            if kind == PART and column.key in row.cells:
                key = self.form.key_of(column.key, kind)
                if key not in self.form.part_keys and row.cells[column.key].strip():
                    self._say(
                        row,
                        column.key,
                        f"组成部分不能写「{column.key}」。",
                        "请写在整份材料那一行，或者删去。",
                    )


def _matched(
    rows: Sequence[T], entries: tuple[Entry, ...], name: Callable[[T], str], form: Form
) -> Iterator[tuple[T, Entry | None]]:
    """Each row with the entry it was, found by name; those without a name in their order."""
    waiting: dict[str, list[Entry]] = {}
    for entry in entries:
        waiting.setdefault(entry.name(form), []).append(entry)
    for row in rows:
        same = waiting.get(name(row))
        yield row, same.pop(0) if same else None


def _like(beside: Written | None) -> Written:
    """An entry without keys, in brackets where its neighbours are."""
    if beside is None:
        return Block(True, ())
    mapping = not isinstance(beside, Text) and beside.mapping
    first = beside if mapping else list_pieces(beside)[0].value
    return Flow(True, ()) if isinstance(first, Flow) else Block(True, ())


def _without_gap(value: Written, key: str) -> Written:
    """No blank line before a list that is new in an entry."""
    if not isinstance(value, Block):
        return value
    pieces = tuple(replace(p, gap=False) if p.key == key else p for p in value.pieces)
    return replace(value, pieces=pieces)
