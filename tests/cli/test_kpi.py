"""``permit-rules kpi`` and ``permit-rules simulate``: cases in, figures out."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.casework.made_cases import with_rounds
from tests.cli.running import TEAHOUSE, complaint, out, run


@pytest.fixture
def cases(tmp_path: Path) -> str:
    file = tmp_path / "cases.jsonl"
    made = [
        with_rounds(0, id="1"),
        with_rounds(2, id="2", by="A0417"),
        with_rounds(0, id="3", office="乙窗口", item="teahouse"),
        with_rounds(0, id="4"),
    ]
    file.write_text("".join(f"{c.model_dump_json()}\n" for c in made), "utf-8")
    return str(file)


def test_the_table_says_what_was_counted_and_how(cases: str) -> None:
    done = run("kpi", cases, *TEAHOUSE)
    text = out(done)
    assert done.returncode == 0
    assert text.startswith("办件统计　期间：全部\n统计范围：")
    for words in ("25%（1/4）", "发出补正告知书两次及以上的办件", "乙窗口", "人员001", "缺少材料"):
        assert words in text
    assert "A0417" not in text


def test_only_what_is_asked_for_is_broken_down(cases: str) -> None:
    text = out(run("kpi", cases, "--by", "office", *TEAHOUSE))
    assert "按单位" in text
    assert "按人员" not in text
    assert "A0417" in out(run("kpi", cases, "--by", "person", "--show-staff", *TEAHOUSE))


def test_json_and_the_filters(cases: str) -> None:
    data = json.loads(out(run("kpi", cases, "--format", "json", *TEAHOUSE)))
    assert data["two_round_rate"] == {"numerator": 1, "denominator": 4}
    one = ("--item", "茶馆经营许可", "--office", "乙窗口")
    data = json.loads(out(run("kpi", cases, *one, "--format", "json", *TEAHOUSE)))
    assert (data["population"]["decided"], data["population"]["other"]) == (1, 3)
    for edge, decided in (("2025-03-10", 4), ("2025-03-11", 0)):
        data = json.loads(out(run("kpi", cases, "--from", edge, "--format", "json", *TEAHOUSE)))
        assert data["population"]["decided"] == decided
    data = json.loads(
        out(run("kpi", cases, "--to", "2025年3月10日", "--format", "json", *TEAHOUSE))
    )
    assert data["population"]["decided"] == 4


def test_a_picture_goes_into_a_file(cases: str, tmp_path: Path) -> None:
    picture = tmp_path / "figures.svg"
    assert out(run("kpi", cases, "--format", "plot", "-o", str(picture), *TEAHOUSE)) == ""
    assert picture.read_text("utf-8").startswith("<svg ")
    done = run("kpi", cases, "-o", str(picture), *TEAHOUSE)
    assert "表格只写到标准输出" in complaint(done)
    assert done.returncode == 2


def test_a_key_makes_placeholders_that_stay_the_same(cases: str, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("本单位的密钥\n", "utf-8")
    arguments = ("kpi", cases, "--format", "json", "--staff-key", str(key), *TEAHOUSE)
    names = [p["name"] for p in json.loads(out(run(*arguments)))["persons"]]
    assert names == [p["name"] for p in json.loads(out(run(*arguments)))["persons"]]
    assert all(len(name) == len("人员") + 12 for name in names)
    key.write_text("\n", "utf-8")
    assert "是空的" in complaint(run(*arguments))


@pytest.mark.parametrize(
    ("content", "said"), [("{}\n", "第1行不是办件"), (None, "找不到文件"), ("[", "第1行不是办件")]
)
def test_what_cannot_be_used_ends_in_one_line(
    tmp_path: Path, content: str | None, said: str
) -> None:
    file = tmp_path / "cases.jsonl"
    if content is not None:
        file.write_text(content, "utf-8")
    done = run("kpi", str(file), *TEAHOUSE)
    assert said in complaint(done)
    assert done.returncode == 2


def test_a_period_that_ends_before_it_begins_is_refused(cases: str) -> None:
    done = run("kpi", cases, "--from", "2025-03-10", "--to", "2025-03-09", *TEAHOUSE)
    assert "结束的日子早于开始的日子" in done.stderr.decode()
    assert done.returncode == 2


# ---- simulate ------------------------------------------------------------------------------------

SMALL = ("simulate", "--cases", "30", "--item", "publications-retail")


@pytest.mark.parametrize("name", ["year.jsonl", "year.sqlite"])
def test_a_year_is_checked_stored_and_measured_in_one_command(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    done = run(*SMALL, "-o", str(file), "--measure", "--format", "json")
    at_once = json.loads(out(done))
    assert at_once["population"]["read"] == 30
    again = out(run("kpi", str(file), "--format", "json", "--place", "440300"))
    assert json.loads(again) == at_once


def test_a_store_is_not_written_over_and_a_foreign_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "year.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("create table other (x)")
    database.close()
    done = run(*SMALL, "-o", str(file))
    assert (complaint(done), done.returncode) == (f"办件库「{file}」已经有了。请换一个名称", 2)
    done = run("kpi", str(file), *TEAHOUSE)
    assert complaint(done).startswith(f"办件库「{file}」不能使用")
    assert done.returncode == 2


def test_cases_have_to_go_somewhere() -> None:
    done = run(*SMALL)
    assert "没有去处" in complaint(done)
    assert done.returncode == 2


def test_a_year_without_a_calendar_is_refused(tmp_path: Path) -> None:
    done = run(*SMALL, "--year", "2027", "-o", str(tmp_path / "year.jsonl"))
    assert "2027年的工作日不知道" in complaint(done)
    assert done.returncode == 2
