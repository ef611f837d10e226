"""What ``docs/rules-format.zh-CN.md`` says of the rule files is what the loader reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

import permit_rules as pr
from permit_rules.analysis.suggesting.bases import Base
from permit_rules.analysis.suggesting.suggest import suggest
from permit_rules.analysis.suggesting.table import suggested_table
from permit_rules.analysis.targets import Targets
from permit_rules.conditions.mistakes import CODES
from permit_rules.diagnostics import Diagnostic
from permit_rules.linting import lint
from permit_rules.loading import (
    arrangement_format,
    bundle_format,
    cases_format,
    casework_format,
    entry_format,
    field_format,
    general_format,
    item_format,
    library_format,
    material_format,
    overlay_format,
    point_format,
    read_library,
)
from permit_rules.loading.build_sections import SECTIONS
from permit_rules.loading.cases import Case, load_cases
from permit_rules.loading.format_types import FormatModel, OneOf
from permit_rules.working_days import PeriodUnit
from tests.docs.markdown import FORMAT, blocks, spans, tables, words
from tests.loading.folder import CALENDAR

ITEM = "national/newsstand.yaml"
CASES = "national/newsstand.cases.yaml"


# ---- the rule files of the page ----------------------------------------------------------------

NAMED = re.compile(r"# (?P<path>\S+\.yaml)(?P<more>（续）)?\n")


@cache
def rule_files() -> dict[str, str]:
    """The files that the blocks of the page make up, by their paths in the rules folder."""
    files: dict[str, str] = {}
    for block in blocks(FORMAT, "yaml"):
        named = NAMED.match(block)
        assert named, f"a block does not say which file it belongs to:\n{block}"
        path = named["path"]
        assert (path in files) is bool(named["more"]), path
        files[path] = joined(files[path], block) if named["more"] else block
    return files


def joined(text: str, more: str) -> str:
    """A file with another block of it: lists grow, and what stands on one line is replaced."""
    parts = sections(text)
    for key, body in sections(more).items():
        one_line = body.count("\n") == 1
        grown = parts[key] + body.split("\n", 1)[1] if key in parts and not one_line else body
        parts[key] = grown
    return "".join(parts.values())


def sections(text: str) -> dict[str, str]:
    """The top-level keys of a file, each with its lines."""
    pieces = re.split(r"^(?=[^\s#-][^:\n]*:)", text, flags=re.MULTILINE)
    return {piece.partition(":")[0]: piece for piece in pieces if not piece.startswith("#")}


def written(folder: Path, files: dict[str, str]) -> Path:
    """A rules folder of these files and a short calendar, since the full one takes long to read."""
    for path, text in {**files, "calendars/china.yaml": CALENDAR}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("rules"), rule_files())


def test_the_smallest_item_is_whole(tmp_path: Path) -> None:
    smallest = next(b for b in blocks(FORMAT, "yaml") if b.startswith(f"# {ITEM}\n"))
    library, diagnostics = read_library(written(tmp_path, {ITEM: smallest}))
    assert diagnostics == ()
    assert library is not None
    result = pr.Checker(library, item="newsstand").check(
        {"received_on": "2026-03-02", "facts": {"业务办理项": "新办"}}
    )
    assert [f.point for f in result.findings] == ["newsstand/M1"]


def test_the_blocks_together_are_a_library_without_a_mistake(folder: Path) -> None:
    library, diagnostics = read_library(folder)
    assert diagnostics == ()
    assert library is not None
    assert lint(library) == ()


@pytest.mark.parametrize("number", range(rule_files()[CASES].count("- 名称: ")))
def test_the_cases_hold(folder: Path, number: int) -> None:
    case: Case = load_cases(folder / CASES).cases[number]
    result = pr.Checker(pr.load(folder), verify=True).check(case.application)
    expected = case.expected
    statuses = {p.point.partition("/")[2]: p.status.label for p in result.points}
    assert result.verdict_label == expected.verdict, result
    assert {p: statuses[p] for p in expected.points} == expected.points
    findings = [f.point.partition("/")[2] for f in result.findings]
    assert expected.findings is None or sorted(findings) == sorted(expected.findings)
    asked = [q.label for q in result.questions]
    assert expected.questions is None or sorted(asked) == sorted(expected.questions)


def test_the_suggested_case_of_the_page_is_one_that_is_suggested(folder: Path) -> None:
    library = pr.load(folder)
    table = load_cases(folder / CASES)
    ids = {v[0] for v in Targets(library, table.item).versions}
    bases = [Base(name, "", b, derived=False) for name, b in table.bases.items()]
    found = suggest(Targets(library, table.item, ids - {"S4"}), bases=bases)
    [shown] = [b for b in blocks(FORMAT, "text") if b.startswith("# 试")]
    assert shown in suggested_table(found)


# ---- conditions --------------------------------------------------------------------------------


def said_of(folder: Path, line: str, under: str) -> tuple[Diagnostic, ...]:
    """What is said of an item in which this line is the condition under ``需要`` or ``应当``."""
    whole = line if line.startswith(f"{under}:") else f"{under}:\n    {line}"
    whole = whole.replace("⏎", "\n      ")
    entry = {
        "需要": f"申请材料:\n- 编号: M1\n  {whole}\n  材料名称: 申请书\n  依据: 办法\n",
        "应当": f"审核要点:\n- 编号: S1\n  {whole}\n  类别: 形式审查\n  名称: 甲\n  依据: 办法\n",
    }[under]
    kept = ("事项名称", "规则起始", "设定依据", "业务办理项", "情形定义")
    head = "".join(part for key, part in sections(rule_files()[ITEM]).items() if key in kept)
    (folder / "national" / "trial.yaml").write_text(f"事项标识: trial\n{head}{entry}", "utf-8")
    try:
        return read_library(folder)[1]
    finally:
        (folder / "national" / "trial.yaml").unlink()


RIGHT = [
    pytest.param("应当" if "应当" in what else "需要", span, id=span)
    for what, rows in tables(FORMAT, "conditions")
    if what.startswith("right")
    for row in rows
    for cell in row
    for span in spans(cell)
    if ": " in span
]
[WRONG] = [rows for what, rows in tables(FORMAT, "conditions") if what == "wrong"]


@pytest.mark.parametrize(("under", "line"), RIGHT)
def test_what_is_called_right_is_understood(folder: Path, under: str, line: str) -> None:
    assert said_of(folder, line, under) == ()


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row[0])
def test_what_is_called_wrong_is_told_in_these_words(folder: Path, row: list[str]) -> None:
    [line] = re.findall(r"^`+ ?(.+?) ?`+$", row[0])
    [told] = said_of(folder, line, "需要")
    assert [f"{told.code} {told.message}", told.help] == row[1:]


def test_every_mistake_of_a_condition_has_its_line() -> None:
    assert {row[1].split()[0] for row in WRONG} >= CODES.keys()


def test_the_message_that_is_shown_is_the_one_that_is_given(folder: Path) -> None:
    [shown] = [b for b in blocks(FORMAT, "text") if "[SH" in b]
    smallest = next(b for b in blocks(FORMAT, "yaml") if b.startswith(f"# {ITEM}\n"))
    wrong = smallest.replace("{业务办理项: 新办}", "{业务办理项: 新办, 经营面只: 不低于 20 平方米}")
    file = folder / ITEM
    file.write_text(wrong, "utf-8")
    try:
        told = [d for d in read_library(folder)[1] if d.code == "SH203"]
    finally:
        file.write_text(rule_files()[ITEM], "utf-8")
    assert [f"{d}\n" for d in told] == [shown]


# ---- keys and words of the format --------------------------------------------------------------

MODULES = (
    arrangement_format, entry_format, field_format, general_format, item_format, library_format,
    material_format, overlay_format, point_format, cases_format, casework_format,
    bundle_format,
)  # fmt: skip
MODELS: dict[str, type[FormatModel]] = {
    name: thing
    for module in MODULES
    for name, thing in vars(module).items()
    if isinstance(thing, type) and issubclass(thing, FormatModel)
}
FILES = (
    library_format.LibraryFile, library_format.PlacesFile, field_format.FieldsFile,
    item_format.ItemFile, general_format.GeneralFile, overlay_format.OverlayFile,
    cases_format.CasesFile, casework_format.CaseworkFile,
    bundle_format.NeedsFile, bundle_format.SharedFile, bundle_format.BundleFile,
)  # fmt: skip


def aliases(name: str) -> set[str]:
    """The keys of a model; ``Common`` are those that every entry of a section has."""
    if name == "Common":
        return aliases("LimitEntry") - aliases("LimitKeys") | aliases("Spoken")
    return {field.alias or "" for field in MODELS[name].model_fields.values()}


def named_keys(expression: str) -> set[str]:
    """The keys of ``A + B - C``, read from the left."""
    first, *rest = re.split(r" ([+-]) ", expression)
    keys = aliases(first)
    for sign, name in zip(rest[::2], rest[1::2], strict=True):
        keys = keys | aliases(name) if sign == "+" else keys - aliases(name)
    return keys


def required(expression: str) -> set[str]:
    """Those of the keys that must be written."""
    names = [n for n in re.split(r" [+-] ", expression) if n in MODELS]
    fields = [f for n in names for f in MODELS[n].model_fields.values()]
    needed = {key for s in SECTIONS.values() if s.model.__name__ in names for key in s.needed}
    common = {"编号"} if expression == "Common" else set()
    return {f.alias or "" for f in fields if f.is_required()} | needed | common


KEYS = [pytest.param(*found, id=found[0]) for found in tables(FORMAT, "keys")]


@pytest.mark.parametrize(("expression", "rows"), KEYS)
def test_a_table_of_keys_is_whole(expression: str, rows: list[list[str]]) -> None:
    listed = [spans(row[0])[0] for row in rows]
    assert sorted(listed) == sorted(named_keys(expression))
    must = {spans(row[0])[0] for row in rows if row[1] == "是"}
    assert must == required(expression) & set(listed)
    assert all(row[2] for row in rows)


def reachable(annotation: Any) -> Iterator[type[FormatModel] | type[Enum]]:
    """Every model and every closed vocabulary inside an annotation, but not inside models."""
    if isinstance(annotation, OneOf):
        yield annotation.kind
    elif isinstance(annotation, type) and issubclass(annotation, FormatModel):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from reachable(inner)


@cache
def everything() -> tuple[frozenset[str], dict[str, type[Enum]]]:
    """The names of all models that a file may hold, and all closed vocabularies."""
    models: set[str] = set()
    kinds: dict[str, type[Enum]] = {"PeriodUnit": PeriodUnit}
    waiting: list[type[FormatModel]] = list(FILES)
    while waiting:
        model = waiting.pop()
        if model.__name__ in models:
            continue
        models.add(model.__name__)
        for field in model.model_fields.values():
            for found in (*reachable(field.annotation), *vocabularies(field.metadata)):
                if issubclass(found, Enum):
                    kinds[found.__name__] = found
                else:
                    waiting.append(found)
    return frozenset(models), kinds


def vocabularies(metadata: list[Any]) -> list[type[Enum]]:
    """The closed vocabularies that annotate a field directly."""
    return [m.kind for m in metadata if isinstance(m, OneOf)]


def test_every_map_of_the_format_has_its_table() -> None:
    documented = {n for e, _ in tables(FORMAT, "keys") for n in re.split(r" [+-] ", e)}
    for name in everything()[0] - documented:
        # A version or a change has the keys of the entry, none of which it must state.
        base = re.sub(r"(Version|Change)$", "Entry", name)
        assert base in documented or aliases(name) == aliases("Sections"), name
        assert base not in documented or aliases(name) <= aliases(base), name


def test_the_closed_vocabularies_are_whole() -> None:
    expected = {name: [m.value for m in kind] for name, kind in everything()[1].items()}
    assert words(FORMAT) == {**expected, "SIGNERS": list(material_format.SIGNERS)}
