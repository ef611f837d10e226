"""``permit-rules prove``: what it prints, with which status, and its bar on a terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from tests.cli.running import TEAHOUSE, complaint, out, run, run_alone
from tests.cli.test_terminal import on_a_terminal
from tests.teahouse import RULES

TRAPS = Path(__file__).parents[1] / "fixtures" / "traps"
TRAP = ("--rules", str(TRAPS / "contradiction"))


def test_nothing_found_says_how_much_was_tried() -> None:
    done = run("prove", "茶馆经营许可", *TEAHOUSE, "--tries", "3")
    text = out(done)
    assert done.returncode == 0
    assert text.startswith("茶馆经营许可（teahouse）：试了 3 份申请、")
    assert "没有找到要告知两次的申请" in text
    searched, _, examined = text.partition("这是试出来的，不是证明。\n")
    assert searched
    assert examined.endswith("：没有发现问题，全部情况都已判定。\n")


def test_without_an_item_each_is_tried_also_at_a_place() -> None:
    done = run("prove", *TEAHOUSE, "--tries", "1", "--place", "440300")
    assert complaint(done).startswith("逐个试全部 1 个事项，每个 1 份申请；")
    assert "（teahouse，行政区划 440300）：试了 1 份申请" in done.stdout.decode()


def test_a_counterexample_is_printed_as_a_case_with_the_points_and_their_lines() -> None:
    done = run("prove", "trap", *TRAP)
    text = out(done)
    assert done.returncode == 1
    head, table, rest = text.partition("事项: trap\n")
    assert "找到一份要告知两次的申请" in head
    case, _, told = rest.partition("\n\n")
    [entry] = yaml.safe_load(table + case)["用例"]
    assert set(entry) == {"名称", "收件日", "预期"}
    assert entry["预期"] == {"结论": "补正"}
    assert "第一次核对：补正" in told
    assert "第二次核对：补正" in told
    assert "已按告知改正，仍不符合" in told
    assert "  S1  national/trap.yaml:13:3\n" in told


def test_no_time_tries_nothing() -> None:
    assert "试了 0 份申请、0 次补正" in out(run("prove", "trap", *TRAP, "--seconds", "0"))


def test_the_cases_beside_the_rules_are_what_it_sets_out_from(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    table = rules / "national" / "teahouse.cases.yaml"
    table.write_text(
        "事项: teahouse\n用例:\n- {名称: 试, 收件日: 2026-03-02, 预期: {结论: 无法判断}}\n", "utf-8"
    )
    assert run("prove", "--rules", str(rules), "--tries", "1").returncode == 0
    table.write_text("事项: teahouse\n用例: [{名称: 试}]\n", "utf-8")
    done = run("prove", "--rules", str(rules), "--tries", "1")
    assert done.returncode == 2
    assert "teahouse.cases.yaml:2" in done.stderr.decode()


def test_what_is_not_there_is_named() -> None:
    done = run("prove", "teahose", *TEAHOUSE)
    assert done.returncode == 2
    assert "是否想写「teahouse」" in complaint(done)


def test_the_bar_is_shown_on_a_terminal_alone() -> None:
    assert run_alone("prove", "trap", *TRAP).stderr == b""
    shown = on_a_terminal("prove", "teahouse", *TEAHOUSE, "--tries", "2")
    assert "/2" in shown
    assert "试了 2 份申请" in shown


def test_a_bundle_is_tried_as_a_whole() -> None:
    done = run("prove", "--bundle", "pet-clinic", "--place", "440400", "--tries", "2")
    assert done.returncode == 0
    assert out(done).startswith("宠物医院（pet-clinic）：试了 2 份申请、")


def test_an_unknown_bundle_and_two_things_at_once_are_refused() -> None:
    assert "是否想写「hotel」" in complaint(run("prove", "--bundle", "hotell"))
    assert "只写一个" in complaint(run("prove", "food-business", "--bundle", "hotel"))
