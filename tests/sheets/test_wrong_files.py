"""Files that are no sheet, or not the one that was written out: told plainly, or read rightly."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from permit_rules.sheets import workbook_reading
from permit_rules.sheets.cell_place import column_letters
from permit_rules.sheets.delimited import guarded, read_csv, unguarded, write_csv
from permit_rules.sheets.grids import Grid, GridCell, Held, Unreadable
from permit_rules.sheets.reading import Sheets, open_sheets, read_sheets
from permit_rules.sheets.sheet import read_rule_file
from tests.sheets.editing import (
    ITEM,
    as_csv,
    changes,
    csv_rows,
    folder,
    mistakes,
    read,
    rule_file,
    workbook,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"  \r\n", "文件是空的"),
        (b"PK\x03\x04 and no more", "不是 Excel 工作簿"),
        (zipped(mimetype="x", **{"content.xml": "x"}), "这是 .ods 文件"),
        (zipped(**{"word/document.xml": "x"}), "不是 Excel 工作簿"),
        (zipped(**{"[Content_Types].xml": "<x", "xl/workbook.xml": "<"}), "工作簿坏了"),
        (OLE + b"Workbook", ".xls 文件"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "不是 CSV"),
        (b"a,b\n\x00\x00", "不是 CSV"),
        ('"没有收尾的引号,1\n'.encode(), "引号不成对"),
        (b"a," * 200 + b"\n", "100 栏"),
        (b"a\n" * 4000, "3000 行"),
        (b"x" * (11 * 1024 * 1024), "超过 10 MB"),
    ],
)
def test_what_is_no_sheet_is_named(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as told:
        open_sheets(content, "表")
    assert words in told.value.message + told.value.help
    assert told.value.help.endswith("。")


def test_a_workbook_that_would_unpack_to_too_much_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook_reading, "MAX_UNPACKED", 10_000)
    with pytest.raises(Unreadable, match="解开以后"):
        open_sheets(workbook(), "表.xlsx")


def test_a_sheet_that_reaches_far_is_not_walked_through() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    book["申请材料"]["XFD1048576"] = "远"
    made = io.BytesIO()
    book.save(made)
    with pytest.raises(Unreadable, match="工作表「申请材料」超过"):
        open_sheets(made.getvalue(), "表.xlsx")


def test_entities_that_would_grow_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(workbook())) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    sheet = "xl/worksheets/sheet3.xml"
    files[sheet] = re.sub(r"<worksheet", f"{bomb}<worksheet", files[sheet], count=1)
    with pytest.raises(Unreadable, match="工作簿坏了"):
        open_sheets(zipped(**files), "表.xlsx")


def test_what_a_program_makes_of_cells_is_known() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["字", 2, 2.5, True, datetime.date(2026, 3, 2), datetime.time(10), "=1+1"])
    sheet.append([datetime.datetime(2026, 3, 2, 10), 0.05, 1e20, "#REF!", "a\r\nb", "_x000D_c"])
    sheet["B2"].number_format = "0%"
    sheet["D2"].data_type = "e"
    made = io.BytesIO()
    book.save(made)
    [grid] = workbook_reading.read_workbook(made.getvalue())
    assert [(c.text, c.held) for c in grid.rows[0][:7]] == [
        ("字", Held.TEXT),
        ("2", Held.NUMBER),
        ("2.5", Held.NUMBER),
        ("TRUE", Held.YES_NO),
        ("2026-03-02", Held.DAY),
        ("10:00:00", Held.TIME),
        ("=1+1", Held.FORMULA),
    ]
    assert [(c.text, c.held) for c in grid.rows[1][:6]] == [
        ("2026-03-02 10:00:00", Held.TIME),
        ("5%", Held.NUMBER),
        ("100000000000000000000", Held.NUMBER),
        ("#REF!", Held.ERROR),
        ("a\nb", Held.TEXT),
        ("\nc", Held.TEXT),
    ]


def test_merged_cells_of_a_real_workbook_are_named() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    book["申请材料"].merge_cells("D3:D4")
    made = io.BytesIO()
    book.save(made)
    assert mistakes(read(made.getvalue())) == [("申请材料!D3", "SH905")]


# ---- CSV -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_file_as_any_program_saves_it(encoding: str, delimiter: str) -> None:
    content = as_csv(csv_rows(), encoding, delimiter)
    grid = read_csv(content, "表.csv")
    assert grid.rows == read_csv(as_csv(csv_rows()), "表.csv").rows
    assert grid.rows[0][0].text == "表"


def test_a_csv_file_names_its_cells() -> None:
    rows = csv_rows()
    at = next(n for n, row in enumerate(rows) if "M4" in row)
    rows[at][rows[0].index("需要")] = "{业务办理项：新办}"
    rows[at + 1][0] = "申请材枓"
    column = column_letters(rows[0].index("需要") + 1)
    assert mistakes(read(as_csv(rows), "茶馆.csv")) == [
        (f"茶馆.csv!{column}{at + 1}", "SH121"),
        (f"茶馆.csv!A{at + 2}", "SH904"),
    ]


def test_a_key_that_a_sheet_does_not_have() -> None:
    rows = csv_rows()
    at = next(n for n, row in enumerate(rows) if "L1" in row)
    rows[at][rows[0].index("应当")] = "{座位数: 不低于 1 个}"
    [found] = read(as_csv(rows), "茶馆.csv").diagnostics
    assert found.code == "SH910"
    assert "「办理时限」没有「应当」" in found.message


def test_rows_of_a_whole_sheet_are_not_taken_away_in_silence() -> None:
    rows = [row for row in csv_rows() if row[0] != "禁止期"]
    [found] = read(as_csv(rows), "茶馆.csv").diagnostics
    assert (found.code, "「禁止期」" in found.message) == ("SH903", True)


@given(text=st.text(st.sampled_from("'=+-@0123456789甲\t\r")))
def test_apostrophes_keep_texts_and_are_taken_away_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    written = write_csv([["头"], [text, "末"]]).decode("utf-8-sig").splitlines()[1]
    assert written.lstrip('"')[:1] not in tuple("=+-@")


# ---- whatever is in a sheet ----------------------------------------------------------------------

ANYTHING = st.one_of(
    st.sampled_from(["", "M1", "M3", "组成", "版本", "[甲, 乙]", "{业务办理项: 新办}"]),
    st.text(st.sampled_from("甲乙M1[]{}:：,，、#-'\"\\ \n\t&*!|>%@`？=是否20"), max_size=12),
    st.text(max_size=5),
)  # fmt: skip
CELLS = st.builds(GridCell, ANYTHING, st.sampled_from([*[Held.TEXT] * 12, *Held]))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_sheet_whatever_is_in_it_is_too_much(data: st.DataObject) -> None:
    """It is read, or every mistake has a place; what is read is what loading accepts."""
    base = open_sheets(workbook(), "表.xlsx").grids
    name = data.draw(st.sampled_from(["申请材料", "审核要点", "办理时限"]))
    rows = [list(row) for row in next(g for g in base if g.name == name).rows]
    for _ in range(data.draw(st.integers(1, 8))):
        row = data.draw(st.integers(0 if data.draw(st.integers(0, 9)) == 0 else 1, len(rows) - 1))
        rows[row][data.draw(st.integers(0, len(rows[0]) - 1))] = data.draw(CELLS)
    grid = Grid(name, tuple(map(tuple, rows)))
    grids = tuple(grid if g.name == name else g for g in base)
    found = read_sheets(rule_file(), Sheets(grids, one=False), folder())
    if found.text is None:
        assert [d for d in found.diagnostics if d.severity.value == "error"]
        assert all(d.help for d in found.diagnostics)
    else:
        assert read_rule_file(ITEM, found.text.encode()) is not None
        again = read_sheets(rule_file(), Sheets(grids, one=False), folder())
        assert again == found


def test_an_unedited_csv_file_changes_nothing() -> None:
    assert changes(read(as_csv(csv_rows(), "gbk"), "表.csv")) == []
