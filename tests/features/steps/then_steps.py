"""那么: what the window answers."""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import parsers, then

import permit_rules as pr
from tests.features.steps.desk import Desk, words
from tests.features.steps.names import item_named


@then(words("结论是「{verdict}」"))
def _verdict(desk: Desk, verdict: str) -> None:
    assert desk.result.verdict_label == verdict, _told(desk)


# ---- 告知的内容 --------------------------------------------------------------------------------


@then("一次告知以下全部内容")
def _findings(desk: Desk, datatable: list[list[str]]) -> None:
    header, *rows = datatable
    told = desk.result.findings
    assert len(told) == len(rows), _told(desk)
    for row, finding in zip(rows, told, strict=True):
        for column, wanted in zip(header, row, strict=True):
            said = _COLUMNS[column](finding)
            assert wanted in said, f"{column}「{wanted}」不在「{said}」"


_COLUMNS: dict[str, Callable[[pr.Finding], str]] = {
    "内容": lambda f: f.message,
    "怎么办": lambda f: f.remedy,
    "依据": lambda f: "；".join(b.words for b in f.basis),
    "审查": lambda f: f.review_class,
}


@then("没有需要告知的内容")
def _nothing_told(desk: Desk) -> None:
    assert desk.result.findings == (), _told(desk)


@then(words("告知里没有「{text}」"))
def _not_told(desk: Desk, text: str) -> None:
    assert text not in _told(desk)


@then(words("告知里写明「{material}」的要求「{standard}」"))
def _held_to(desk: Desk, material: str, standard: str) -> None:
    asked = [d.paper for f in desk.result.findings for d in f.demands if d.paper.name == material]
    texts = [r.text for paper in asked for r in paper.requirements]
    assert standard in texts, texts


# ---- 提示、免交、推定 --------------------------------------------------------------------------


@then(words("提示「{text}」"))
def _note(desk: Desk, text: str) -> None:
    notes = [n.text for n in desk.result.notes]
    assert any(text in n for n in notes), notes


@then(words("不提示「{text}」"))
def _no_note(desk: Desk, text: str) -> None:
    notes = [n.text for n in desk.result.notes]
    assert not any(text in n for n in notes), notes


@then(words("免交「{material}」，因为「{why}」"))
def _exempt(desk: Desk, material: str, why: str) -> None:
    exempt = {
        e.material: "；".join([e.source, *(f"{c.text}（{c.value}）" for c in e.reason)])
        for e in desk.result.exempt
    }
    assert material in exempt, exempt
    assert why in exempt[material], exempt


@then(words("没有免交「{material}」"))
def _not_exempt(desk: Desk, material: str) -> None:
    assert material not in {e.material for e in desk.result.exempt}


@then(words("以承诺「{text}」代替「{material}」"))
def _commitment(desk: Desk, text: str, material: str) -> None:
    made = [(c.text, c.material_name) for c in desk.result.commitments]
    assert made == [(text, material)]


@then("没有以承诺代替的材料")
def _no_commitment(desk: Desk) -> None:
    assert desk.result.commitments == ()


@then(words("可以书面承诺代替「{material}」"))
def _may_commit(desk: Desk, material: str) -> None:
    assert _commitment_route(desk, material).open


@then(words("不能承诺代替「{material}」，因为「{why}」"))
def _may_not_commit(desk: Desk, material: str, why: str) -> None:
    route = _commitment_route(desk, material)
    assert not route.open
    assert [c.text for c in route.reason] == [why]


def _commitment_route(desk: Desk, material: str) -> pr.result.Route:
    told = [f for f in desk.result.findings if f.material_name == material]
    routes = [r for f in told for r in f.routes if r.kind == "commitment"]
    assert len(routes) == 1, f"没有告知「{material}」可否承诺：{told}"
    return routes[0]


@then(words("写明「{label}」没有填写、视为「{value}」"))
def _assumed(desk: Desk, label: str, value: str) -> None:
    assumed = {a.label: a for a in desk.result.assumed}
    assert assumed[label].value == value
    assert assumed[label].reason


# ---- 无法判断 ----------------------------------------------------------------------------------


@then("要问的是")
def _questions(desk: Desk, datatable: list[list[str]]) -> None:
    assert [q.text for q in desk.result.questions] == [row[0] for row in datatable]


@then("没有要问的")
def _no_questions(desk: Desk) -> None:
    assert [q.text for q in desk.result.questions] == []


@then(words("写明「{line}」"))
def _conditional(desk: Desk, line: str) -> None:
    lines = [c.text for c in desk.result.conditional]
    assert any(line in c for c in lines), lines


@then(words("写明还不能算齐全，因为「{why}」"))
def _incomplete(desk: Desk, why: str) -> None:
    assert not desk.result.complete
    assert any(why in r for r in desk.result.incomplete_because), desk.result.incomplete_because


@then("写明列出的就是全部")
def _complete(desk: Desk) -> None:
    assert desk.result.complete, desk.result.incomplete_because


# ---- 还可以怎么办 ------------------------------------------------------------------------------


@then(words("可以改办「{handling_item}」，要的材料是「{materials}」"))
def _open_way(desk: Desk, handling_item: str, materials: str) -> None:
    way = desk.result.open_way
    assert way is not None
    assert way.handling_item == handling_item
    assert "、".join(f"《{m}》" for m in way.materials) == materials


@then(words("可以改办「{handling_item}」，材料里有「{material}」"))
def _open_way_with(desk: Desk, handling_item: str, material: str) -> None:
    way = desk.result.open_way
    assert way is not None
    assert way.handling_item == handling_item
    assert material in way.materials


@then("可以当场决定")
def _on_the_spot(desk: Desk) -> None:
    assert desk.result.decided_on_spot


@then(words("应当改办另一事项「{item}」"))
def _other_item(desk: Desk, item: str) -> None:
    way = desk.result.open_way
    assert way is not None
    assert way.item == item_named(item).id


@then(words("应当向「{authority}」提出"))
def _other_authority(desk: Desk, authority: str) -> None:
    way = desk.result.open_way
    assert way is not None
    assert way.authority == authority


@then("不用再办什么")
def _no_way(desk: Desk) -> None:
    assert desk.result.open_way is None


# ---- 单个审核要点、申请数据 --------------------------------------------------------------------


@then(words("审核要点「{name}」的结果是「{status}」"))
def _point(desk: Desk, name: str, status: str) -> None:
    found = {p.name: p.status.label for p in desk.result.points}
    assert found[name] == status


@then(words("申请数据里「{where}」有问题，「{text}」"))
def _payload(desk: Desk, where: str, text: str) -> None:
    said = {p.where: f"{p.message}{p.help}" for p in desk.result.payload}
    assert where in said, said
    assert text in said[where], said


@then("申请数据没有问题")
def _payload_fine(desk: Desk) -> None:
    assert desk.result.payload == ()


@then(parsers.parse("一共看了全部审核要点，每个只算一次"))
def _counted(desk: Desk) -> None:
    counts = desk.result.counts
    ended = [counts.met, counts.finding, counts.not_applicable, counts.cannot_tell, counts.manual]
    assert sum(ended) == counts.total == len({p.point for p in desk.result.points})


def _told(desk: Desk) -> str:
    result: pr.CheckResult = desk.result
    return "\n".join([result.verdict_label, *(f"{f.message} {f.remedy}" for f in result.findings),
                      *(q.text for q in result.questions), *result.incomplete_because])  # fmt: skip
