"""``permit-rules lint --fix``: what is certain is written into the files, the rest is told."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import out, run
from tests.linting.altered import NATIONAL, altered_rules
from tests.teahouse import RULES

GOOD = (RULES / NATIONAL).read_text("utf-8")
CERTAIN = (("份数: 2\n", "份数：2。\n"), ("名称: 分店平面图", "名称: 分店\u200b平面图"))
UNCERTAIN = ("设有明火: 是", "设有名火: 是")


def test_what_is_certain_is_repaired_and_shown(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path, *CERTAIN)
    done = run("lint", str(rules), "--fix")
    *shown, last = out(done).splitlines()
    assert (rules / NATIONAL).read_text("utf-8") == GOOD
    assert [line.partition("  ")[2] for line in shown] == [
        "[SH103 已改] 「<U+200B>」 → 「」",
        "[SH121 已改] 「份数：」 → 「份数: 」",
        "[SH137 已改] 「2。」 → 「2」",
    ]
    assert last.startswith("改好 3 处；0 个错误，0 个警告；")
    assert done.returncode == 0


def test_the_rest_is_told_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path, *CERTAIN, UNCERTAIN)
    done = run("lint", str(rules), "--fix")
    assert "[SH203 错误]" in out(done)
    assert done.returncode == 1
    after = (rules / NATIONAL).read_bytes()
    assert after == GOOD.replace(*UNCERTAIN, 1).encode()
    assert "已改" not in out(run("lint", str(rules), "--fix"))
    assert (rules / NATIONAL).read_bytes() == after


def test_without_fix_nothing_is_written_but_the_edit_is_told(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path, ("份数: 2\n", "份数：2\n"))
    before = (rules / NATIONAL).read_bytes()
    assert "；其中 1 处可以用 --fix 改好" in out(run("lint", str(rules)))
    told = json.loads(out(run("lint", str(rules), "--format", "json")))
    [diagnostic] = told["diagnostics"]
    assert diagnostic["fix"] == {"line": 33, "column": 3, "old": "份数：", "new": "份数: "}
    assert told["repaired"] == []
    log = json.loads(out(run("lint", str(rules), "--format", "sarif")))
    [fix] = log["runs"][0]["results"][0]["fixes"]
    [replacement] = fix["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 33, "startColumn": 3, "endColumn": 6}
    assert replacement["insertedContent"] == {"text": "份数: "}
    assert (rules / NATIONAL).read_bytes() == before


def test_a_file_laid_over_another_is_repaired_where_it_lies(tmp_path: Path) -> None:
    over = altered_rules(tmp_path / "over", ("份数: 2\n", "份数：2\n"))
    rules = altered_rules(tmp_path / "under")
    done = run("lint", str(rules), "--overlay", str(over), "--fix", "--format", "json")
    assert [d["code"] for d in json.loads(out(done))["repaired"]] == ["SH121"]
    assert (over / NATIONAL).read_text("utf-8") == GOOD
    assert (rules / NATIONAL).read_text("utf-8") == GOOD


def test_rules_without_a_mistake_are_left_alone(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in rules.rglob("*.yaml")}
    assert run("lint", str(rules), "--fix").returncode == 0
    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in rules.rglob("*.yaml")}
    assert after == before
