"""A mistake in a sheet: one message, at its cell, with what to write instead."""

from __future__ import annotations

import pytest

from permit_rules.sheets.cell_place import column_letters
from permit_rules.sheets.grids import GridCell, Held
from tests.sheets.editing import Book, changes, mistakes, read_edited

M, S = "申请材料", "审核要点"


def place(sheet: str, row: str, key: str) -> str:
    """Where a cell stands in the workbook that is edited."""
    book = Book()
    return f"{sheet}!{column_letters(book.column(sheet, key))}{book.row(sheet, row)}"


@pytest.mark.parametrize(
    ("sheet", "row", "key", "value", "held", "code", "words"),
    [
        (M, "M1", "份数", "两份", Held.TEXT, "SH144", "这里只写数：2"),
        (M, "M1", "材料来源", "自己", Held.TEXT, "SH143", "只能写："),
        (M, "M1", "需要", "业务办理项：新办", Held.TEXT, "SH121", "业务办理项: 新办"),
        (M, "M1", "需要", "{业务办理项: 新版}", Held.TEXT, "SH204", "是否想写「新办」"),
        (M, "M1", "需要", "{业务办理项: 新办", Held.TEXT, "SH127", "括号"),
        (M, "M1", "需要", "新办", Held.TEXT, "SH142", "{业务办理项: 新办}"),
        (M, "M1", "别名", "[甲，乙]", Held.TEXT, "SH124", "请用半角逗号"),
        (M, "M1", "签章", "[盖章]", Held.TEXT, "SH142", ""),
        (M, "M1", "材料名称", "申请\u200b书", Held.TEXT, "SH103", "看不见的字符"),
        (M, "M1", "依据", "", Held.TEXT, "SH601", "请补上「依据"),
        (M, "M1", "材料名称", "", Held.TEXT, "SH141", "请补上「材料名称」"),
        (M, "M2", "编号", "M1", Held.TEXT, "SH215", "请换一个编号"),
        (M, "M1", "编号", "", Held.TEXT, "SH141", "请补上「编号」"),
        (M, "M1", "需要", "{业务办理项: 新办, 业务办理项: 延续}", Held.TEXT, "SH107", "删去一处"),
        (M, "M3a", "属于", "M99", Held.TEXT, "SH908", "请写表里有的编号"),
        (M, "M3a", "行", "部分", Held.TEXT, "SH908", "只能写：要点、组成、版本"),
        (M, "M3a", "容缺", "{补交期限: 5 工作日}", Held.TEXT, "SH908", "整份材料那一行"),
        (M, "M1", "份数", "=1+1", Held.FORMULA, "SH906", "请改成文字"),
        (M, "M1", "份数", "#REF!", Held.ERROR, "SH906", "请改成文字"),
        (M, "M1", "依据", "2026-03-05", Held.DAY, "SH907", "文本格式"),
        (M, "M1", "依据", "TRUE", Held.YES_NO, "SH907", "文本格式"),
        (M, "M1", "依据", "12345678901234567", Held.NUMBER, "SH907", "超过 15 位"),
        (S, "S1", "施行日期", "45762", Held.NUMBER, "SH907", "2026-03-02"),
        (S, "S1", "施行日期", "2026-03-02 10:00", Held.TIME, "SH907", "2026-03-02"),
        (S, "S1", "施行日期", "2026-02-30", Held.TEXT, "SH403", "28日"),
    ],
)  # fmt: skip
def test_one_message_at_the_cell(
    sheet: str, row: str, key: str, value: str, held: Held, code: str, words: str
) -> None:
    read = read_edited(lambda book: book.set(sheet, row, key, value, held))
    assert mistakes(read) == [(place(sheet, row, key), code)]
    [said] = [d for d in read.diagnostics if d.severity.value == "error"]
    assert words in f"{said.message}{said.help}"


def test_all_mistakes_are_told_at_once() -> None:
    def edit(book: Book) -> None:
        book.set(M, "M1", "份数", "两份")
        book.set(M, "M4", "需要", "{业务办理项：新办}")
        book.set(S, "S4", "效果", "退件")

    assert mistakes(read_edited(edit)) == [
        (place(S, "S4", "效果"), "SH143"),
        (place(M, "M1", "份数"), "SH144"),
        (place(M, "M4", "需要"), "SH121"),
    ]


def test_a_date_that_the_program_made_and_a_number_that_was_one_are_read() -> None:
    def edit(book: Book) -> None:
        book.set(M, "M1", "份数", "2", Held.NUMBER)
        book.set(S, 3, "施行日期", "2020-01-01", Held.DAY)
        book.set(S, 4, "施行日期", "2025/4/15")
        book.set(M, "M1", "可当场更正", "TRUE", Held.YES_NO)

    assert changes(read_edited(edit)) == ["+  可当场更正: 是"]


def test_codes_that_lost_their_zeros_are_named_and_others_read() -> None:
    path = "places.yaml"

    def edit(book: Book) -> None:
        book.set("行政区划", 2, "代码", book.sheets["行政区划"][1][2].text, Held.NUMBER)
        book.set("行政区划", 3, "代码", "0", Held.NUMBER)

    read = read_edited(edit, path)
    assert mistakes(read) == [("行政区划!C3", "SH907")]
    assert "前面的 0 丢了" in str(read.diagnostics[0])


def test_what_other_files_say_of_a_row_that_is_gone() -> None:
    """The city changes M1: without it the rules cannot be used, which is told as lint does."""
    read = read_edited(lambda book: book.delete(M, "M1"))
    assert mistakes(read) == [("440300-shenzhen/teahouse.yaml:10:10", "SH218")]


# ---- tables that are not what was written out ----------------------------------------------------


def head(book: Book, sheet: str, key: str, name: str) -> None:
    """Write another name over a column."""
    book.sheets[sheet][0][book.column(sheet, key) - 1] = GridCell(name)


def without_column(book: Book, sheet: str, key: str) -> None:
    at = book.column(sheet, key) - 1
    for row in book.sheets[sheet]:
        del row[at]


def doubled(book: Book, sheet: str, key: str) -> None:
    at = book.column(sheet, key) - 1
    for row in book.sheets[sheet]:
        row.append(row[at])


def unnamed(book: Book, sheet: str) -> None:
    for number, row in enumerate(book.sheets[sheet]):
        row.append(GridCell("写错了地方" if number == 2 else ""))


def merge(book: Book, sheet: str) -> None:
    book.merged[sheet] = (3, 4, "D3:D4")


def rename(book: Book, sheet: str, name: str) -> None:
    book.sheets[name] = book.sheets.pop(sheet)


@pytest.mark.parametrize(
    ("edit", "where", "code", "words"),
    [
        (lambda b: without_column(b, M, "需要"), f"{M}!A1", "SH903", "规则文件里有 8 处写了它"),
        (lambda b: doubled(b, M, "材料名称"), None, "SH904", "「材料名称」在 D 栏已经有了"),
        (lambda b: head(b, M, "仅纸质", "只收纸质"), None, "SH904", "是否想写「仅纸质」"),
        (lambda b: unnamed(b, M), None, "SH904", "没有栏名"),
        (lambda b: merge(b, M), f"{M}!D3", "SH905", "取消合并"),
        (lambda b: b.sheets.pop(M), "None", "SH903", f"缺少工作表「{M}」，规则文件里有 7 项"),
        (lambda b: rename(b, M, "申请材枓"), "申请材枓!A1", "SH904", f"是否想写「{M}」"),
        (lambda b: b.sheets[M].pop(0), f"{M}!A1", "SH903", "第 1 行不是栏名"),
        (lambda b: b.sheets[M].clear(), f"{M}!A1", "SH903", "第 1 行不是栏名"),
    ],
)  # fmt: skip
def test_a_table_out_of_shape(edit, where: str | None, code: str, words: str) -> None:  # type: ignore[no-untyped-def]
    read = read_edited(edit)
    [(found, number)] = mistakes(read)
    assert (where or found, number) == (found, code)
    assert any(words in f"{d.message}{d.help}" for d in read.diagnostics)


def test_a_sheet_of_the_clerk_is_passed_over() -> None:
    def edit(book: Book) -> None:
        book.sheets["草稿"] = [[GridCell("随便写写")]]

    read = read_edited(edit)
    assert read.passed_over == ("草稿",)
    assert changes(read) == []


def test_blank_rows_and_blank_columns_do_not_matter() -> None:
    def edit(book: Book) -> None:
        book.insert(M, 3)
        for row in book.sheets[M]:
            row.append(GridCell("  "))

    assert changes(read_edited(edit)) == []
