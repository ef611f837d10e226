"""``permit-rules clock``: the table of a case, and with which status it ends."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.casework import Case, CaseClock
from permit_rules.casework.events import Line, Noticed, NoticeKind, Outcome, Submitted
from tests.cli.running import complaint, out, run


def written(folder: Path, *, accepted: bool = True, case_id: str = "示例-1") -> str:
    """A case of the corpus in a file."""
    payload = {"facts": {"业务办理项": "新办"}}
    outcome = Outcome(
        verdict=pr.Verdict.CORRECTION,
        complete=True,
        lines=(Line(point="food-business/M1", code="missing"),),
        deferred=("food-business/M3",),
    )
    case = Case(id=case_id, item="food-business", place="330000").with_event(
        Submitted(on=date(2026, 3, 2), payload=payload, outcome=outcome)
    )
    if accepted:
        case = case.with_event(Noticed(on=date(2026, 3, 2), notice=NoticeKind.DEFERRALS))
    file = folder / "case.json"
    file.write_text(case.model_dump_json(), encoding="utf-8")
    return str(file)


def test_what_is_due_stands_in_a_table(tmp_path: Path) -> None:
    done = run("clock", written(tmp_path), "--on", "2026-03-16")
    text = out(done)
    assert done.returncode == 0
    assert text.startswith("办件 示例-1（food-business，行政区划 330000），2026-03-16的期限\n")
    assert "自2026-03-02起受理（容缺受理）\n" in text
    assert "\n决定 | 2026-03-02 | 10个工作日 | — | 2026-03-16 | — | 未到期\n" in text


def test_what_is_overdue_shows_in_the_status_and_with_its_consequence(tmp_path: Path) -> None:
    done = run("clock", written(tmp_path), "--on", "2026-03-17")
    assert done.returncode == 1
    assert "逾期未办；现在的后果：撤销受理并书面说明理由\n" in out(done)


def test_acceptance_by_silence_names_the_gaps(tmp_path: Path) -> None:
    done = run("clock", written(tmp_path, accepted=False), "--on", "2026-03-10")
    assert done.returncode == 1
    assert "自2026-03-02起受理（逾期未告知，视为受理）\n" in out(done)
    assert "审查时要看：food-business/M1\n" in out(done)


def test_before_anything_came_there_is_nothing_due(tmp_path: Path) -> None:
    done = run("clock", written(tmp_path), "--on", "2026-03-01")
    assert done.returncode == 0
    assert "还没有收到申请" in out(done)


def test_the_same_as_json(tmp_path: Path) -> None:
    done = run("clock", written(tmp_path), "--on", "2026-03-16", "--format", "json")
    assert CaseClock.model_validate_json(out(done)).received_on == date(2026, 3, 2)


def test_what_an_office_typed_stays_on_its_line(tmp_path: Path) -> None:
    done = run("clock", written(tmp_path, case_id="1\n办件\x1b[31m2"), "--on", "2026-03-16")
    first = out(done).splitlines()[0]
    assert "\x1b" not in out(done)
    assert first.endswith("2026-03-16的期限")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "不是办件"),
        ("{", "不是办件（不是 JSON，第 1 行第 1 列无法解读）"),
        (json.dumps({"id": "1"}), "不是办件（缺少「item」）"),
        (json.dumps({"id": "1", "item": "teashop", "events": []}), ""),
    ],
)
def test_what_is_no_case_is_told(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "case.json"
    file.write_text(text, encoding="utf-8")
    done = run("clock", str(file), "--on", "2026-03-16")
    if said:
        assert done.returncode == 2
        assert said in complaint(done)
    else:
        assert "还没有收到申请" in out(done)


def test_an_unknown_item_and_a_missing_file_are_told(tmp_path: Path) -> None:
    file = Path(written(tmp_path))
    file.write_text(file.read_text("utf-8").replace("food-business", "teashop"), "utf-8")
    assert "没有事项「teashop」" in complaint(run("clock", str(file), "--on", "2026-03-16"))
    none = tmp_path / "none.json"
    told = complaint(run("clock", str(none), "--on", "2026-03-16"))
    assert f"找不到文件「{none}」。请核对路径" in told
