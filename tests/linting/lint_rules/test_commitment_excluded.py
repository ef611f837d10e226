"""SH656: a commitment in an item that bears on what is outside the commitment system."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from permit_rules.model.item import Concern
from tests.linting.altered import altered, altered_rules, told

LEVEL = "行使层级: 国家"


@pytest.mark.parametrize("concern", Concern, ids=lambda c: c.name.lower())
def test_whatever_the_item_bears_on_a_commitment_is_told(tmp_path: Path, concern: Concern) -> None:
    found = lint(altered(tmp_path, (LEVEL, f"{LEVEL}\n直接关系: {concern.value}")))
    assert told(found) == [("SH656", Severity.WARNING, "teahouse/M5")]
    assert f"《分店平面图》可以告知承诺，但本事项直接关系{concern.value}" in found[0].message


def test_an_item_that_bears_on_nothing_of_the_kind_is_not(tmp_path: Path) -> None:
    assert lint(altered(tmp_path, (LEVEL, LEVEL))) == ()


def test_later_submission_alone_is_not(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path, (LEVEL, f"{LEVEL}\n直接关系: 人身健康"))
    item = rules / "national" / "teahouse.yaml"
    lines = item.read_text(encoding="utf-8").splitlines(keepends=True)
    item.write_text("".join(x for x in lines if "告知承诺" not in x), encoding="utf-8")
    assert lint(altered(tmp_path)) == ()


def test_the_item_may_say_why_it_is_kept(tmp_path: Path) -> None:
    kept = "例外:\n- {代码: SH656, 编号: [M5], 理由: 某法第三条允许承诺}\n"
    change = (LEVEL, f"{LEVEL}\n直接关系: 人身健康\n{kept}".rstrip())
    library = altered(tmp_path, change)
    assert [d.code for d in lint(library)] == ["SH656"]
    assert library.items[0].exceptions[0].code == "SH656"
