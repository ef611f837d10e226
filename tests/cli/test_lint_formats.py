"""``permit-rules lint --format sarif`` and ``--format github``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import TEAHOUSE, out, run
from tests.linting.altered import altered_rules

CATCH_ALL = ("材料名称: 分店平面图", "材料名称: 其他材料")


def test_sarif_names_rule_level_and_place(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path, CATCH_ALL)
    log = json.loads(out(run("lint", str(rules), "--format", "sarif")))
    (result,) = log["runs"][0]["results"]
    assert (log["version"], result["ruleId"], result["level"]) == ("2.1.0", "SH751", "warning")
    place = result["locations"][0]["physicalLocation"]
    file = rules / "national" / "teahouse.yaml"
    assert Path(place["artifactLocation"]["uri"]) == file
    line = file.read_text("utf-8").splitlines()[place["region"]["startLine"] - 1]
    assert "M5" in line
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "SH751"
    assert rule["help"]["text"].startswith(rule["shortDescription"]["text"])


def test_github_gets_one_line_for_each_finding(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path, CATCH_ALL)
    (line,) = out(run("lint", str(rules), "--format", "github")).splitlines()
    assert line.startswith("::warning file=")
    assert ",title=SH751 teahouse/M5::" in line
    assert "其他材料" in line


def test_a_mistake_that_stops_loading_is_an_error_in_both(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path, ("份数: 2", "份数: 两三"))
    done = run("lint", str(rules), "--format", "github")
    assert done.returncode == 1
    assert out(done).startswith("::error file=")
    log = json.loads(out(run("lint", str(rules), "--format", "sarif")))
    assert {r["level"] for r in log["runs"][0]["results"]} == {"error"}


def test_nothing_found_is_an_empty_log() -> None:
    log = json.loads(out(run("lint", TEAHOUSE[1], "--format", "sarif")))
    assert log["runs"][0]["results"] == []
    assert out(run("lint", TEAHOUSE[1], "--format", "github")) == "\n"
