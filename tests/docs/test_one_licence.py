"""The page about several permits at once: its table is as the rules are, its commands there."""

from __future__ import annotations

import re
import runpy
from typing import Any

from tests.cli.running import run
from tests.corpus.tables import library
from tests.docs.markdown import DOCS, ROOT, blocks

PAGE = (DOCS / "one-licence.zh-CN.md").read_text("utf-8")
ROW = re.compile(r"^\| \S+（`([a-z-]+)`） \| (.+?) \| (\d+)→(\d+)\S* \| (\d+)→(\d+)", re.MULTILINE)


def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "bundle_table.py"))


def test_the_table_is_what_the_rules_come_to() -> None:
    assert script()["page"]() == PAGE, "run make bundles"


def test_every_bundle_has_its_row_and_none_takes_more_than_the_single_applications() -> None:
    rows = ROW.findall(PAGE)
    assert [row[0] for row in rows] == [b.id for b in library().bundles.bundles]
    for bundle, permits, papers, papers_together, fields, fields_together in rows:
        assert int(papers_together) <= int(papers), bundle
        assert int(fields_together) <= int(fields), bundle
        assert permits


def test_several_permits_save_papers_in_most_bundles() -> None:
    several = [row for row in ROW.findall(PAGE) if "、" in row[1]]
    assert len(several) >= 10
    assert all(int(row[3]) < int(row[2]) for row in several)


def test_the_commands_are_there() -> None:
    lines = [line for block in blocks(PAGE, "console") for line in block.splitlines()]
    assert len(lines) > 3
    for line in lines:
        name = line.split()[2]
        assert run(name, "--help").returncode == 0, line
