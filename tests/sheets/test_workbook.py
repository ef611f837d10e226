"""What a workbook offers to whoever edits it."""

from __future__ import annotations

import datetime
import io

from openpyxl import Workbook, load_workbook

import permit_rules as pr
from permit_rules.guides import material_table
from permit_rules.sheets.cell_place import column_letters
from permit_rules.sheets.sheet import GUIDANCE, OVERVIEW
from permit_rules.sheets.writing import sheets_as_xlsx
from tests.sheets.editing import read, rule_file, workbook
from tests.teahouse import RULES


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def test_heads_stay_in_view_and_unused_columns_are_folded_away() -> None:
    sheet = opened(workbook())["申请材料"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:5] == ["行", "属于", "编号", "材料名称", "别名"]
    assert sheet.freeze_panes == "E2"
    first_unused = heads.index("仅纸质")
    assert heads.index("份数") < first_unused
    assert sheet.column_dimensions[column_letters(first_unused + 1)].hidden
    assert not sheet.column_dimensions[column_letters(heads.index("份数") + 1)].hidden
    assert sheet.column_dimensions["D"].number_format == "@"


def test_closed_vocabularies_are_chosen_from_lists() -> None:
    book = opened(workbook())
    found = {v.promptTitle: v for v in book["申请材料"].data_validations.dataValidation}
    assert found["角色"].formula1 == '"主要,次要"'
    assert found["行"].formula1 == '"要点,组成,版本"'
    assert found["角色"].showErrorMessage
    assert found["需要"].formula1 is None
    assert "什么情况下需要" in found["需要"].prompt


def test_the_guidance_says_where_the_rows_come_from_and_what_to_write() -> None:
    lines = list(opened(workbook())[GUIDANCE].values)
    assert lines[0][:2] == ("规则文件", "national/teahouse.yaml")
    assert any(
        line[0] == "申请材料" and line[1] == "角色" and line[3] == "主要、次要" for line in lines
    )


def test_the_overview_is_only_looked_at() -> None:
    document = material_table(pr.load(RULES), "teahouse", datetime.date(2026, 3, 2))
    content = sheets_as_xlsx(rule_file(), document)
    rows = [[c for c in row if c] for row in opened(content)[OVERVIEW].values]
    assert ["材料", "新办", "延续", "备案"] in rows
    assert ["M1 茶馆经营许可申请书", "●", "●", "－"] in rows
    found = read(content)
    assert (found.text, found.passed_over) == (rule_file().content.decode(), ())
