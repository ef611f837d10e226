"""Every code has a page, and its examples are what they are called."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest

import permit_rules
from permit_rules.analysis import static_checks
from permit_rules.analysis.examine import STATIC_CHECKS, UNDECIDED, UNDECIDED_PAGE
from permit_rules.cli.lint_pages import codes, page
from permit_rules.conditions import mistakes
from permit_rules.linting import CODE_PAGES, LINT_RULES, lint_rules
from permit_rules.loading import codes as of_loading
from tests.linting.examples import all_said, folder_of, page_examples, stands_alone

SOURCE = Path(permit_rules.__file__).parent
PAGES = {**CODE_PAGES, UNDECIDED: UNDECIDED_PAGE}
#: What needs more than a few lines in a file, each for a reason that its page states.
UNTRIED = {code for code, written in PAGES.items() if written.untried}
TRIED = sorted(PAGES.keys() - UNTRIED)
#: The modules of the lint rules and of the static checks, whose docstrings are their pages.
MODULES = [
    module
    for package in (lint_rules, static_checks)
    for found in iter_modules(package.__path__, f"{package.__name__}.")
    if hasattr(module := import_module(found.name), "CODE")
]


def test_every_code_that_lint_can_give_has_a_page() -> None:
    folders = ("loading", "conditions", "linting", "analysis")
    texts = (p.read_text("utf-8") for f in folders for p in (SOURCE / f).rglob("*.py"))
    given = {code for text in texts for code in re.findall(r'"(SH[1-7][0-9]{2})"', text)}
    assert given == set(codes())
    assert {*of_loading.CODES, *mistakes.CODES} <= PAGES.keys()
    assert all(page(code) for code in given)


@pytest.mark.parametrize("code", sorted(PAGES))
def test_a_page_says_what_why_and_how(code: str) -> None:
    text = page(code.lower())
    assert text is not None
    assert text.startswith(f"{code}\n\n")
    assert all(f"\n{part}" in text for part in ("为什么：", "错误示例：", "正确示例："))
    assert PAGES[code].why.endswith(("。", "）。"))
    assert PAGES[code].wrong != PAGES[code].right


def test_few_examples_cannot_be_tried() -> None:
    assert sorted(UNTRIED) == [
        "SH101", "SH102", "SH105", "SH112", "SH148", "SH222", "SH408", "SH409", "SH410",
        "SH505", "SH506", "SH507", "SH508", "SH666",
    ]  # fmt: skip


@pytest.mark.parametrize("code", TRIED)
def test_the_wrong_example_brings_the_code_and_the_right_one_nothing(
    code: str, tmp_path: Path
) -> None:
    wrong = all_said(folder_of(PAGES[code].wrong, tmp_path / "wrong"))
    assert code in {d.code for d in wrong}, "\n".join(map(str, wrong)) or "nothing was said"
    right = all_said(folder_of(PAGES[code].right, tmp_path / "right"))
    # Few examples have a use for the situation of the head; lint rules have examples of theirs.
    assert {d.code for d in right if d.code < "SH650"} <= {"SH252"}, "\n".join(map(str, right))
    assert code not in {d.code for d in right}


def test_no_lint_rule_and_no_static_check_is_left_untried() -> None:
    assert {m.CODE for m in MODULES} == {c.code for c in (*LINT_RULES, *STATIC_CHECKS)}


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.CODE)
def test_the_examples_of_a_rule_are_what_they_are_called(
    module: ModuleType, tmp_path: Path
) -> None:
    day = date(2026, 3, 2)
    wrong, right = map(stands_alone, page_examples(module))
    found = all_said(folder_of(wrong, tmp_path / "wrong"), day)
    assert module.CODE in {d.code for d in found}, "\n".join(map(str, found))
    found = all_said(folder_of(right, tmp_path / "right"), day)
    # An example in two files has no use for the situation of the head.
    assert {d.code for d in found} <= {"SH252"}, "\n".join(map(str, found))
