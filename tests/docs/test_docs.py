"""What the pages under ``docs/`` say is what the library does; for the format, see its own test."""

from __future__ import annotations

import contextlib
import importlib
import io
import re
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import permit_rules as pr
from permit_rules import result as results
from permit_rules.checking import application as applications
from permit_rules.conditions.mistakes import CODES
from permit_rules.linting import LINT_RULES
from tests.corpus.tables import load_again
from tests.docs.markdown import (
    DOCS,
    ENGINE,
    FORMAT,
    INTEGRATORS,
    INTEGRATORS_PAGE,
    ROOT,
    blocks,
    spans,
    tables,
    words,
)

# ---- codes -------------------------------------------------------------------------------------


def test_every_code_has_its_line_and_every_line_its_code() -> None:
    rows = re.findall(r"^\| (SH\d{3}) \| (\S+) \| (.+?) \| (.+?) \|$", FORMAT, re.MULTILINE)
    sources = (ROOT / "src").rglob("*.py")
    used = {code for p in sources for code in re.findall(r"\bSH\d{3}\b", p.read_text("utf-8"))}
    assert [row[0] for row in rows] == sorted(used)
    assert {code: said for code, _, said, _ in rows if code in CODES} == dict(CODES)
    levels = {code: level for code, level, said, _ in rows if said.startswith("检查：")}
    assert levels == {rule.code: rule.severity.label for rule in LINT_RULES}


# ---- the page for integrators ------------------------------------------------------------------


PAGES = [
    INTEGRATORS_PAGE,
    DOCS / "impact.md",
    DOCS / "interview.md",
    DOCS / "one-licence.zh-CN.md",
    *sorted((DOCS / "casework").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_python_of_the_page_runs_and_prints_what_it_says(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pr, "load", load_again)
    text = page.read_text("utf-8")
    pairs = re.findall(
        r"^```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", text, re.MULTILINE | re.DOTALL
    )
    assert len(pairs) == len(blocks(text, "python"))
    names: dict[str, Any] = {"__name__": page.stem}
    for number, (code, shown) in enumerate(pairs, 1):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(code, f"{page.name}, block {number}", "exec"), names)
        assert said.getvalue() == shown, f"block {number}"


FIELDS = [pytest.param(*found, id=found[0]) for found in tables(INTEGRATORS, "fields")]


@pytest.mark.parametrize(("name", "rows"), FIELDS)
def test_a_table_of_fields_is_whole_and_in_order(name: str, rows: list[list[str]]) -> None:
    model = getattr(applications, name, None) or getattr(results, name)
    assert [spans(row[0])[0] for row in rows] == list(model.model_fields)
    assert all(row[1] for row in rows)


def test_everything_that_crosses_the_border_has_its_table() -> None:
    described = {name for name, _ in tables(INTEGRATORS, "fields")}
    crossing = {
        model.__name__
        for module in (applications, results)
        for model in vars(module).values()
        if isinstance(model, type)
        and issubclass(model, BaseModel)
        and model.__module__ == module.__name__
        and not model.__name__.startswith("_")
    }
    assert described == crossing


def test_the_values_of_a_result_are_whole() -> None:
    kinds = {
        name: [m.value for m in kind]
        for module in (applications, results)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, Enum) and kind.__module__ == module.__name__
    }
    assert words(INTEGRATORS) == kinds


# ---- the page about the engine -----------------------------------------------------------------


def test_the_numbers_of_the_engine_are_those_of_the_code() -> None:
    rows = [row for _, found in tables(ENGINE, "constants") for row in found]
    assert rows
    for row in rows:
        [where] = spans(row[0])
        module, _, name = where.rpartition(".")
        value = getattr(importlib.import_module(f"permit_rules.{module}"), name)
        power = re.fullmatch(r"2\^(\d+)", row[1])
        shown = 2 ** int(power[1]) if power else int(row[1].replace(",", ""))
        assert value == shown, where


@pytest.mark.parametrize("page", sorted(p.name for p in DOCS.glob("*.md")))
def test_the_links_of_a_page_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-")
        for h in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if re.match(r"\w+://", target):
            continue
        assert not path or (DOCS / path).exists(), target
        assert path or anchor in headings, target
