"""Out and in again: the same rule file, whatever is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from permit_rules.formatting import format_file
from permit_rules.formatting.writing import write_pieces
from permit_rules.loading.rule_files import Role, RuleFile, embedded_rules, rule_folder
from permit_rules.sheets.grids import Grid, Held
from permit_rules.sheets.reading import made_from, open_sheets
from permit_rules.sheets.rebuilding import put
from permit_rules.sheets.sheet import RuleFileRead, read_rule_file
from permit_rules.sheets.writing import sheets_as_csv, sheets_as_xlsx
from tests.analysis.generated_rulebooks import write_rulebook

CORPUS = rule_folder(embedded_rules()).files
#: Files of which nothing is a list of entries.
NO_SHEETS = {
    "calendars/china.yaml",
    "library.yaml",
    *(f.path for f in CORPUS if f.role is Role.BUNDLES),
}


def read_file(file: RuleFile) -> RuleFileRead:
    read = read_rule_file(file.path, file.content)
    assert read is not None
    return read


def made(file: RuleFileRead, content: bytes) -> str:
    """The rule file that a sheet of it makes; nothing in it is wrong."""
    found = made_from(file, open_sheets(content, "表.csv"))
    assert found.tables.found == []
    assert found.woven.found == []
    assert found.text is not None
    return found.text


def test_every_rule_file_of_the_corpus_has_sheets() -> None:
    assert {f.path for f in CORPUS if not read_file(f).forms} == NO_SHEETS


@pytest.mark.parametrize(
    "file", [f for f in CORPUS if f.path not in NO_SHEETS], ids=lambda f: f.path
)
def test_out_and_in_again_is_the_same_file_to_the_byte(file: RuleFile) -> None:
    read = read_file(file)
    content = sheets_as_csv(read)
    assert made(read, content).encode() == file.content
    # A workbook holds the same texts, so it makes the same file.
    sheets = open_sheets(sheets_as_xlsx(read), "表.xlsx")
    grids = {grid.name: texts(grid) for grid in sheets.grids}
    known = [sheet for sheet in read.sheets() if sheet.rows]
    for sheet in known:
        columns = (*sheet.used, *sheet.unused)
        heads = ("行", "属于", *(c.key for c in columns))
        assert grids[sheet.form.name] == [heads, *(sheet.cells(row, columns) for row in sheet.rows)]
    assert (sheets.rule_file, sheets.mark) == (file.path, read.mark)


def texts(grid: Grid) -> list[tuple[str, ...]]:
    assert {cell.held for row in grid.rows for cell in row} == {Held.TEXT}
    return [tuple(cell.text for cell in row) for row in grid.rows]


def test_a_workbook_of_each_kind_of_file_is_the_same_file_to_the_byte() -> None:
    paths = ("national/food-business.yaml", "410500-anyang/food-business.yaml", "casework.yaml")
    for file in (f for f in CORPUS if f.path in (*paths, "general.yaml", "fields/food.yaml")):
        read = read_file(file)
        assert made(read, sheets_as_xlsx(read)).encode() == file.content


@pytest.mark.parametrize(
    "file",
    [f for f in CORPUS if "food" in f.path or f.path == "general.yaml"],
    ids=lambda f: f.path,
)
def test_rows_alone_say_all_that_the_entries_said(file: RuleFile) -> None:
    """Put into the file without its entries, they give the same entries, comments apart."""
    read = read_file(file)
    bare = read.written
    for form in read.forms:
        bare = put(bare, form.path, None) or bare
    text = format_file(write_pieces(bare).encode(), file.path).text
    assert text is not None
    empty = read_rule_file(file.path, text.encode())
    assert empty is not None
    again = made(empty, sheets_as_csv(read))
    assert listed(again) == listed(file.content.decode())


def listed(text: str) -> object:
    """What a file says, a single map standing for a list of one, lists in their order."""

    def tidy(node: object) -> object:
        if isinstance(node, dict):
            inner = {key: tidy(value) for key, value in node.items()}
            return {k: [v] if k == "延续" and isinstance(v, dict) else v for k, v in inner.items()}
        return [tidy(n) for n in node] if isinstance(node, list) else node

    return tidy(yaml.load(text, yaml.BaseLoader))


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_made_up_rulebooks_come_back_as_they_were(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("rules")
    write_rulebook(seed, folder)
    for file in rule_folder(folder).files:
        formatted = format_file(file.content, file.path).text
        assert formatted is not None
        read = read_rule_file(file.path, file.content)
        assert read is not None
        if read.forms:
            assert made(read, sheets_as_csv(read)) == formatted


def test_the_same_rule_file_gives_the_same_bytes() -> None:
    file = next(f for f in CORPUS if f.path == "440300-shenzhen/food-business.yaml")
    assert sheets_as_xlsx(read_file(file)) == sheets_as_xlsx(read_file(file))
    assert sheets_as_csv(read_file(file)) == sheets_as_csv(read_file(file))
