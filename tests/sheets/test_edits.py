"""What is changed in a sheet is changed in the rule file, and nothing else."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from permit_rules.sheets.cell_text import quoted
from permit_rules.sheets.reading import made_from, open_sheets
from permit_rules.sheets.sheet import read_rule_file
from permit_rules.sheets.writing import sheets_as_csv, sheets_as_xlsx
from tests.sheets.editing import Book, as_csv, changes, csv_rows, read, read_edited, workbook

M, S = "申请材料", "审核要点"
NAME, UNLESS = "-  材料名称: 茶馆经营许可申请书", "-  不适用: {经营方式: 外卖}"


def test_nothing_edited_nothing_changed() -> None:
    assert changes(read(workbook())) == []


@pytest.mark.parametrize(
    ("sheet", "row", "key", "value", "expected"),
    [
        (M, "M1", "份数", "3", ["-  份数: 2", "+  份数: 3"]),
        (M, "M1", "份数", "", ["-  份数: 2"]),
        # A key that was not there comes where the format has its place.
        (M, "M1", "角色", "次要", ["+  角色: 次要"]),
        (M, "M4", "不适用", "", [UNLESS]),
        # A part has no 材料名称.
        (M, "M3c", "材料名称", "产权证", ["-    名称: 房屋产权证明复印件", "+    名称: 产权证"]),
        # Brackets may be left out, blanks do not matter.
        (M, "M4", "不适用", " 经营方式: 堂食 ", [UNLESS, "+  不适用: {经营方式: 堂食}"]),
        (M, "M1", "别名", "甲表", ["-  别名: [申请书]", "+  别名: 甲表"]),
        # Whatever YAML would take for something else is put in quotation marks.
        (M, "M1", "材料名称", "甲: 乙 # 丙", [NAME, '+  材料名称: "甲: 乙 # 丙"']),
        (M, "M1", "材料名称", "[甲]", [NAME, '+  材料名称: "[甲]"']),
        (M, "M1", "材料名称", "“甲”", [NAME, '+  材料名称: "“甲”"']),
        (M, "M1", "材料名称", "“甲”和“乙”", [NAME, "+  材料名称: “甲”和“乙”"]),
        (M, "M1", "材料名称", '"甲"和乙', [NAME, r'+  材料名称: "\"甲\"和乙"']),
    ],
)  # fmt: skip
def test_one_cell(sheet: str, row: str, key: str, value: str, expected: list[str]) -> None:
    assert changes(read_edited(lambda book: book.set(sheet, row, key, value))) == expected


def test_an_entry_in_brackets_stays_in_brackets() -> None:
    found = changes(read_edited(lambda book: book.set(S, "S4", "名称", "甲, 乙")))
    assert [line[:34] for line in found] == [
        "-- {编号: S4, 类别: 形式审查, 名称: 投资额填写, 当",
        '+- {编号: S4, 类别: 形式审查, 名称: "甲, 乙", ',
    ]


def test_a_new_row_a_new_part_and_a_new_version() -> None:
    def edit(book: Book) -> None:
        book.insert(M, book.row(M, "M2"), 编号="M20", 材料名称="新表", 份数="1", 依据="办法 第一条")
        book.insert(M, book.row(M, "M3b"), 行="组成", 属于="M3", 编号="M3d", 材料名称="照片")
        book.insert(S, book.row(S, "S2"), 行="版本", 施行日期="2027年1月1日", 依据="条例 第一条")

    assert changes(read_edited(edit)) == [
        "+- 编号: M20",
        "+  材料名称: 新表",
        "+  份数: 1",
        "+  依据: 办法 第一条",
        "+  - {编号: M3d, 名称: 照片}",
        "+  - {施行日期: 2027-01-01, 依据: 条例 第一条}",
    ]


def test_a_row_is_taken_away_or_moved() -> None:
    def take(book: Book) -> None:
        book.delete(M, "M7")

    found = changes(read_edited(take))
    assert len(found) == 1
    assert found[0].startswith("-- {编号: M7, 材料名称: 经营计划书")

    rows = csv_rows()
    place = next(n for n, row in enumerate(rows) if "S4" in row)
    rows[place], rows[place + 1] = rows[place + 1], rows[place]
    moved = changes(read(as_csv(rows), "表.csv"))
    assert sorted(line[1:] for line in moved[:1]) == sorted(line[1:] for line in moved[1:])


def test_parts_and_versions_that_are_all_gone_leave_no_key() -> None:
    def edit(book: Book) -> None:
        for name in ("M3c", "M3b", "M3a"):
            book.delete(M, name)

    found = changes(read_edited(edit))
    assert "-  组成:" in found
    assert not [line for line in found if line.startswith("+")]


def test_a_section_that_the_file_did_not_have() -> None:
    path = "440300-shenzhen/teahouse.yaml"

    def edit(book: Book) -> None:
        cells = {"编号": "Z9", "材料名称": "深圳表", "施行日期": "2024-01-01", "此前": "无此要求"}
        book.insert("增加·申请材料", 2, **cells, 依据="深圳规定 第九条")

    assert changes(read_edited(edit, path), path) == [
        "+  申请材料:",
        "+  - 编号: Z9",
        "+    材料名称: 深圳表",
        "+    施行日期: 2024-01-01",
        "+    此前: 无此要求",
        "+    依据: 深圳规定 第九条",
    ]


COMMENTED = """\
# 文件的注释
事项名称: 茶馆经营许可
事项标识: teahouse
规则起始: 2020-01-01
设定依据:
  办法: {文件: 办法}
业务办理项: [新办]
申请材料:
# 申请书的注释
- 编号: M1  # 编号的注释
  材料名称: 申请书
  # 标准的注释
  必备内容:  # 内容的注释
  # 第一项的注释
  - {内容: 甲, 告知: 写明甲。}
  - 内容: 乙  # 第二项的注释
    告知: 写明乙。
  依据: 办法 第一条
# 执照的注释
- {编号: M2, 材料名称: 执照, 依据: 办法 第二条}
# 文末的注释
"""


def edited(before: str, after: str, text: str = COMMENTED) -> tuple[str, str]:
    """The rule file before and after a text is replaced in its CSV file."""
    file = read_rule_file("national/teahouse.yaml", text.encode())
    assert file is not None
    content = sheets_as_csv(file).decode()
    assert before in content
    made = made_from(file, open_sheets(content.replace(before, after).encode(), "表.csv"))
    assert made.woven.found == []
    assert made.text is not None
    return text, made.text


def test_comments_stay_by_what_they_are_about() -> None:
    before, after = edited("告知: 写明乙。", "告知: 写明丙。")
    assert after == before.replace("写明乙。", "写明丙。")
    before, after = edited(
        "{内容: 甲, 告知: 写明甲。}, ", "{内容: 新}, {内容: 甲, 告知: 写明甲。}, "
    )
    assert after == before.replace("  # 第一项的注释\n", "  - {内容: 新}\n  # 第一项的注释\n")
    before, after = edited("执照", "营业执照")
    assert after == before.replace("执照, 依据", "营业执照, 依据")


def test_comments_that_go_with_a_row_are_told() -> None:
    assert read_edited(lambda book: book.delete("禁止期", "J1")).lost == ()
    file = read_rule_file("national/teahouse.yaml", COMMENTED.encode())
    assert file is not None
    rows = sheets_as_csv(file).decode("utf-8-sig").splitlines()
    made = made_from(file, open_sheets("\n".join(rows[:-1]).encode(), "表.csv"))
    assert made.text == COMMENTED.replace(
        "# 执照的注释\n- {编号: M2, 材料名称: 执照, 依据: 办法 第二条}\n", ""
    )


def test_texts_that_look_like_something_else_come_back() -> None:
    odd = ["=1+1", "+86", "-1", "@我", "'=1", "007", "是", "null", "2024-01-01", '"引"', "1e5"]
    odd += ["a\\nb", "一行\n两行", "_x0041_", "号 # 后", "键: 值", "{a", "[a]", "末尾："]
    entries = "".join(
        f"- {{编号: M{n}, 材料名称: 材料, 依据: 办法, 说明: {quoted(text)}}}\n"
        for n, text in enumerate(odd)
    )
    text = COMMENTED.partition("申请材料:")[0] + "申请材料:\n" + entries
    file = read_rule_file("national/teahouse.yaml", text.encode())
    assert file is not None
    for content in (sheets_as_csv(file), sheets_as_xlsx(file)):
        assert made_from(file, open_sheets(content, "表.csv")).text == text
    # Read by other programs, they are texts and no formulas.
    sheet = load_workbook(io.BytesIO(sheets_as_xlsx(file)))["申请材料"]
    column = [cell.value for cell in sheet[1]].index("说明") + 1
    cells = [sheet.cell(n, column) for n in range(2, len(odd) + 2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells[:4]] == [True] * 4
    assert {cell.number_format for cell in cells} == {"@"}
    assert ",'=1+1\r" in sheets_as_csv(file).decode()
    assert ",'007\r" in sheets_as_csv(file).decode()
