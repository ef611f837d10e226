"""``permit-rules new``: from nothing to rules that lint, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import complaint, out, run
from tests.teahouse import RULES


def test_from_nothing_to_an_item_that_lints(tmp_path: Path) -> None:
    folder = tmp_path / "our-rules"
    done = run("new", "item", "newsstand", "--from", "2024-01-01", "--into", str(folder))
    assert done.returncode == 0
    lines = out(done).splitlines()
    assert lines[-2] == f"新写 {folder / 'national' / 'newsstand.cases.yaml'}"
    assert lines[-1] == f"接下来：填写待填的地方，运行 permit-rules lint {folder}"
    linted = run("lint", str(folder))
    assert linted.returncode == 0
    assert out(linted).count("SH161") == 6
    assert run("fmt", "--check", str(folder)).returncode == 0
    tested = run("test", str(folder))
    assert tested.returncode == 1
    assert "1 个用例，0 个通过，1 个待填" in out(tested)


def test_a_place_and_a_point_in_it(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    (rules / "440300-shenzhen" / "teahouse.yaml").unlink()
    into = ("--into", str(rules))
    done = run("new", "overlay", "teahouse", "--place", "440300", "--law", "深圳规章", *into)
    assert out(done).splitlines()[0] == f"新写 {rules / '440300-shenzhen' / 'teahouse.yaml'}"
    for section, number in (("申请材料", "Z1"), ("审核要点", "Z2")):
        done = run(
            *("new", "point", "teahouse", "--place", "深圳市", "--section", section),
            *("--name", f"加的{section}", "--basis", "深圳规定 第二条", "--from", "2026-01-01"),
            *into,
        )
        assert done.returncode == 0
        assert f"新的编号是 {number}。" in out(done)
    linted = run("lint", str(rules))
    assert linted.returncode == 0
    assert out(linted).count("SH161") == 2


def test_what_is_refused_is_one_message(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    into = ("--into", str(rules))
    for arguments, words in (
        (("item", "Tea", "--from", "2024-01-01", *into), "不能用作事项标识"),
        (("item", "teahouse", "--from", "2024-01-01", *into), "已经有了"),
        (("overlay", "teahouse", "--place", "440399", *into), "是否想写「440300」（深圳市）"),
        (("overlay", "teahouse", "--place", "440300", *into), "已经有了"),
        (("point", "teahose", *into), "是否想写「teahouse」"),
        (("point", "teahouse", "--into", str(tmp_path / "none")), "没有审核要点"),
        (("lint-rule", "name", "--title", "不对", "--into", str(tmp_path)), "不是本项目"),
    ):
        done = run("new", *arguments)
        assert done.returncode == 2, arguments
        assert words in complaint(done)


def test_a_bundle_is_written(tmp_path: Path) -> None:
    over = tmp_path / "over"
    done = run(
        *("new", "bundle", "tea-house", "--activity", "餐饮", "--offer", "卖烟"),
        *("--name", "茶馆", "--into", str(over)),
    )
    assert done.returncode == 0, complaint(done)
    lines = out(done).splitlines()
    assert lines[0] == f"新写 {over / 'bundles' / 'tea-house.yaml'}"
    assert lines[1].endswith(f"permit-rules lint --overlay {over}")
    done = run("new", "bundle", "bar", "--activity", "餐饮服物", "--into", str(over))
    assert done.returncode == 2
    assert "是否想写「餐饮服务」" in complaint(done)


@pytest.mark.parametrize("command", ["item", "point", "overlay", "bundle", "lint-rule"])
def test_help_says_what_it_writes(command: str) -> None:
    assert "--into" in out(run("new", command, "--help"))


def test_a_day_that_is_none_names_its_option(tmp_path: Path) -> None:
    done = run("new", "item", "x", "--from", "2024-13-01", "--into", str(tmp_path))
    assert done.returncode == 2
    assert "--from" in done.stderr.decode()
