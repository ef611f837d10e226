"""那么: what else an answer tells: limits, what people have to look at, what was told before."""

from __future__ import annotations

from pytest_bdd import then

from permit_rules.result import NoteKind
from tests.features.steps.desk import Desk, words


@then("写明的办理时限有")
def _limits(desk: Desk, datatable: list[list[str]]) -> None:
    limits = {line.step: line for line in desk.result.limits}
    columns = {"法定": "statutory", "承诺": "committed"}
    header, *rows = datatable
    for step, *wanted in rows:
        told = [getattr(limits[step], columns[column]) for column in header[1:]]
        assert told == wanted, (step, told)


@then(words("须人工核验「{text}」"))
def _human_check(desk: Desk, text: str) -> None:
    assert any(text in t for t in _for_people(desk)), _for_people(desk)


@then(words("不须人工核验「{text}」"))
def _no_human_check(desk: Desk, text: str) -> None:
    assert not any(text in t for t in _for_people(desk)), _for_people(desk)


def _for_people(desk: Desk) -> list[str]:
    return [n.text for n in desk.result.notes if n.kind is NoteKind.HUMAN_CHECK]


@then("不可以当场决定")
def _not_on_the_spot(desk: Desk) -> None:
    assert not desk.result.decided_on_spot


@then("这次告知的内容，上一次都已告知")
def _told_before(desk: Desk) -> None:
    before = {f.message for f in desk.earlier[-1].findings}
    now = {f.message for f in desk.result.findings}
    assert now
    assert now < before, now - before


@then("每一条告知都写明属于形式审查、实质审查还是材料标准")
def _classified(desk: Desk) -> None:
    classes = {"形式审查", "实质审查", "材料标准"}
    assert {p.review_class for p in desk.result.points} == classes
    assert {f.review_class for f in desk.result.findings} <= classes


# ---- two answers -------------------------------------------------------------------------------


@then("两次的答复完全一样")
def _same(desk: Desk) -> None:
    assert desk.result.model_dump_json() == desk.earlier[-1].model_dump_json()


@then("两次告知的内容一样")
def _same_told(desk: Desk) -> None:
    assert desk.result.findings == desk.earlier[-1].findings
    assert desk.result.verdict is desk.earlier[-1].verdict


@then(words("用的是「{levels}」的规定"))
def _levels(desk: Desk, levels: str) -> None:
    assert "、".join(code or "国家" for code in desk.result.levels) == levels
