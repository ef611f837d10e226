"""A rule file as sheets, ready to be written: rows, and what to tell whoever edits them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.formatting.format import schema_name
from permit_rules.formatting.pieces import Written, read_pieces
from permit_rules.loading.yaml_reader import read_yaml
from permit_rules.sheets.entries import Row, entries_at, rows_of
from permit_rules.sheets.forms import OWNER, ROW, Column, Form, forms_of
from permit_rules.yaml_tree import Tree

#: The sheets of a workbook that are only looked at.
GUIDANCE: Final = "说明"
OVERVIEW: Final = "情形与材料"
#: The lines of the guidance by which a workbook is known again.
FILE_LINE: Final = "规则文件"
MARK_LINE: Final = "导出时的内容"

#: Sheets that stand in a workbook although nothing is in them yet.
_OFFERED: Final = (
    *("适用判定", "申请材料", "审核要点", "禁止期", "延续", "办理时限"),
    *("增加·申请材料", "增加·审核要点", "替换·申请材料", "替换·审核要点", "撤销"),
)

_HOW: Final = (
    "一行是一个要点；组成部分和先后的版本各占一行，写在要点的下面，「属于」写要点的编号。",
    "一栏是规则文件里的一个键，只列出这个文件用到的；没有用到的在右边，点上方的「+」展开。",
    "空着就是不写这个键。改一格，规则文件里就只改那一处；删一行就删去那个要点，插一行就增加一个。",
    "行的先后就是规则文件里的先后。表头、表名不要改；不要合并单元格，不要写公式。",
    "文字照写；列表写成 [甲, 乙]，一组键写成 {谁: 申请人, 方式: 盖章}，冒号半角、后面空一格。",
    "条件写成 {业务办理项: 新办, 经营面积: 不低于 20 平方米}；任一成立的写成 [{…}, {…}]。",
    "日期写成 2026-03-02。单元格都是文本格式，请不要改，否则编号和代码前面的 0 会丢。",
    "改好以后，先看会改什么：permit-rules table --read 表.xlsx --check",
    "再写回规则文件：permit-rules table --read 表.xlsx -o 规则文件.yaml",
)


class CellTooLong(ValueError):
    """A text is too long for a cell; the message says in Chinese which."""


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """The rows of one sheet; ``used`` are the columns in which something stands, in order."""

    form: Form
    rows: tuple[Row, ...]

    @property
    def used(self) -> tuple[Column, ...]:
        """The columns to show: the id, and those in which something stands."""
        keys = {key for row in self.rows for key in row.cells} | {self.form.identity}
        if not self.rows:
            keys |= {c.key for c in self.form.columns[:8]}
        return tuple(c for c in self.form.columns if c.key in keys)

    @property
    def unused(self) -> tuple[Column, ...]:
        """The other columns."""
        used = self.used
        return tuple(c for c in self.form.columns if c not in used)

    def cells(self, row: Row, columns: tuple[Column, ...]) -> tuple[str, ...]:
        """The texts of a row: what it is, what it belongs to, the columns."""
        return (row.row, row.owner, *(row.cells.get(c.key, "") for c in columns))


@dataclass(frozen=True, slots=True)
class RuleFileRead:
    """A rule file as it is written and what it says, with the sheets that it has."""

    path: str
    content: bytes
    written: Written
    tree: Tree

    @property
    def forms(self) -> tuple[Form, ...]:
        """The sheets that the file may have; none where it is not made of lists."""
        return forms_of(schema_name(self.path, self.tree), self.tree)

    @property
    def mark(self) -> str:
        """By what it is known whether the file is still the same."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    def sheets(self) -> Iterator[RuleSheet]:
        """The sheets in which something stands, and those to which it may well be added."""
        for form in self.forms:
            rows = tuple(rows_of(entries_at(self.written, self.tree, form), form))
            if rows or form.name in _OFFERED:
                yield RuleSheet(form, rows)


def read_rule_file(path: str, content: bytes) -> RuleFileRead | None:
    """The file, or None where it cannot be read; ``path`` is that below the rules folder."""
    reading = read_yaml(content, path)
    if reading.tree is None:
        return None
    text = content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return RuleFileRead(path, content, read_pieces(text), reading.tree)


def guidance(file: RuleFileRead) -> Iterator[tuple[str, ...]]:
    """The lines of the sheet 说明: where the rows come from, how to edit, what each column is."""
    yield (FILE_LINE, file.path)
    yield (MARK_LINE, file.mark)
    yield ()
    yield ("怎样改",)
    yield from ((str(number), line) for number, line in enumerate(_HOW, 1))
    yield ()
    yield ("表", "栏", "写什么", "只能写")
    for sheet in file.sheets():
        kinds = ["要点", *(["组成"] if sheet.form.parts else [])]
        kinds += ["版本"] if sheet.form.versions else []
        yield (sheet.form.name, ROW, "这一行是什么；不写为要点", "、".join(kinds))
        yield (sheet.form.name, OWNER, "组成部分和版本属于哪个要点，写它的编号", "")
        for column in (*sheet.used, *sheet.unused):
            yield (sheet.form.name, column.key, column.help, "、".join(column.choices))
