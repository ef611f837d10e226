"""Spoiled rule files: a library that answers, or diagnostics that say where and what in Chinese.

Every example spoils one or two of the real files, reads the whole folder, and goes on as far as
it can: lint, compile, open both engines, check an application.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import permit_rules as pr
from permit_rules.diagnostics import Diagnostic, Severity
from permit_rules.linting import lint
from permit_rules.loading import read_library
from tests import teahouse
from tests.corpus.tables import RULES, tables
from tests.fuzz.counting import PROPERTY, Tried, examples
from tests.fuzz.rule_file_mutations import Mutation, mutations

#: What one spoiled folder may cost, from reading it to the answer.
SECONDS = 5.0
_CHINESE = re.compile("[\u4e00-\u9fff]")


def _relative(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*.yaml"))
        if not path.name.endswith(".cases.yaml")
    }


@cache
def base(item: str) -> dict[str, bytes]:
    """The files that one item needs: its own, and those that all share."""
    files = _relative(teahouse.RULES if item == "teahouse" else RULES)
    return {
        path: content
        for path, content in files.items()
        if (
            path.partition("/")[0] in ("fields", "calendars", path)
            or path.rpartition("/")[2] == f"{item}.yaml"
        )
        # How cases are run names items, which are not there.
        and path != "casework.yaml"
    }


@cache
def application(item: str) -> Mapping[str, Any]:
    """An application that goes deep into the rules of the item."""
    if item == "teahouse":
        return teahouse.application(facts={"设有明火": "是"}, place="440300")
    return dict(next(t for t in tables() if t.item == item).cases[0].application)


def spoiled(files: Mapping[str, bytes], changes: Mapping[str, list[Mutation]]) -> dict[str, bytes]:
    made = dict(files)
    for path, several in changes.items():
        for mutation in several:
            made[path] = mutation(made[path])
    return made


def read(files: Mapping[str, bytes]) -> tuple[pr.Library | None, tuple[Diagnostic, ...]]:
    """What ``read_library`` says of these files."""
    with TemporaryDirectory() as folder:
        for path, content in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return read_library(Path(folder))


def expect_said_well(diagnostics: tuple[Diagnostic, ...], files: Mapping[str, bytes]) -> None:
    """Each diagnostic has a place in one of the files and says in Chinese what is wrong."""
    for told in diagnostics:
        assert _CHINESE.search(told.message), told
        assert len(told.message) < 500, told.code
        assert told.help is not None, told
        assert len(told.help) < 1_000, told.code
        assert told.where is not None, told
        assert told.where.line >= 1, told
        assert told.where.column >= 1, told
        assert told.where.file in files, told
        # \r ends a line, too, so a file has no more lines than these two signs and one.
        content = files[told.where.file]
        assert told.where.line <= content.count(b"\n") + content.count(b"\r") + 2, told
        assert str(told).encode(), told.code


def answer(library: pr.Library, stated: Mapping[str, Any]) -> str:
    """Check one application for every item of a library, by both engines."""
    for item in library.items:
        checker = pr.Checker(library, item=item.id, verify=True)
        try:
            for place in dict.fromkeys((item.place, "440300")):
                result = checker.check({**stated, "item": item.id, "place": place})
                result.model_dump_json().encode()
        except pr.EngineLimit:
            return "beyond the engine"
        finally:
            checker.close()
    return "answered"


def run(files: Mapping[str, bytes], stated: Mapping[str, Any], tried: Tried) -> str:
    """Go as far as these files allow; the name of how far that was."""
    library, diagnostics = read(files)
    expect_said_well(diagnostics, files)
    tried.codes.update(d.code for d in diagnostics)
    if library is None:
        assert any(d.severity is Severity.ERROR for d in diagnostics)
        assert str(pr.RulesInvalid(diagnostics)).encode()
        return "refused"
    linted = lint(library)
    expect_said_well(linted, files)
    tried.codes.update(d.code for d in linted)
    return answer(library, stated)


@pytest.mark.parametrize(
    ("item", "count"), [("teahouse", 70), ("food-business", 14), ("medical-device-class3", 20)]
)
def test_a_spoiled_folder_is_refused_with_reasons_or_answers(
    item: str, count: int, record_property: Any
) -> None:
    tried = Tried(f"rule files of {item}")
    files = base(item)
    # The file of the item twice: most of what can go wrong stands there.
    paths = st.sampled_from([*files, f"national/{item}.yaml", f"national/{item}.yaml"])

    @examples(count)
    @given(st.dictionaries(paths, mutations(), min_size=1, max_size=2))
    def try_one(changes: dict[str, list[Mutation]]) -> None:
        made = spoiled(files, changes)
        outcome = tried.within(SECONDS, lambda: run(made, application(item), tried))
        tried.outcomes["untouched" if made == files else outcome] += 1

    try_one()
    record_property(PROPERTY, str(tried))
    assert tried.outcomes["refused"]
    assert tried.outcomes["answered"]
