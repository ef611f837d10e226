"""Everything the two README files show works as shown."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.linting import lint
from permit_rules.loading import read_library
from tests.cli.running import run
from tests.corpus.tables import library as corpus_library

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
COMMANDS = {
    "batch", "bundles", "cases", "check", "clock", "diff", "explain", "fmt", "guide", "interview",
    "kpi", "levels", "lint", "new", "plan", "replay", "table", "test",
}  # fmt: skip
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.parametrize("readme", READMES)


def blocks(readme: str, language: str) -> list[str]:
    """The code blocks in one language; there is at least one."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = [code for name, code in BLOCK.findall(text) if name == language]
    assert found
    return found


def test_the_python_runs(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    for code in blocks(readme, "python"):
        exec(compile(code, readme, "exec"), {"__name__": "__main__"})
    said = capsys.readouterr().out
    assert said.startswith("补正 ")
    assert "food-business/M1 未提交《食品经营许可申请书》。" in said
    assert "食品经营许可（新办）" in said


def test_the_yaml_loads_without_a_word_and_asks_for_what_it_says(
    readme: str, tmp_path: Path
) -> None:
    [item] = blocks(readme, "yaml")
    for name in ("library.yaml", "places.yaml", "fields", "calendars"):
        source = ROOT / "rules" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "teahouse.yaml").write_text(item, encoding="utf-8")

    library, diagnostics = read_library(tmp_path)
    assert diagnostics == ()
    assert library is not None
    assert lint(library) == ()

    facts = {"业务办理项": "新办", "座位数": 100}
    payload = {"item": "teahouse", "received_on": "2026-03-02", "facts": facts}
    result = pr.Checker(library).check(payload)
    assert [f.point for f in result.findings] == ["teahouse/M1", "teahouse/M2", "teahouse/S1"]


def test_as_many_items_are_told_as_there_are(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    [told] = re.findall(r"corpus holds (\d+) permit items|规则库现有 (\d+) 个事项", text)
    assert int("".join(told)) == len({i.id for i in corpus_library().items})


def test_the_payload_can_be_read_and_checked(readme: str) -> None:
    [payload] = blocks(readme, "json")
    result = pr.Checker(corpus_library()).check(json.loads(payload))
    assert [p for p in result.payload if p.severity == "error"] == []
    assert result.item_name == "食品经营许可"
    assert result.findings


def test_the_sample_is_what_the_command_prints(readme: str) -> None:
    [sample] = blocks(readme, "text")
    printed = run("check", str(ROOT / "examples" / "restaurant.json")).stdout.decode().splitlines()
    at = 0
    for line in sample.splitlines():
        # In the order in which they are printed; lines between them are left out.
        assert line in printed[at:]
        at = printed.index(line, at) + 1


def test_the_commands_are_those_that_exist(readme: str) -> None:
    shown = [
        line.split() for line in "".join(blocks(readme, "console")).splitlines()
        if line.startswith("$ permit-rules")
    ]  # fmt: skip
    assert {words[2] for words in shown} == COMMANDS
    for words in shown:
        command = words[2:4] if words[2] == "new" else words[2:3]
        help = run(*command, "--help").stdout.decode()
        options = {w for w in words if w.startswith("--")}
        assert {o for o in options if o not in help} == set()


def test_the_tasks_are_those_of_the_makefile(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    shown = re.findall(r"^\$ make (\w+)", "".join(blocks(readme, "console")), re.MULTILINE)
    assert shown == ["run", "test"]
    assert all(re.search(rf"^{task}:", makefile, re.MULTILINE) for task in shown)
    assert "examples/restaurant.json" in makefile


def test_both_readmes_show_the_same_code(readme: str) -> None:
    for language in ("yaml", "json", "text"):
        assert blocks(readme, language) == blocks(READMES[0], language)
