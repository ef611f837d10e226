"""The page on procedure: every rule once, and the scenarios it names are there and are run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.markdown import DOCS, ROOT, table

PAGE = (DOCS / "procedure.zh-CN.md").read_text("utf-8")
ROWS = table(PAGE.partition("<!-- procedure -->\n")[2])
FEATURES = sorted((ROOT / "features").rglob("*.feature"))
NUMBERS = [f"P-{n:02}" for n in range(1, 121)]
SCENARIO = re.compile(r"^  ((?:@\S+ *)+)\n  场景(?:大纲)?: ", re.MULTILINE)


def tags(feature: Path) -> set[str]:
    """The tags that stand right above a scenario of a feature."""
    lines = SCENARIO.findall(feature.read_text("utf-8"))
    return {tag for line in lines for tag in line.split()}


TAGS = {tag for feature in FEATURES for tag in tags(feature)}


def test_every_rule_stands_there_once_in_order() -> None:
    assert [row[0] for row in ROWS] == NUMBERS


def test_every_row_says_whether_and_how() -> None:
    assert {row[2] for row in ROWS} == {"做到", "部分", "由人"}
    assert all(row[1] and row[3] for row in ROWS)


def test_the_tags_it_names_are_those_of_the_scenarios() -> None:
    for row in ROWS:
        assert set(re.findall(r"@(P-\d+)", row[3])) <= {row[0]}, row
    named = set(re.findall(r"@P-\d+", " ".join(row[3] for row in ROWS)))
    assert named
    assert named == {tag for tag in TAGS if tag.startswith("@P-")}


def test_no_tag_stands_where_no_scenario_follows() -> None:
    written = {t for f in FEATURES for t in re.findall(r"@\S+", f.read_text("utf-8"))}
    assert written == TAGS


def test_every_feature_with_a_tag_is_run(request: pytest.FixtureRequest) -> None:
    # `scenarios(".")` binds whole folders: what counts is that it starts at their root.
    source = (ROOT / "tests" / "features" / "test_features.py").read_text("utf-8")
    assert 'scenarios(".")' in source
    assert request.config.getini("bdd_features_base_dir") == "features"
    assert all(f.is_relative_to(ROOT / "features") for f in FEATURES)


def test_the_files_and_codes_it_names_exist() -> None:
    for path in re.findall(r"`((?:features|rules)/[^`]+)`", PAGE):
        if path.endswith("/"):
            continue
        assert (ROOT / path).is_file(), path
    format_page = (DOCS / "rules-format.zh-CN.md").read_text("utf-8")
    for code in re.findall(r"SH\d{3}", PAGE):
        assert f"| {code} |" in format_page, code
    general = (ROOT / "rules" / "general.yaml").read_text("utf-8")
    for number in set(re.findall(r"\bT\d\b", PAGE)):
        assert f"编号: {number}" in general, number
