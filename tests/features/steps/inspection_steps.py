"""Inspection, posts, the draw of experts, and the archive of a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when

import permit_rules as pr
from permit_rules import casework as cw
from permit_rules.casework.events import Assigned, Inspected, Noticed, NoticeKind
from permit_rules.model.casework import CaseworkRules, InspectionStaff, SeparatePosts
from tests.corpus.tables import library
from tests.features.steps.desk import Desk, words

ON = date(2026, 3, 9)


@dataclass(slots=True)
class Visits:
    """What a scenario says about inspecting, and what came of it."""

    rules: dict[str, Any] = field(default_factory=dict)
    events: list[Any] = field(default_factory=list)
    pool: list[cw.Expert] = field(default_factory=list)
    record: cw.DrawRecord | None = None
    folder: Path = Path()

    def casework(self) -> CaseworkRules:
        return CaseworkRules(**self.rules)

    def case(self, desk: Desk) -> cw.Case:
        result = desk.result
        empty = cw.Case(id="示例-1", item=result.item, place=result.place)
        return empty.with_event(*self.events)

    def prepared(self, desk: Desk) -> cw.Checklist:
        result = desk.result
        assert result.received_on is not None
        plan = cw.plan_inspection(library(), desk.payload, result)
        book = pr.resolve(library(), result.item, result.place, result.received_on)
        return cw.make_checklist(plan, result, book)

    def inspect(self, desk: Desk, **said: Any) -> cw.Case:
        usual: dict[str, Any] = {
            "mode": "现场核查",
            "inspectors": ("B01", "B02"),
            "passed": True,
            "on": ON,
        }
        return cw.record_inspection(
            self.case(desk), self.casework(), self.prepared(desk), **{**usual, **said}
        )


@pytest.fixture
def visits() -> Visits:
    """The inspection of a scenario."""
    return Visits()


def _refused(why: str, entering: Callable[[], object]) -> None:
    with pytest.raises(cw.CaseworkRefused) as caught:
        entering()
    assert why in str(caught.value)
    assert len(caught.value.reasons) == 1, caught.value.reasons


# ---- how ---------------------------------------------------------------------------------------


@then(words("可用的核查方式是「{modes}」"))
def _modes(desk: Desk, visits: Visits, modes: str) -> None:
    assert "、".join(m.value for m in visits.prepared(desk).plan.modes) == modes


@then(words("核查与否是「{need}」，还要填写「{asks}」"))
def _untold(desk: Desk, visits: Visits, need: str, asks: str) -> None:
    plan = visits.prepared(desk).plan
    assert plan.need.value == need
    assert asks in plan.asks


@then(words("核查期限是「{within}」"))
def _within(desk: Desk, visits: Visits, within: str) -> None:
    assert visits.prepared(desk).plan.ways[0].within == within


@then(
    parsers.re(
        r"「(?P<place>\d+)」在「(?P<day>[\d-]+)」有勘验的事项是 (?P<some>\d+) 项，"
        r"一共 (?P<all_items>\d+) 项，比例是「(?P<share>[\d.]+)」"
    )
)
def _share(place: str, day: str, some: str, all_items: str, share: str) -> None:
    found = cw.inspection_catalogue(library(), place, date.fromisoformat(day))
    assert (len(found.inspected), len(found.items)) == (int(some), int(all_items))
    assert str(found.share) == share


# ---- who and what ------------------------------------------------------------------------------


@given(words("岗位「{posts}」分开"))
def _apart(visits: Visits, posts: str) -> None:
    rule = SeparatePosts(id="posts", posts=tuple(posts.split("、")))
    visits.rules["separate_posts"] = (rule,)


@given("核查要求全程记录")
def _recorded(visits: Visits) -> None:
    rule = InspectionStaff(id="staff", at_least=2, recorded=True)
    visits.rules["inspection_staff"] = (rule,)


@when(words("「{by}」受理了申请"))
def _accepted(visits: Visits, by: str) -> None:
    visits.events.append(Noticed(on=date(2026, 3, 3), by=by, notice=NoticeKind.ACCEPTANCE))


@then(words("以「{mode}」登记核查，可以登记"))
def _by_mode(desk: Desk, visits: Visits, mode: str) -> None:
    [event] = visits.inspect(desk, mode=mode).of(Inspected)
    assert event.mode == mode


@then(words("以「{mode}」登记核查，被拒绝，因为「{why}」"))
def _not_by_mode(desk: Desk, visits: Visits, mode: str, why: str) -> None:
    _refused(why, lambda: visits.inspect(desk, mode=mode))


@then(words("由「{who}」核查，可以登记"))
def _by_whom(desk: Desk, visits: Visits, who: str) -> None:
    [event] = visits.inspect(desk, inspectors=who.split("、")).of(Inspected)
    assert event.inspectors == tuple(who.split("、"))


@then(words("由「{who}」核查，被拒绝，因为「{why}」"))
def _not_by_whom(desk: Desk, visits: Visits, who: str, why: str) -> None:
    with pytest.raises(cw.CaseworkRefused, match=why):
        visits.inspect(desk, inspectors=who.split("、"))


@then(words("没有执法记录就登记核查，被拒绝，因为「{why}」"))
def _without_recording(desk: Desk, visits: Visits, why: str) -> None:
    _refused(why, lambda: visits.inspect(desk))


@then(words("附执法记录「{evidence}」登记核查，可以登记"))
def _with_recording(desk: Desk, visits: Visits, evidence: str) -> None:
    [event] = visits.inspect(desk, evidence=[evidence]).of(Inspected)
    assert event.evidence == (evidence,)


@then(words("指派「{who}」检验，被拒绝，因为「{why}」"))
def _not_assigned(desk: Desk, visits: Visits, who: str, why: str) -> None:
    _refused(why, lambda: _assign(desk, visits, who, ON))


@then(words("「{day}」指派「{who}」检验，记下的日子是「{noted}」"))
def _assigned(desk: Desk, visits: Visits, day: str, who: str, noted: str) -> None:
    [event] = _assign(desk, visits, who, date.fromisoformat(day)).of(Assigned)
    assert (event.on.isoformat(), event.persons) == (noted, tuple(who.split("、")))


def _assign(desk: Desk, visits: Visits, who: str, on: date) -> cw.Case:
    case, rules = visits.case(desk), visits.casework()
    return cw.record_assignment(case, rules, on=on, persons=who.split("、"), task="检验")


@then(words("现场整改「{point}」，可以登记"))
def _fixed(desk: Desk, visits: Visits, point: str) -> None:
    [event] = visits.inspect(desk, supplied=[point]).of(Inspected)
    assert event.supplied == (point,)


@then(words("现场整改一项核查要点，被拒绝，因为「{why}」"))
def _not_fixed(desk: Desk, visits: Visits, why: str) -> None:
    listed = visits.prepared(desk).of(cw.ChecklistGroup.CONDITIONS)
    _refused(why, lambda: visits.inspect(desk, supplied=[listed[0].point]))


# ---- the checklist -----------------------------------------------------------------------------


@then(words("准备清单里有「{text}」"))
def _listed(desk: Desk, visits: Visits, text: str) -> None:
    made = visits.prepared(desk)
    assert any(text in e.text for e in made.entries)
    assert text in cw.checklist_text(made)


@then("准备清单里每一项都有依据")
def _founded(desk: Desk, visits: Visits) -> None:
    made = visits.prepared(desk)
    assert made.entries
    assert all(e.basis for e in made.entries)


# ---- the draw ----------------------------------------------------------------------------------


@given(
    parsers.re(r"专家库有 (?P<n>\d+) 名专家，其中「(?P<who>\w+)」与「(?P<party>\w+)」有利害关系")
)
def _pool(visits: Visits, n: str, who: str, party: str) -> None:
    for number in range(1, int(n) + 1):
        expert = f"Z{number:02}"
        against = (party,) if expert == who else ()
        visits.pool.append(cw.Expert(id=expert, fields=("药品",), conflicts=against))


@when(parsers.re(r"为「(?P<party>\w+)」抽取 (?P<n>\d+) 名专家"))
def _draw(visits: Visits, party: str, n: str) -> None:
    seed = "2026-03-09 示例公开数 1234567"
    announced = cw.Announcement(
        draw="示例-1/现场评审",
        field="药品",
        count=int(n),
        parties=(party,),
        pool_digest=cw.pool_digest(visits.pool),
        commitment=cw.commit_to(seed),
        on=date(2026, 3, 6),
    )
    visits.record = cw.draw_experts(announced, visits.pool, seed, ON)


@then(words("抽中的没有「{who}」"))
def _not_drawn(visits: Visits, who: str) -> None:
    assert visits.record is not None
    assert len(visits.record.chosen) == 11
    assert who not in visits.record.chosen


@then("换一个顺序给出专家库，核对抽取记录没有问题")
def _verifies(visits: Visits) -> None:
    assert visits.record is not None
    assert cw.verify_draw(visits.record, reversed(visits.pool)) == ()


@then(words("把抽中的「第1名」换成「{who}」，核对能够发现"))
def _tampered(visits: Visits, who: str) -> None:
    assert visits.record is not None
    chosen = (who, *visits.record.chosen[1:])
    forged = visits.record.model_copy(update={"chosen": chosen})
    assert "chosen" in {d.field for d in cw.verify_draw(forged, visits.pool)}


# ---- the archive -------------------------------------------------------------------------------


@when(words("办件连同「{name}」和一份纸质材料归档"))
def _archive(desk: Desk, visits: Visits, tmp_path: Path, name: str) -> None:
    visits.folder = tmp_path / "示例-1"
    paper = [cw.PaperDocument(name="租赁合同", shelf_mark="2026-许可-0001-03", pages=4)]
    cw.write_archive(visits.case(desk), visits.folder, {name: "已受理。\n".encode()}, paper)


@then("存档完好")
def _intact(visits: Visits) -> None:
    assert cw.verify_archive(visits.folder).intact


@then(words("存档里的「{name}」被改过，核对能够发现"))
def _changed(visits: Visits, name: str) -> None:
    (visits.folder / "files" / name).write_text("不予受理。\n", encoding="utf-8")
    assert cw.verify_archive(visits.folder).changed == (f"files/{name}",)
