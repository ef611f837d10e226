"""``permit-rules table``: tables to look at, sheets to edit, and the way back."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.running import TEAHOUSE, complaint, out, run
from tests.teahouse import RULES

ON = ("--on", "2026-03-02")
ITEM = "national/teahouse.yaml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rules folder of which every file is in its one form."""
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    assert run("fmt", str(folder)).returncode == 0
    return folder


def edit(path: Path, sheet: str, cell: str, value: object) -> None:
    """Write into a cell of a workbook."""
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def test_situations_and_materials_are_shown() -> None:
    shown = out(run("table", "teahouse", *ON, *TEAHOUSE))
    assert shown.startswith("# 茶馆经营许可情形与材料表\n")
    assert "| 材料 | 新办 | 延续 | 备案 |" in shown
    assert "| M1 茶馆经营许可申请书 | ● | ● | － |" in shown
    assert "\n- \\[1\\] 若属于“大型茶馆”\n" in shown
    assert "- “大型茶馆”：营业面积不低于200平方米，且座位数超过50个\n" in shown
    # The file of the item says the same as its name, that of a place what holds there.
    assert out(run("table", str(RULES / ITEM), *ON)) == shown
    there = out(run("table", str(RULES / "440300-shenzhen/teahouse.yaml"), *ON))
    assert there == out(run("table", "茶馆经营许可", "--place", "440300", *ON, *TEAHOUSE))
    assert "M4" in shown
    assert "M4" not in there


def test_the_ending_tells_the_form(tmp_path: Path) -> None:
    for name, begins in (("a.html", b"<!DOCTYPE html>"), ("a.xlsx", b"PK"), ("a.md", b"# ")):
        done = run("table", "teahouse", *ON, *TEAHOUSE, "-o", str(tmp_path / name))
        assert (done.returncode, done.stderr) == (0, b"")
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_workbook_goes_out_is_edited_and_comes_back(rules: Path, tmp_path: Path) -> None:
    book, item = tmp_path / "茶馆.xlsx", rules / ITEM
    before = item.read_text("utf-8")
    given = ("--rules", str(rules))
    said = out(run("table", "teahouse", *ON, *given, "-o", str(book)))
    again = f"permit-rules table --read {book}"
    assert said == f"写好了 {book}，取自规则文件 {ITEM}。改好以后用 {again} 读回。\n"
    assert load_workbook(book).sheetnames[:3] == ["说明", "情形与材料", "适用判定"]

    same = run("table", "--read", str(book), "--check", *given)
    assert (same.returncode, out(same)) == (0, f"{ITEM}：没有变化。\n")
    assert out(run("table", "--read", str(book), *given)) == before

    edit(book, "申请材料", "D2", "茶馆许可申请书")
    differs = run("table", "--read", str(book), "--check", *given)
    assert differs.returncode == 1
    assert "\n-  材料名称: 茶馆经营许可申请书\n+  材料名称: 茶馆许可申请书\n" in out(differs)
    assert out(differs).endswith(f"{ITEM}：增加 1 行，删去 1 行。\n")
    assert item.read_text("utf-8") == before

    # The file it is written to says in which folder it lies.
    done = run("table", "--read", str(book), "-o", str(item))
    assert (done.returncode, out(done)) == (0, f"写好了 {item}：增加 1 行，删去 1 行。\n")
    assert item.read_text("utf-8") == before.replace("茶馆经营许可申请书", "茶馆许可申请书")
    assert run("fmt", "--check", str(rules)).returncode == 0
    assert run("lint", str(rules)).returncode == 0


def test_a_csv_file_goes_out_and_comes_back(rules: Path, tmp_path: Path) -> None:
    sheet, item = tmp_path / "茶馆.csv", rules / "440300-shenzhen/teahouse.yaml"
    before = item.read_text("utf-8")
    given = ("--rules", str(rules))
    where = ("teahouse", "--place", "440300")
    out(run("table", *where, *given, "-o", str(sheet)))
    text = sheet.read_text("utf-8-sig")
    sheet.write_text(text.replace("不超过 300 个", "不超过 200 个"), "gbk")
    done = run("table", *where, "--read", str(sheet), "-o", str(item), *given)
    assert (done.returncode, done.stderr) == (0, b"")
    assert item.read_text("utf-8") == before.replace("不超过 300 个", "不超过 200 个")


def test_mistakes_name_their_cells_and_nothing_is_written(rules: Path, tmp_path: Path) -> None:
    book, item = tmp_path / "a.xlsx", rules / ITEM
    before = item.read_text("utf-8")
    out(run("table", str(item), *ON, "-o", str(book)))
    edit(book, "申请材料", "D3", None)
    edit(book, "申请材料", "F2", "业务办理项：新办")
    done = run("table", "--read", str(book), "-o", str(item))
    said = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert said[0].startswith("申请材料!F2  [SH121 错误] ")
    assert said[2].startswith("申请材料!D3  teahouse/M2  [SH141 错误] 这里缺少「材料名称」。")
    assert said[-1] == "没有写：2 个错误，0 个警告"
    assert item.read_text("utf-8") == before


def test_a_rule_file_that_was_changed_meanwhile_is_told(rules: Path, tmp_path: Path) -> None:
    book, item = tmp_path / "a.xlsx", rules / ITEM
    out(run("table", str(item), *ON, "-o", str(book)))
    item.write_text(item.read_text("utf-8").replace("场所通风良好", "通风良好"), "utf-8")
    done = run("table", "--read", str(book), "--check", "--rules", str(rules))
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"提示：规则文件 {ITEM} 在导出以后改过")


def test_comments_that_go_and_sheets_that_mean_nothing_are_told(
    rules: Path, tmp_path: Path
) -> None:
    book, item = tmp_path / "a.xlsx", rules / ITEM
    text = item.read_text("utf-8").replace("- {编号: M7", "# 计划书\n- {编号: M7")
    item.write_text(text, "utf-8")
    out(run("table", str(item), *ON, "-o", str(book)))
    made = load_workbook(book)
    made["申请材料"].delete_rows(made["申请材料"].max_row)
    made.create_sheet("草稿")["A1"] = "随便"
    made.save(book)
    done = run("table", "--read", str(book), "-o", str(item))
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "提示：没有读工作表「草稿」，规则文件里没有这样一节。",
        "提示：删去的行带有注释，一起删去了：# 计划书",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "没有写哪个事项。例如 permit-rules table food-business"),
        (("teahouse", "--check"), "--check 要与 --read 同用"),
        (("teahouse", "--format", "xlsx"), "xlsx 不能输出到屏幕。请用 -o 写明文件"),
        (("teehouse",), "没有事项「teehouse」。是否想写「teahouse」？"),
        (("national/nothing.yaml", "--format", "csv"), "规则文件夹里没有「national"),
        (("library.yaml", "--format", "csv"), "「library.yaml」不是由要点组成的，没有表格。"),
        (("fields/all.yaml",), "「fields/all.yaml」不是事项文件，没有情形与材料表。"),
        (("--read", "nothing.xlsx"), "找不到文件「nothing.xlsx」。请核对路径"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = run("table", *arguments, *TEAHOUSE)
    assert complaint(done).startswith(said)
    assert done.returncode == 2


def test_a_file_that_is_no_sheet_is_told_in_one_line(tmp_path: Path) -> None:
    other = tmp_path / "a.xls"
    other.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook")
    done = run("table", "--read", str(other))
    assert complaint(done).startswith(f"「{other}」[SH901] 这是旧格式的 .xls 文件，读不了。")
    assert done.returncode == 2


def test_a_csv_file_does_not_say_whose_it_is(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text("表,编号\n", "utf-8")
    done = run("table", "--read", str(sheet), *TEAHOUSE)
    assert complaint(done).startswith("不知道这张表是哪个规则文件的。")


def test_a_sheet_is_not_written_into_another_rule_file(rules: Path, tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    out(run("table", "teahouse", *ON, "--rules", str(rules), "-o", str(book)))
    other = rules / "440300-shenzhen/teahouse.yaml"
    done = run("table", "--read", str(book), "-o", str(other))
    assert complaint(done) == (
        f"这张表是 {ITEM} 的，不能写到 440300-shenzhen/teahouse.yaml。请改 -o，或者写明事项"
    )
    assert done.returncode == 2


def test_without_the_package_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for name in ("reading", "writing"):
        monkeypatch.delitem(sys.modules, f"permit_rules.sheets.workbook_{name}", raising=False)
    book = tmp_path / "a.xlsx"
    done = run("table", "teahouse", "-o", str(book), *TEAHOUSE)
    assert complaint(done) == (
        "xlsx 需要附加包 spreadsheet（缺少 openpyxl）。请安装 permit-rules[spreadsheet]"
    )
    book.write_bytes(b"PK")
    done = run("table", "--read", str(book), *TEAHOUSE)
    assert complaint(done).startswith("读 .xlsx 需要附加包 spreadsheet（缺少 openpyxl）。")
    assert done.returncode == 2
    assert out(run("table", "teahouse", "--format", "csv", *TEAHOUSE)).startswith(
        "表,行,属于,编号,"
    )


def test_every_sheet_on_the_screen_is_what_the_file_would_be(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    shown = out(run("table", "teahouse", "--format", "csv", *TEAHOUSE))
    out(run("table", "teahouse", "-o", str(sheet), *TEAHOUSE))
    assert io.StringIO(shown).read() == sheet.read_text("utf-8-sig")
