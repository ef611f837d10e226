"""一照通行: several permits in one application, and what comes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pytest_bdd import given, then, when

import permit_rules as pr
from permit_rules.joint_result import JointPaper, JointResult, PermitAnswer
from permit_rules.notices import render
from tests.corpus.tables import library
from tests.features.steps.applications import of_table
from tests.features.steps.desk import words
from tests.features.steps.names import item_named, paper_names

_PLACE = "440400"
_DAY = "2026-03-02"
_Rows = list[list[str]]


@dataclass(slots=True)
class JointDesk:
    """One application for several permits, and the answers to it."""

    bundle: str | None = None
    payload: dict[str, Any] = field(default_factory=lambda: {"facts": {}, "materials": []})
    answers: list[JointResult] = field(default_factory=list)

    @property
    def result(self) -> JointResult:
        """The last answer."""
        assert self.answers, "窗口还没有收到申请"
        return self.answers[-1]

    @property
    def facts(self) -> dict[str, Any]:
        """What holds for all permits."""
        facts: dict[str, Any] = self.payload["facts"]
        return facts

    def apply_for(self, item: str, premises: str = "") -> dict[str, Any]:
        """Add a permit to those applied for; what is its own can be put into it."""
        own: dict[str, Any] = {"item": item_named(item).id, "facts": {}}
        if premises:
            own["premises"] = premises
        self.payload.setdefault("permits", []).append(own)
        return own

    def permit(self, item: str) -> PermitAnswer:
        """The answer for the one permit of this item."""
        found = [p for p in self.result.permits if p.item_name == item]
        assert len(found) == 1, f"「{item}」：{[p.item_name for p in self.result.permits]}"
        return found[0]

    def papers(self, name: str) -> list[JointPaper]:
        """The papers of that name which the applicant is to bring."""
        return [p for p in self.result.papers if p.name.partition("（")[0] == name and _to_bring(p)]

    def receive(self) -> None:
        """Hand the application in and take the answer."""
        self.answers.append(joint_checker(self.bundle).check(self.whole))

    @property
    def whole(self) -> dict[str, Any]:
        """The application as it is handed in."""
        return {"place": _PLACE, "received_on": _DAY, **self.payload}


@cache
def joint_checker(bundle: str | None) -> pr.Checker[JointResult]:
    """A checker that takes the permits from the application, or from the facts of a bundle."""
    if bundle is None:
        return pr.Checker(library(), items=(), verify=True)
    return pr.Checker(library(), bundle=bundle, verify=True)


def bundle_named(name: str) -> str:
    """The id of the bundle of that name."""
    found = [b.id for b in library().bundles.bundles if b.name == name]
    assert len(found) == 1, f"叫「{name}」的业态：{found}"
    return found[0]


def _to_bring(paper: JointPaper) -> bool:
    return not paper.in_hand and not paper.comes_from and not paper.shared_source


# ---- 假如 ----------------------------------------------------------------------------------------


@given(words("要办的是「{bundle}」"), target_fixture="joint")
def _bundle(bundle: str) -> JointDesk:
    return JointDesk(bundle_named(bundle))


@given("没有点名业态", target_fixture="joint")
def _no_bundle() -> JointDesk:
    return JointDesk("")


@given("这份申请办的是", target_fixture="joint")
def _these(datatable: _Rows) -> JointDesk:
    desk = JointDesk()
    for item, *premises in datatable[1:]:
        desk.apply_for(item, *premises)
    return desk


@given("这些事项一次申请，材料齐全", target_fixture="joint")
def _in_order(datatable: _Rows) -> JointDesk:
    desk = JointDesk()
    for item, base in datatable[1:]:
        _add_base(desk, item, base)
    return desk


def _add_base(desk: JointDesk, item: str, base: str) -> None:
    """An application that lacks nothing, as one permit of the whole; one applicant makes all."""
    single = of_table(item, base)
    applicant = desk.payload.setdefault("applicant", single["applicant"])
    single = _renamed(single, single["applicant"]["name"], applicant["name"])
    own = desk.apply_for(item)
    for label, value in single["facts"].items():
        # What says the same of all permits is filled in once.
        common = label != "业务办理项" and desk.facts.setdefault(label, value) == value
        if not common:
            own["facts"][label] = value
    if "persons" in single:
        desk.payload.setdefault("persons", []).extend(single["persons"])
    for paper in single["materials"]:
        desk.payload["materials"].append(_coded(own["item"], paper))


def _renamed(payload: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The same with the applicant called otherwise, on the papers, too."""
    renamed: dict[str, Any] = json.loads(json.dumps(payload, ensure_ascii=False).replace(old, new))
    return renamed


def _coded(item: str, paper: dict[str, Any]) -> dict[str, Any]:
    """A paper of one permit, under the code by which the whole application knows it."""
    return {**paper, "code": f"{item}/{paper.get('code') or _codes(item)[paper['name']]}"}


@cache
def _codes(item: str) -> dict[str, str]:
    """The id of each paper by its name; of all that a paper is called its id comes first."""
    found: dict[str, str] = {}
    for code, name in paper_names(item, "").items():
        found.setdefault(name, code)
    return found


@given("这份申请填写了")
def _states(joint: JointDesk, datatable: _Rows) -> None:
    for label, value in datatable[1:]:
        if label == "申请人类型":
            joint.payload.setdefault("applicant", {})["kind"] = value
        else:
            joint.facts[label] = value


@given("这份申请一份材料也没有交")
def _nothing_handed_in(joint: JointDesk) -> None:
    joint.payload["materials"] = []


@given(words("这份申请只交了「{name}」"))
def _only(joint: JointDesk, name: str) -> None:
    joint.payload["materials"] = [{"name": name}]


@given(words("「{item}」没有交「{name}」"))
def _left_out(joint: JointDesk, item: str, name: str) -> None:
    prefix = f"{item_named(item).id}/"
    materials = joint.payload["materials"]
    for papers in (materials, *(p["parts"] for p in materials if "parts" in p)):
        kept = [p for p in papers if p["name"] != name or not _is_of(p, prefix, papers, materials)]
        if len(kept) < len(papers):
            papers[:] = kept
            return
    raise AssertionError(f"没有提交「{name}」")


def _is_of(paper: dict[str, Any], prefix: str, papers: list[Any], whole: list[Any]) -> bool:
    return papers is not whole or str(paper["code"]).startswith(prefix)


@given("还没有消防安全检查意见书")
def _no_opinion(joint: JointDesk) -> None:
    joint.payload["materials"] = [
        p for p in joint.payload["materials"] if p["code"] != "hotel-special-trade/M2"
    ]


@given(words("「{item}」的「{base}」材料齐全，备案的一份也没有交"))
def _one_in_order(joint: JointDesk, item: str, base: str) -> None:
    joint.payload["permits"] = [p for p in joint.payload["permits"] if not _of(p, item)]
    _add_base(joint, item, base)


def _of(permit: dict[str, Any], item: str) -> bool:
    return bool(permit["item"] == item_named(item).id)


@given(words("申请人持有「{licence}」，写明"))
def _holds(joint: JointDesk, licence: str, datatable: _Rows) -> None:
    held = {"licence": licence, "states": dict(datatable[1:])}
    joint.payload.setdefault("held", []).append(held)


@given(words("以前的办件里「{label}」是「{value}」"))
def _earlier(joint: JointDesk, label: str, value: str) -> None:
    joint.payload.setdefault("earlier", {})[label] = value


@given(words("申请人写的名称是「{name}」"))
def _named(joint: JointDesk, name: str) -> None:
    joint.payload.setdefault("applicant", {})["name"] = name


@given(words("这份申请的行政区划是「{place}」"))
def _place(joint: JointDesk, place: str) -> None:
    joint.payload["place"] = place


@given(words("「{item}」的「{name}」选择容缺后补，并书面承诺"))
def _later(joint: JointDesk, item: str, name: str) -> None:
    item_id = item_named(item).id
    code = f"{item_id}/{_codes(item_id)[name]}"
    joint.payload.setdefault("routes", {})[code] = {"kind": "容缺后补", "promised": True}


# ---- 当 ------------------------------------------------------------------------------------------


@when("窗口收到这份申请")
def _received(joint: JointDesk) -> None:
    joint.receive()


@when(words("窗口从「{channel}」收到这份申请"))
def _received_through(joint: JointDesk, channel: str) -> None:
    joint.payload["channel"] = channel
    joint.receive()


# ---- 那么：办哪些、各是什么结论 ------------------------------------------------------------------


@then("一共办这些事项")
def _permits_and_what(joint: JointDesk, datatable: _Rows) -> None:
    found = [[p.item_name, p.handling_item] for p in joint.result.permits]
    assert sorted(found) == sorted(datatable[1:])


@then(words("一共办这些事项「{items}」"))
def _permits(joint: JointDesk, items: str) -> None:
    wanted = items.replace("公众聚集场所投入使用、营业前消防安全检查", "消防安全检查").split("、")
    found = [
        p.item_name.rpartition("公众聚集场所投入使用、营业前")[2] for p in joint.result.permits
    ]
    assert sorted(found) == sorted(wanted)


@then("另外要办")
def _elsewhere(joint: JointDesk, datatable: _Rows) -> None:
    assert joint.result.plan is not None
    found = [[e.name, e.department] for e in joint.result.plan.elsewhere if e.certain]
    assert sorted(found) == sorted(datatable[1:])


@then(words("整份申请的结论是「{verdict}」"))
def _verdict(joint: JointDesk, verdict: str) -> None:
    assert joint.result.verdict_label == verdict, _told(joint.result)


@then(words("「{item}」单独的结论是「{verdict}」"))
def _verdict_of(joint: JointDesk, item: str, verdict: str) -> None:
    assert joint.permit(item).result.verdict_label == verdict


@then(words("「{item}」要等「{other}」"))
def _waits(joint: JointDesk, item: str, other: str) -> None:
    assert joint.permit(item).waits_for == (joint.permit(other).key,)


@then(words("「{item}」不用等「{other}」，它的结果可以后补"))
def _may_follow(joint: JointDesk, item: str, other: str) -> None:
    [found] = [d for d in joint.result.dependencies if d.permit == joint.permit(item).key]
    assert found.needs == joint.permit(other).key
    assert found.may_follow
    assert joint.permit(item).waits_for == ()


@then("每一项都写明由哪个机关办")
def _authorities(joint: JointDesk) -> None:
    assert all(p.authority for p in joint.result.permits)


@then(words("一份通知写明每一项的结论，标题是「{title}」"))
def _one_notice(joint: JointDesk, title: str) -> None:
    text = render(joint.result)
    assert text.splitlines()[0] == title
    for permit in joint.result.permits:
        assert permit.item_name in text


# ---- 那么：材料和表 ------------------------------------------------------------------------------


@then(words("这份申请要交的材料里没有「{name}」"))
def _not_asked(joint: JointDesk, name: str) -> None:
    asked = [p.name for p in joint.result.papers if _to_bring(p)]
    assert not any(name in paper for paper in asked), asked
    told = [d.paper.name for f in joint.result.together.findings for d in f.demands]
    assert not any(name in paper for paper in told), told


@then(words("「{item}」的「{name}」由同一份申请里的「{other}」产生"))
def _comes_from(joint: JointDesk, item: str, name: str, other: str) -> None:
    wanted = joint.permit(item).key
    found = [
        p.comes_from
        for p in joint.result.papers
        if name in p.name and wanted in {u.permit for u in p.uses}
    ]
    assert found == [joint.permit(other).key]


@then(words("这份申请要交的「{name}」有「{count}」份，分别用于「{premises}」"))
def _one_each(joint: JointDesk, name: str, count: str, premises: str) -> None:
    papers = joint.papers(name)
    assert len(papers) == int(count)
    assert {p.premises for p in papers} == set(premises.split("、"))


@then(words("这份申请要交的「{name}」有「{count}」份，用于「{items}」"))
def _for_all(joint: JointDesk, name: str, count: str, items: str) -> None:
    papers = joint.papers(name)
    assert len(papers) == int(count)
    names = {p.key: p.item_name for p in joint.result.permits}
    assert {names[u.permit] for p in papers for u in p.uses} == set(items.split("、"))


@then(words("这份申请要交的「{name}」写明「{text}」"))
def _held_to(joint: JointDesk, name: str, text: str) -> None:
    [paper] = joint.papers(name)
    lines = [r.text for r in paper.requirements]
    assert any(text in line for line in lines), lines


@then("这份申请填写的信息和要交的材料，比分开申请少")
def _saved(joint: JointDesk) -> None:
    assert joint.result.paper_count.saved > 0
    assert joint.result.field_count.saved > 0


@then(words("「{item}」免交「{name}」，来源是「{source}」"))
def _shared(joint: JointDesk, item: str, name: str, source: str) -> None:
    exempt = {e.material: e.source for e in joint.permit(item).result.exempt}
    assert [s for m, s in exempt.items() if name in m] == [source]


@then("表里这些信息已经填好")
def _prefilled(joint: JointDesk, datatable: _Rows) -> None:
    filled = {f.label: f.source for f in joint.result.fields if f.stated}
    for label, source in datatable[1:]:
        assert source in filled.get(label, ""), filled


@then(words("这份申请的申请人是「{name}」"))
def _applicant(joint: JointDesk, name: str) -> None:
    assert joint.result.applicant == name


@then(words("这份申请的数据里「{where}」有问题"))
def _payload(joint: JointDesk, where: str) -> None:
    found = [f"{p.where}：{p.message}{p.help}" for p in joint.result.payload]
    assert any(line.startswith(f"{where}：") for line in found), found


# ---- 那么：分办、时限 ----------------------------------------------------------------------------


@then(words("分给「{item}」的没有「{what}」"))
@then(words("分给「{item}」的没有「{what}」，也没有「{more}」"))
def _not_shared(joint: JointDesk, item: str, what: str, more: str = "") -> None:
    share = str(joint_checker(joint.bundle).shares(joint.whole)[joint.permit(item).key])
    for each in filter(None, (what, more)):
        assert each in str(joint.payload), each
        assert each not in share, each


@then(words("写明的联合办理时限是「{period}」，可以延长「{more}」"))
def _joint_limit(joint: JointDesk, period: str, more: str) -> None:
    limits = {line.step: line.statutory for line in joint.result.limits}
    assert limits.get("统一、联合、集中办理") == period
    assert limits.get("统一、联合、集中办理的延长") == more


@then(words("「{one}」和「{other}」的时限各自写明"))
def _own_limits(joint: JointDesk, one: str, other: str) -> None:
    for item in (one, other):
        assert joint.permit(item).result.limits
        assert any(item in line.step for line in joint.result.limits), joint.result.limits


# ---- 那么：问题、未定的 --------------------------------------------------------------------------


@then(words("这份申请要问「{label}」"))
def _asks(joint: JointDesk, label: str) -> None:
    assert label in [q.label for q in joint.result.together.questions]


@then(words("这份申请写明「{text}」"))
def _line(joint: JointDesk, text: str) -> None:
    lines = [line.text for line in joint.result.together.conditional]
    assert any(text in line for line in lines), lines


# ---- 那么：双轨 ----------------------------------------------------------------------------------


@then(words("「{item}」单独申请，结论和要求都与一照通行的一样"))
def _alone(joint: JointDesk, item: str) -> None:
    answer = joint.permit(item)
    share = joint_checker(joint.bundle).shares(joint.whole)[answer.key]
    alone = pr.Checker(library(), answer.item, _PLACE, verify=True).check(share)
    assert alone.findings, "没有什么可比的"
    assert alone.model_dump_json() == answer.result.model_dump_json()


@then("这份申请两次的结论和要求一样")
def _same_twice(joint: JointDesk) -> None:
    first, second = joint.answers
    assert first.verdict is second.verdict
    assert first.together.findings == second.together.findings
    assert first.together.findings
    assert first.together.questions == second.together.questions


def _told(result: JointResult) -> list[str]:
    return [f"{p.item_name} {p.result.verdict_label} {[f.message for f in p.result.findings]}"
            for p in result.permits]  # fmt: skip
