"""What several permits in one application can be written as, and what stands where."""

from __future__ import annotations

import pytest

from permit_rules.notices import JointKind, NoticeKind, checklist, joint_notice, render
from permit_rules.notices.document import Document, Entry
from permit_rules.notices.naming import Naming
from tests.notices.joint_results import JOINT, PLAN
from tests.notices.results import RESULTS


def entries(document: Document, heading: str) -> tuple[Entry, ...]:
    """The entries of the section whose heading begins so."""
    return next(s.entries for s in document.sections if s.heading.startswith(heading))


def test_the_notice_is_written_unless_the_checklist_is_asked_for() -> None:
    result = JOINT["joint-correction"]
    assert render(result).startswith("一次性告知书\n")
    assert render(result, kind=JointKind.CHECKLIST).startswith("材料准备清单\n")
    assert render(PLAN).startswith("需要办理的许可\n")


def test_one_permit_has_its_notices_and_several_have_theirs() -> None:
    with pytest.raises(ValueError, match="一次性告知书, 材料准备清单"):
        render(JOINT["joint-correction"], kind=NoticeKind.CORRECTION)
    with pytest.raises(ValueError, match="材料准备清单 is about several permits"):
        render(RESULTS["correction"], kind=JointKind.CHECKLIST)
    with pytest.raises(ValueError, match="a plan cannot be written as"):
        render(PLAN, kind=JointKind.NOTICE)


def test_a_paper_stands_once_with_every_permit_that_wants_it() -> None:
    [table] = [
        s.table for s in joint_notice(JOINT["joint-correction"]).sections
        if s.heading.startswith("全部材料")
    ]  # fmt: skip
    assert table is not None
    licences = [row for row in table.rows if row[0] == ("《营业执照》",)]
    assert [row[table.columns.index("用于")] for row in licences] == [
        ("茶馆经营许可、演出场所许可（一号厅）",)
    ]


def test_what_is_shared_or_produced_is_not_among_what_to_bring() -> None:
    made = checklist(JOINT["joint-correction"])
    bring = [e.text for e in entries(made, "要准备的材料")]
    assert bring == ["□ 《营业执照》", "☑ 《一照通行申请表》"]
    spared = [e.text.partition("：")[0] for e in entries(made, "不用交的材料")]
    assert spared == ["《茶馆经营许可证》", "《平面图》（一号厅，二层）", "《明火安全承诺》"]


def test_rights_are_told_where_one_permit_is_refused_and_nowhere_else() -> None:
    for name, result in JOINT.items():
        told = any(s.heading == "救济途径" for s in joint_notice(result).sections)
        assert told is (name == "joint-refused")


def test_points_are_named_by_their_items_only_where_there_are_several() -> None:
    points = ("teahouse/M2", "stage/M3", "teahouse/M4")
    assert Naming().points(points) == "M2、M3、M4"
    several = Naming({"teahouse": "茶馆", "stage": "演出", "bundles/F1": "烟草"})
    assert several.points(points) == "茶馆M2、M4；演出M3"
    assert several.permits((*points, "bundles/F1")) == "茶馆、演出、烟草"
