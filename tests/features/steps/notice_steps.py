"""What the window hands out in writing, and what stands in it."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_bdd import then, when

from permit_rules.notices import NoticeKind, render
from tests.features.steps.desk import Desk, words


@when("窗口出具文书", target_fixture="paper")
def _suggested(desk: Desk) -> str:
    return render(desk.result)


@when(words("窗口出具「{kind}」"), target_fixture="paper")
def _of_kind(desk: Desk, kind: str) -> str:
    return render(desk.result, kind=NoticeKind(kind))


@when(words("「{office}」的「{handler}」在「{day}」出具「{kind}」"), target_fixture="paper")
def _filled_in(desk: Desk, office: str, handler: str, day: str, kind: str) -> str:
    return render(
        desk.result,
        kind=NoticeKind(kind),
        office=office,
        handler=handler,
        issued_on=date.fromisoformat(day),
    )


@then(words("文书的名称是「{title}」"))
def _title(paper: str, title: str) -> None:
    assert paper.splitlines()[0] == title


@then(words("文书写明「{text}」"))
def _says(paper: str, text: str) -> None:
    assert text in paper, paper


@then(words("文书没有写「{text}」"))
def _does_not_say(paper: str, text: str) -> None:
    assert text not in paper, paper


@then(words("文书里「{text}」出现「{count}」次"))
def _says_so_often(paper: str, text: str, count: str) -> None:
    assert paper.count(text) == int(count), paper


@then("文书里有这几部分")
def _has_sections(paper: str, datatable: list[list[str]]) -> None:
    headings = [line.partition("、")[2] for line in paper.splitlines() if "、" in line[:4]]
    for [wanted] in datatable[1:]:
        assert any(heading.startswith(wanted) for heading in headings), headings


@then(words("文书署的日期是「{day}」"))
def _dated(paper: str, day: str) -> None:
    lines = paper.splitlines()
    assert lines[lines.index("（加盖专用印章）") + 1] == day


@then(words("写不成「{kind}」"))
def _cannot_be_written(desk: Desk, kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        render(desk.result, kind=NoticeKind(kind))
