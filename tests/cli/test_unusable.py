"""What a command is given and cannot use: one Chinese line that says why and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.casework.case import Case
from permit_rules.cli.no_model import in_chinese
from permit_rules.written.os_reasons import os_reason
from tests.cli.running import TEAHOUSE, complaint, out, run, written
from tests.teahouse import RULES, application


@pytest.mark.parametrize(
    "command",
    [
        "explain food-business",
        "levels food-business",
        "guide food-business",
        "table food-business",
        "interview hotel",
        "prove tobacco-retail",
        "kpi x.json",
        "simulate --measure",
        "plan -",
        "check -",
        "batch x y --item food-business --from csv --to csv",
    ],
)
@pytest.mark.parametrize(
    ("place", "help"),
    [("99", "请写六位的行政区划代码，例如 440300"), ("深圳氏", "是否想写「深圳市」？")],
)
def test_a_place_that_nobody_knows(
    command: str, place: str, help: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").write_text("item\nfood-business\n", "utf-8")
    done = run(*command.split(), "--place", place, stdin=b"{}")
    assert complaint(done) == f"「{place}」不是行政区划代码，也不是已知的地方。{help}"
    assert done.returncode == 2


def test_a_place_by_its_name() -> None:
    assert "行政区划 440300" in out(run("explain", "food-business", "M3", "--place", "深圳"))


@pytest.mark.parametrize("command", ["lint", "test teahouse --rules", "cases teahouse --rules"])
def test_a_file_is_no_folder(command: str) -> None:
    file = RULES / "places.yaml"
    done = run(*command.split(), str(file))
    assert complaint(done) == f"「{file}」是文件，不是文件夹。请写明文件夹"
    assert done.returncode == 2


def test_a_file_as_rules() -> None:
    done = run("check", "-", "--rules", str(RULES / "places.yaml"), stdin=b"{}")
    assert "是文件，不是文件夹" in done.stderr.decode()
    assert done.returncode == 2


def test_a_point_in_another_case_is_found_near() -> None:
    assert "是否想写「M3」" in complaint(run("explain", "food-business", "m3"))


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    path = written(tmp_path, application())
    done = run("check", path, *TEAHOUSE, "-o", str(tmp_path / "none" / "x.txt"))
    assert "写不了（没有这个文件，或者没有它所在的文件夹）" in complaint(done)


def test_a_table_of_an_unknown_kind(tmp_path: Path) -> None:
    done = run("table", "food-business", "-o", str(tmp_path / "x.pdf"))
    assert complaint(done).startswith("从文件名「x.pdf」看不出格式。")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x.xlsx", "内容不是 Excel 工作簿"),
        ("x.json", "这是 JSON 文件，不是表格"),
        ("x.yaml", "这是规则文件，不是表格"),
    ],
)
def test_what_is_no_table(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_text("事项: food-business\n", "utf-8")
    done = run("table", "--read", str(tmp_path / name))
    assert said in complaint(done)
    assert done.returncode == 2


def test_no_case_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text("", "utf-8")
    done = run("kpi", str(tmp_path / "cases.jsonl"))
    assert done.stderr.decode().startswith("提示：")
    assert "没有一个办件" in done.stderr.decode()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "不是 JSON，第 1 列无法解读"),
        ("[]", "不是 JSON 对象"),
        ('{"id": "1"}', "缺少「item」"),
        ('{"id": "1", "item": "x", "more": 1}', "没有「more」这一项"),
        ('{"id": 1, "item": "x"}', "「id」的内容不合规定"),
    ],
)
def test_a_line_that_is_no_case(tmp_path: Path, line: str, said: str) -> None:
    good = Case(id="1", item="teahouse").model_dump_json()
    file = tmp_path / "cases.jsonl"
    file.write_text(f"{good}\n{line}\n", "utf-8")
    done = run("kpi", str(file))
    assert f"第2行不是办件（{said}）" in complaint(done)
    assert done.returncode == 2


def test_a_new_point_for_a_place_without_rules_names_the_step_before(tmp_path: Path) -> None:
    into = tmp_path / "our"
    done = run("new", "point", "food-business", "--place", "440300", "--into", str(into))
    assert f"permit-rules new overlay food-business --place 440300 --into {into}" in complaint(done)


def test_words_for_what_is_not_foreseen() -> None:
    assert in_chinese("json_invalid", (), "Invalid JSON") == "不是 JSON"
    assert os_reason(OSError(999_999, "odd")) == "odd"
    assert os_reason(OSError("bare")) == "OSError"
