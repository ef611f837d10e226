"""``permit-rules batch``: formats, bad lines, wrong input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import TEAHOUSE, run
from tests.teahouse import IN_ORDER, application

ITEM = ("--item", "茶馆经营许可", *TEAHOUSE)


def _lines(folder: Path, *lines: Any) -> Path:
    made = [
        w if isinstance(w, bytes) else json.dumps(w, ensure_ascii=False).encode() for w in lines
    ]
    path = folder / "in.jsonl"
    path.write_bytes(b"\n".join(made) + b"\n")
    return path


def _batch(source: Path, target: str, *options: str) -> list[dict[str, Any]]:
    done = run("batch", str(source), str(source.with_name(target)), *ITEM, *options)
    assert done.returncode == 0, done.stderr.decode()
    out = source.with_name(target)
    if target.endswith(".csv"):
        return list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_one_row_an_application_bad_lines_too(tmp_path: Path) -> None:
    source = _lines(tmp_path, IN_ORDER, b"{", b"", b"\xff\xfe", application(without=("申请书",)))
    rows = _batch(source, "out.jsonl")
    assert [r["row"] for r in rows] == [1, 2, 3, 4, 5]
    assert "SH801" in rows[1]["payload"]
    assert "SH801" in rows[2]["payload"]
    assert rows[4]["missing"]


def test_one_row_a_finding(tmp_path: Path) -> None:
    source = _lines(tmp_path, IN_ORDER, b"{", application(without=("申请书", "营业执照")))
    rows = _batch(source, "out.csv", "--rows", "findings")
    assert [(r["row"], r["kind"]) for r in rows if r["kind"] != ""][:1] == [("2", "payload")]
    assert {r["row"] for r in rows} == {"1", "2", "3"}
    assert sum(r["kind"] == "missing" for r in rows) == 2


def test_csv_with_a_column_a_fact_and_one_that_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    facts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in IN_ORDER["facts"].items()}
    told = io.StringIO()
    table = csv.writer(told)
    table.writerow(["编号", "received_on", "channel", "applicant.name", *facts, "materials.申请书"])
    table.writerow(["=1+1", "2026-03-02", "paper", "清风茶馆", *facts.values(), "是"])
    table.writerow(["乙", "2026-03-02", "paper", "明月茶馆", *facts.values(), "否"])
    source.write_bytes(told.getvalue().encode("gb18030"))
    rows = _batch(source, "out.csv", "--keep", "编号", "--encoding", "gb18030")
    assert [r["编号"] for r in rows] == ["'=1+1", "乙"]
    assert "申请书" in rows[1]["missing"]
    assert "申请书" not in rows[0]["missing"]


def test_what_is_kept_of_json_is_no_part_of_the_application(tmp_path: Path) -> None:
    source = _lines(tmp_path, {"办件": 7, **IN_ORDER}, b'{"x": 1, "x": 2}', b"[]")
    rows = _batch(source, "out.jsonl", "--keep", "办件")
    assert [r["办件"] for r in rows] == [7, None, None]
    assert rows[0]["payload"] == ""


def test_a_run_of_nothing_is_an_empty_table(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"")
    assert _batch(source, "out.jsonl") == []
    assert _batch(source, "out.csv") == []


def test_several_processes_write_the_same(tmp_path: Path) -> None:
    source = _lines(tmp_path, *(application(facts={"座位数": n}) for n in range(30)))
    one = _batch(source, "one.jsonl")
    assert one == _batch(source, "two.jsonl", "--processes", "2")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing.jsonl", "out.jsonl"], "找不到文件"),
        (["in.jsonl", "in.jsonl"], "同一个文件"),
        (["in.jsonl", "out.xyz"], "看不出格式"),
        (["in.jsonl", "no/out.jsonl"], "no」这个文件夹"),
        ([".", "out.jsonl"], "不是文件"),
        (["empty.csv", "out.jsonl"], "第一行"),
        (["gb.csv", "out.jsonl"], "--encoding"),
        (["in.csv", "out.jsonl", "--keep", "编号"], "没有「编号」这一列"),
        (["in.csv", "out.jsonl", "--keep", "verdict"], "已经有「verdict」"),
        (["twice.csv", "out.jsonl"], "两列"),
        (["in.jsonl", "out.jsonl", "--encoding", "klingon"], "没有「klingon」"),
        (["in.jsonl", "out.jsonl", "--item", "咖啡馆"], "没有事项"),
    ],
)
def test_wrong_input_is_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    _lines(tmp_path, IN_ORDER)
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "gb.csv").write_bytes("座位数\n3\n".encode("gb18030"))
    (tmp_path / "in.csv").write_text("座位数\n3\n", "utf-8")
    (tmp_path / "twice.csv").write_text("座位数,座位数\n3,4\n", "utf-8")
    files = [str(tmp_path / a) for a in arguments[:2]]
    done = run("batch", *files, *ITEM, *arguments[2:])
    assert done.returncode == 2
    told = done.stderr.decode()
    assert said in told
    assert told.count("\n") == 1
    assert not list(tmp_path.glob("out.jsonl"))


def test_another_question_is_told(tmp_path: Path) -> None:
    source = _lines(tmp_path, IN_ORDER)
    (tmp_path / "out.jsonl.part").write_bytes(b"xx")
    (tmp_path / "out.jsonl.resume").write_text(
        json.dumps({"format": 1, "asked": {"规则": "别的"}, "done": 1, "bytes": 2}), "utf-8"
    )
    done = run("batch", str(source), str(tmp_path / "out.jsonl"), *ITEM)
    assert done.returncode == 2
    assert "--again" in done.stderr.decode()
    assert _batch(source, "out.jsonl", "--again")
