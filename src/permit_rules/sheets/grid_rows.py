"""Grids → the rows of each sheet of a rule file, and everything that is wrong with the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from permit_rules.diagnostics import Diagnostic, did_you_mean
from permit_rules.sheets.cell_place import CellPlace, column_letters
from permit_rules.sheets.forms import OWNER, ROW, Form
from permit_rules.sheets.grid_cells import typed_cell
from permit_rules.sheets.grids import SHEET, Grid, GridCell
from permit_rules.sheets.sheet import GUIDANCE, OVERVIEW, RuleFileRead, RuleSheet
from permit_rules.sheets.weaving import SheetRow


@dataclass(slots=True)
class TablesRead:
    """The rows of each sheet, and what is wrong; ``passed_over`` are sheets of no meaning here.

    ``broken`` are the rows of which a cell could not be read, by sheet and number.
    """

    sheets: list[tuple[Form, tuple[SheetRow, ...]]] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    broken: set[tuple[str, int]] = field(default_factory=set)
    passed_over: list[str] = field(default_factory=list)


def read_tables(file: RuleFileRead, grids: Sequence[Grid], *, one: bool) -> TablesRead:
    """The rows that are to stand in the file; ``one``: all sheets stand in one grid (CSV)."""
    read = TablesRead()
    forms = {form.name: form for form in file.forms}
    known = {sheet.form.name: sheet for sheet in file.sheets()}
    given: dict[str, list[SheetRow]] = {}
    for grid in grids:
        if not one and grid.name in (GUIDANCE, OVERVIEW):
            continue
        if not one and grid.name not in forms:
            # What a sheet is lacking is told once: by the name it has now.
            known.pop(_passed_over(grid, forms, read), None)
            continue
        own = {grid.name: forms[grid.name]} if not one else forms
        table = _Table(grid, own, known, one, read)
        if table.usable():
            for name, row in table.rows():
                given.setdefault(name, []).append(row)
            for name in own if not one else ():
                given.setdefault(name, [])
        elif not one:
            known.pop(grid.name, None)
        else:
            known.clear()
    for name, sheet in known.items():
        if sheet.rows and name not in given:
            _say_missing(name, sheet, grids, one, read)
    read.sheets = [(form, tuple(given[name])) for name, form in forms.items() if name in given]
    return read


def _passed_over(grid: Grid, forms: dict[str, Form], read: TablesRead) -> str:
    """The sheet that a grid was meant to be, which is said; "" where it is something else."""
    near = did_you_mean(grid.name, forms)
    if near is not None and any(ROW in (c.text for c in row) for row in grid.rows[:1]):
        read.found.append(
            Diagnostic(
                code="SH904",
                message=f"没有叫「{grid.name[:40]}」的表。",
                where=CellPlace(grid.name, 1, 1),
                help=f"是否想写「{near}」？请改表名，不要读的请删去。",
            )
        )
        return near
    read.passed_over.append(grid.name)
    return ""


def _say_missing(
    name: str, sheet: RuleSheet, grids: Sequence[Grid], one: bool, read: TablesRead
) -> None:
    count = sum(1 for row in sheet.rows if not row.owner)
    what = f"没有一行的「{SHEET}」写「{name}」" if one else f"缺少工作表「{name}」"
    help = "请重新导出。要全部删去的，请直接在规则文件里删。"
    read.found.append(
        Diagnostic(
            code="SH903",
            message=f"{what}，规则文件里有 {count} 项。",
            where=CellPlace(grids[0].name, 1, 1) if one and grids else None,
            help=help if one else "请重新导出。要全部删去的，请留下这张表，只删去各行。",
        )
    )


@dataclass(slots=True)
class _Table:
    """One grid with the sheets whose rows may stand in it."""

    grid: Grid
    forms: dict[str, Form]
    known: dict[str, RuleSheet]
    one: bool
    read: TablesRead
    columns: dict[str, int] = field(default_factory=dict)

    # ---- the heads of the columns ------------------------------------------------------------

    def usable(self) -> bool:
        """Whether the heads and the shape of the table are in order."""
        before = len(self.read.found)
        head = self.grid.rows[0] if self.grid.rows else ()
        allowed = {ROW, OWNER, *([SHEET] if self.one else [])}
        allowed |= {c.key for form in self.forms.values() for c in form.columns}
        for number, cell in enumerate(head, 1):
            self._head(number, cell.text.strip(), allowed)
        for number in range(len(head) + 1, max(map(len, self.grid.rows), default=0) + 1):
            self._head(number, "", allowed)
        self._refuse_lacking()
        self._refuse_merged()
        return len(self.read.found) == before

    def _head(self, number: int, name: str, allowed: set[str]) -> None:
        if not name:
            below = [r for r in self.grid.rows[1:] if len(r) >= number and not r[number - 1].blank]
            if below:
                self._say("SH904", 1, number, "这一栏有内容，没有栏名。", "请写上栏名，或者删去。")
        elif name in self.columns:
            first = column_letters(self.columns[name])
            self._say("SH904", 1, number, f"「{name[:40]}」在 {first} 栏已经有了。", "请删去一栏。")
        elif name not in allowed:
            near = did_you_mean(name, allowed)
            help = f"是否想写「{near}」？" if near else "栏名要用规则文件的键，见「说明」表。"
            self._say("SH904", 1, number, f"没有叫「{name[:40]}」的栏。", help)
        else:
            self.columns[name] = number

    def _refuse_lacking(self) -> None:
        """Columns without which something would be lost, or nothing be known."""
        needed: dict[str, int] = {SHEET: 0} if self.one else {}
        for name, form in self.forms.items():
            rows = self.known[name].rows if name in self.known else ()
            if not self.one:
                needed.setdefault(form.identity, 0)
            if any(row.owner for row in rows):
                needed.update({ROW: 0, OWNER: 0})
            for row in rows:
                for key in row.cells:
                    needed[key] = needed.get(key, 0) + 1
        lacking = {key: count for key, count in needed.items() if key not in self.columns}
        # Heads that are not known are told already; with none at all, one message is enough.
        if not self.columns:
            self.read.found[:] = [
                d for d in self.read.found if d.where is None or d.where.file != self.grid.name
            ]
            self._say("SH903", 1, 1, "第 1 行不是栏名。", "第 1 行须是导出时的栏名，请重新导出。")
            return
        for key, count in lacking.items():
            used = f"，规则文件里有 {count} 处写了它" if count else ""
            help = "不改的栏也要留着；要全部删去的，请留下栏名，清空下面的格。"
            self._say("SH903", 1, 1, f"缺少「{key}」一栏{used}。", help)

    def _refuse_merged(self) -> None:
        for row, column, name in sorted(self.grid.merged):
            if column <= max(self.columns.values(), default=0):
                self._say(
                    "SH905",
                    row,
                    column,
                    f"{name} 合并成了一格，只有左上角的内容能读到。",
                    "请取消合并，每一行都写上。",
                )

    # ---- the rows ----------------------------------------------------------------------------

    def rows(self) -> Iterator[tuple[str, SheetRow]]:
        """The rows that are not blank, each with the name of its sheet."""
        for number, row in enumerate(self.grid.rows[1:], 2):
            if all(cell.blank for cell in row):
                continue
            name = self._sheet_of(number, row)
            if name is not None:
                yield name, self._row(number, row, self.forms[name])

    def _sheet_of(self, number: int, row: tuple[GridCell, ...]) -> str | None:
        if not self.one:
            return self.grid.name
        at = self.columns[SHEET]
        name = row[at - 1].text.strip() if len(row) >= at else ""
        if name in self.forms:
            return name
        near = did_you_mean(name, self.forms)
        known = "、".join(self.known)
        help = f"是否想写「{near}」？" if near else f"这个规则文件里有的表：{known}。"
        said = f"「{SHEET}」写的是「{name[:40]}」，没有这张表。" if name else f"「{SHEET}」空着。"
        self._say("SH904", number, at, said, help)
        return None

    def _row(self, number: int, row: tuple[GridCell, ...], form: Form) -> SheetRow:
        cells: dict[str, str] = {}
        places: dict[str, CellPlace] = {}
        # A row is known by its id: that cell is the first.
        names = sorted(self.columns, key=lambda n: (n != form.identity, self.columns[n]))
        for name in names:
            at = self.columns[name]
            column = form.column(name)
            place = CellPlace(self.grid.name, number, at)
            if column is not None or name in (ROW, OWNER):
                places[name] = place
            if name == SHEET or len(row) < at or row[at - 1].blank:
                continue
            if column is None and name not in (ROW, OWNER):
                self.read.found.append(_no_such_key(form.name, name, place))
                continue
            typed = typed_cell(row[at - 1], column, place)
            if typed.wrong is not None:
                self.read.found.append(typed.wrong)
                self.read.broken.add((place.file, place.line))
                # As long as nobody knows what was meant, nothing is taken away.
                places.pop(name, None)
            else:
                cells[name] = typed.text
        return SheetRow(cells, places)

    def _say(self, code: str, row: int, column: int, message: str, help: str) -> None:
        place = CellPlace(self.grid.name, row, column)
        self.read.found.append(Diagnostic(code=code, message=message, where=place, help=help))


def _no_such_key(sheet: str, name: str, place: CellPlace) -> Diagnostic:
    return Diagnostic(
        code="SH910",
        message=f"「{sheet}」没有「{name}」这一项。",
        where=place,
        help="请写到别的栏，或者清空这一格。",
    )
