"""``permit-rules lint``: every mistake with its place, a summary, and a status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from permit_rules.linting import LINT_RULES
from tests.cli.running import complaint, out, run
from tests.linting.altered import altered_rules
from tests.teahouse import RULES

WARNING = ("材料名称: 分店平面图", "材料名称: 有关材料")
ERROR = ("材料名称: 分店平面图", "材料名称: 健康证明")
UNREADABLE = ("设有明火: 是", "设有名火: 是")


def test_the_rules_that_come_with_the_library_have_no_error() -> None:
    done = run("lint")
    assert out(done).splitlines()[-1].startswith("0 个错误，")
    assert done.returncode == 0


def test_clean_rules_bring_the_summary_alone() -> None:
    done = run("lint", str(RULES))
    assert out(done) == "0 个错误，0 个警告；共 1 个事项、32 个要点\n"
    assert done.returncode == 0


def test_warnings_are_told_and_pass(tmp_path: Path) -> None:
    done = run("lint", str(altered_rules(tmp_path, WARNING)))
    first, help, last = out(done).splitlines()
    assert first.startswith("national/teahouse.yaml:")
    assert " teahouse/M5  [SH751 警告] " in first
    assert help.startswith("  ")
    assert last.startswith("0 个错误，1 个警告；")
    assert done.returncode == 0


@pytest.mark.parametrize(("change", "code"), [(ERROR, "SH652"), (UNREADABLE, "SH203")])
def test_errors_are_told_and_fail(tmp_path: Path, change: tuple[str, str], code: str) -> None:
    done = run("lint", str(altered_rules(tmp_path, change)))
    assert f"[{code} 错误]" in out(done)
    assert "\n1 个错误，0 个警告" in out(done)
    assert done.returncode == 1


def test_json_holds_the_same(tmp_path: Path) -> None:
    done = run("lint", str(altered_rules(tmp_path, ERROR)), "--format", "json", "--unverified")
    told = json.loads(out(done))
    assert (told["errors"], told["warnings"], told["items"]) == (1, 0, 1)
    [diagnostic] = told["diagnostics"]
    assert diagnostic["code"] == "SH652"
    assert diagnostic["subject"] == "teahouse/M5"
    assert diagnostic["file"] == "national/teahouse.yaml"
    assert diagnostic["line"] > 1
    assert {"B1", "M1", "M2/expiry"} <= {p["point"] for p in told["unverified"]}
    assert done.returncode == 1


def test_points_on_a_basis_that_was_not_read_are_listed() -> None:
    text = out(run("lint", str(RULES), "--unverified"))
    assert (
        "teahouse/M1  茶馆经营许可申请书  《茶馆管理办法》第十条第一项（凭记忆）  national/" in text
    )
    assert "teahouse/J1" not in text
    assert "\n依据没有对照法规原文的要点：" in text


def test_rules_about_running_a_case_are_listed_too(tmp_path: Path) -> None:
    (tmp_path / "casework.yaml").write_text(
        "设定依据: {通知: {文件: 试验通知, 来源: 通知原文}, 法: {文件: 试验法, 来源: 法规原文}}\n"
        "核查人员:\n- {编号: K1, 至少: 2, 依据: 法 第一条}\n- {编号: K2, 至少: 3, 依据: 通知}\n",
        "utf-8",
    )
    over = ("--overlay", str(tmp_path), "--unverified")
    text = out(run("lint", str(RULES), *over))
    assert "casework/K2  《试验通知》（通知原文）  casework.yaml:4:3\n" in text
    assert "casework/K1" not in text
    assert "；办件规则：1 条\n" in text
    told = json.loads(out(run("lint", str(RULES), *over, "--format", "json")))
    assert [(r["rule"], r["line"]) for r in told["unverified_casework"]] == [("K2", 4)]


def test_a_folder_that_is_not_there_is_status_2(tmp_path: Path) -> None:
    for arguments in ((str(tmp_path / "没有"),), ("--overlay", str(tmp_path / "没有"))):
        done = run("lint", *arguments)
        assert complaint(done) == f"没有「{tmp_path / '没有'}」这个文件夹。请核对路径"
        assert done.returncode == 2


@pytest.mark.parametrize("rule", LINT_RULES, ids=lambda r: r.code)
def test_a_lint_rule_is_explained(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    text = out(run("lint", "--explain", code.lower()))
    assert text.startswith(code)
    assert "为什么：" in text


def test_an_unknown_lint_rule_is_status_2() -> None:
    done = run("lint", "--explain", "SH999")
    assert complaint(done).startswith("没有代码为「SH999」的检查。可用的有：SH101、SH102、")
    assert done.returncode == 2


def test_needs_whose_basis_was_not_read_are_listed_too(tmp_path: Path) -> None:
    needs = tmp_path / "bundles" / "needs.yaml"
    needs.parent.mkdir()
    needs.write_text(
        "设定依据:\n  法: {文件: 试验法, 来源: 法规原文}\n何时要办:\n"
        "- {编号: F1, 事项: teahouse, 业务办理项: 新办, 需要: {严重失信: 是}, 依据: 法 第一条}\n"
        "- {编号: F2, 事项: teahouse, 业务办理项: 新办, 需要: {严重失信: 是}, 依据: 法, "
        "来源: 推断}\n",
        "utf-8",
    )
    over = ("--overlay", str(tmp_path), "--unverified")
    text = out(run("lint", str(RULES), *over))
    assert "；业态：1 条\n" in text
    assert "bundles/F2  《试验法》（推断）  bundles/needs.yaml:5:3" in text
    told = json.loads(out(run("lint", str(RULES), *over, "--format", "json")))
    assert [(n["need"], n["line"]) for n in told["unverified_bundles"]] == [("F2", 5)]
