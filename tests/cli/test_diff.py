"""``permit-rules diff``: what a change comes to, and how the command ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.casework.made_cases import with_rounds
from tests.cli.running import complaint, out, run
from tests.impact.changed import folders
from tests.teahouse import RULES

SEATS = ("--item", "teahouse", "--from", "2025-04-14", "--to", "2025-04-15")
DEARER = ("应当: {投资额: 不低于 10 万元}", "应当: {投资额: 不低于 12 万元}")
CHEAPER = ("应当: {投资额: 不低于 10 万元}", "应当: {投资额: 不低于 8 万元}")
REWRITTEN = ("需要: {情形: 大型茶馆}}", "需要: {营业面积: 不低于 200 平方米, 座位数: 超过 50 个}}")


def test_two_days_of_one_folder() -> None:
    done = run("diff", str(RULES), *SEATS)
    text = out(done)
    assert done.returncode == 1
    assert text.startswith("规则比较：2025年4月14日的规定 → 2025年4月15日的规定\n")
    for words in (
        "S1 大型茶馆配备卫生负责人：改变，自2025年4月15日起【加重申请人负担】",
        "当：由“……且座位数超过100个”改为“……且座位数不低于100个”",
        "且座位数等于100个，且未填写卫生负责人的：不符合S1",
        "例：业务办理项：新办；座位数：100个",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("edit", "status", "burdened"), [(DEARER, 1, 1), (CHEAPER, 1, 0), (REWRITTEN, 0, 0)]
)
def test_the_status_tells_whether_something_changed_and_whether_it_weighs(
    tmp_path: Path, edit: tuple[str, str], status: int, burdened: int
) -> None:
    old, new = map(str, folders(tmp_path, edit))
    assert run("diff", old, new, "--place", "").returncode == status
    assert run("diff", old, new, "--place", "", "--fail-on-burden").returncode == burdened


ZHUHAI = """\
事项: teahouse
行政区划: "440400"
设定依据:
  珠海规定: {文件: 珠海茶馆管理规定, 施行日期: 2024-01-01, 来源: 地方法规原文}
增加:
  审核要点:
  - 编号: Z1
    类别: 形式审查
    名称: 座位上限
    当: {业务办理项: 新办}
    应当: {座位数: 不超过 300 个}
    施行日期: 2024-01-01
    此前: 无此要求
    依据: 珠海规定 第二条
"""


def laid_over(folder: Path, text: str) -> str:
    """A folder of an office's own, with one file for one place."""
    file = folder / "440400-zhuhai" / "teahouse.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return str(folder)


def test_an_overlay_is_compared_with_what_lies_beneath_and_with_another(tmp_path: Path) -> None:
    first = laid_over(tmp_path / "first", ZHUHAI)
    second = laid_over(tmp_path / "second", ZHUHAI.replace("300", "200"))
    done = run("diff", str(RULES), "--overlay", first)
    assert done.returncode == 1
    assert out(done).startswith(f"规则比较：{RULES} → {RULES}，叠加 {first}\n")
    assert "Z1 座位上限：新增，自2024年1月1日起【加重申请人负担】" in out(done)
    text = out(run("diff", str(RULES), "--overlay", first, "--overlay", second))
    assert "由“座位数不超过300个”改为“座位数不超过200个”" in text
    days = ("--from", "2023-12-31", "--to", "2024-01-01", "--place", "440400")
    told = out(run("diff", str(RULES), "--overlay", first, "--item", "teahouse", *days))
    assert "Z1 座位上限：新增" in told


def test_the_same_folder_twice() -> None:
    done = run("diff", str(RULES), str(RULES))
    assert done.returncode == 0
    assert "规定完全相同。" in out(done)


def test_one_day_alone(tmp_path: Path) -> None:
    edit = ("座位数: 不低于 100 个}, 依据", "座位数: 不低于 90 个}, 依据")
    old, new = map(str, folders(tmp_path, edit))
    assert run("diff", old, new, "--on", "2025-04-14").returncode == 0
    done = run("diff", old, new, "--item", "茶馆经营许可", "--on", "2025年4月15日")
    assert done.returncode == 1
    assert "自" not in out(done).split("二、")[0]


def test_json_and_markdown(tmp_path: Path) -> None:
    old, new = map(str, folders(tmp_path, DEARER))
    data = json.loads(out(run("diff", old, new, "--place", "", "--format", "json")))
    assert (data["same"], data["adds_burden"], data["stored"]) == (False, True, None)
    [item] = data["items"]
    [change] = item["changes"]
    assert (change["id"], change["what"], change["burdens"]) == ("S4", "changed", ["more"])
    [kind] = change["concerned"]
    assert kind["condition"] == "业务办理项为新办，且投资额不低于10万元且低于12万元"
    assert kind["example"]["application"]["facts"]["投资额"] == "10"
    assert kind["example"]["after"] == {"status": "不符", "verdict": "补正"}
    text = out(run("diff", old, new, "--place", "", "--format", "markdown"))
    assert text.startswith("# 规则比较：")
    assert "### 一、改了什么（1处）\n\n- 1. 审核要点 S4" in text.replace("\\", "")


def test_stored_cases_and_tables_of_cases_are_counted(tmp_path: Path) -> None:
    old, new = map(str, folders(tmp_path, DEARER))
    made = [with_rounds(0, id="A-1"), with_rounds(1, id="李四")]
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(f"{c.model_dump_json()}\n" for c in made), "utf-8")
    table = RULES / "national" / "teahouse.cases.yaml"
    text = out(run("diff", old, new, "--cases", str(file), "--cases", str(table)))
    assert "办件\n  读了" in text
    assert "李四" not in text
    data = json.loads(out(run("diff", old, new, "--cases", str(file), "--format", "json")))
    assert data["stored"]["read"] == 3
    assert sum(data["stored"]["outcomes"].values()) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "要写明旧的和新的两个文件夹"),
        ((str(RULES),), "要写明旧的和新的两个文件夹"),
        ((str(RULES), "--from", "2025-01-01"), "要写明 --from 和 --to 两天"),
        ((str(RULES), "--from", "2025-01-01", "--to", "2025-02-01"), "要写明事项"),
        ((str(RULES), str(RULES), "--overlay", str(RULES)), "要写明旧的和新的两个文件夹"),
        ((str(RULES), str(RULES), *SEATS), "只写一个文件夹"),
        ((*["--overlay", "a"] * 2, *SEATS), "--overlay 只写一次"),
        ((str(RULES), *SEATS, "--on", "2025-01-01"), "不写 --on"),
        ((str(RULES), "--item", "茶", *SEATS[2:]), "没有事项「茶」"),
        ((str(RULES), str(RULES), "--cases", "none.jsonl"), "找不到文件「none.jsonl」"),
    ],
)
def test_what_cannot_be_used_ends_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = run("diff", *arguments)
    assert done.returncode == 2
    assert said in complaint(done)


@pytest.mark.parametrize("days", [("2025-04-15", "2025-04-14"), ("2025-13-01", "2025-04-14")])
def test_days_that_make_no_sense_are_refused(days: tuple[str, str]) -> None:
    done = run("diff", str(RULES), "--item", "teahouse", "--from", days[0], "--to", days[1])
    assert done.returncode == 2
    assert done.stderr


def test_help_says_what_the_status_means() -> None:
    assert "状态 0：没有改变" in "".join(out(run("diff", "--help")).split("\n"))
