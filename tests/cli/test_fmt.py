"""``permit-rules fmt``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import complaint, out, run
from tests.teahouse import RULES


def folder(tmp_path: Path) -> Path:
    """A rules folder of which one file is not in order."""
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    assert run("fmt", str(rules)).returncode == 0
    item = rules / "national" / "teahouse.yaml"
    item.write_text(item.read_text("utf-8").replace("事项名称: ", "事项名称:    "), "utf-8")
    return rules


def test_check_and_diff_change_nothing_and_fmt_does(tmp_path: Path) -> None:
    rules = folder(tmp_path)
    item = rules / "national" / "teahouse.yaml"
    before = item.read_text("utf-8")
    checked = run("fmt", "--check", str(rules))
    assert checked.returncode == 1
    assert out(checked).splitlines()[0] == "national/teahouse.yaml"
    assert "要整理 1 个" in out(checked)
    shown = run("fmt", "--diff", str(item))
    assert shown.returncode == 1
    assert "+事项名称: 茶馆经营许可" in out(shown).splitlines()
    assert item.read_text("utf-8") == before
    done = run("fmt", str(rules))
    assert (done.returncode, out(done).splitlines()[0]) == (0, "national/teahouse.yaml")
    assert "事项名称: 茶馆经营许可" in item.read_text("utf-8").splitlines()
    assert run("fmt", "--check", str(rules)).returncode == 0


def test_a_file_that_cannot_be_read_is_named_and_left(tmp_path: Path) -> None:
    rules = folder(tmp_path)
    item = rules / "national" / "teahouse.yaml"
    item.write_text("事项名称：茶馆\n事项标识: [一\n", "utf-8")
    done = run("fmt", str(item))
    assert done.returncode == 1
    assert "national/teahouse.yaml:" in done.stderr.decode()
    assert item.read_text("utf-8") == "事项名称：茶馆\n事项标识: [一\n"


@pytest.mark.parametrize(
    ("name", "text", "status", "said"),
    [
        ("application.json", '{"a": 1}', 2, "不是规则文件，没有动。规则文件的名称以 .yaml 结尾"),
        ("other.yaml", "on: push\njobs: {a: 1}\n", 1, "这不是规则文件：没有一个中文的键"),
    ],
)
def test_what_is_no_rule_file_is_left_as_it_is(
    tmp_path: Path, name: str, text: str, status: int, said: str
) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    done = run("fmt", str(file))
    assert said in done.stderr.decode()
    assert done.returncode == status
    assert file.read_text("utf-8") == text


def test_the_rules_that_come_with_the_library_are_only_looked_at() -> None:
    done = run("fmt")
    assert (complaint(done)[:12], done.returncode) == ("没有写要整理哪个文件夹。", 2)


def test_no_such_path() -> None:
    done = run("fmt", "no-such-folder")
    assert (complaint(done), done.returncode) == ("没有「no-such-folder」。请核对路径", 2)
