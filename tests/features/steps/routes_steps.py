"""Ways beside the ordinary one: local rules that offer them, choices, and what the answer says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from pytest_bdd import given, then, when

import permit_rules as pr
from permit_rules.loading.cases import load_cases
from tests.cli.running import out, run
from tests.corpus.tables import library
from tests.features.steps.desk import Desk, words
from tests.features.steps.rule_steps import CORPUS
from tests.teahouse import RULES

PLACE: Final = "440000"
KINDS: Final = {
    "容缺后补": "later",
    "核查时补充": "at_inspection",
    "告知承诺": "commitment",
    "先证后核": "permit_first",
}
_DATED: Final = "施行日期: 2024-01-01, 此前: 无此要求, 依据: 本地规定 第一条"


# ---- local rules -------------------------------------------------------------------------------


def _lay_over(desk: Desk, folder: Path, text: str) -> None:
    """A local file over the rules; the application is made there."""
    file = folder / "local" / f"{PLACE}-local" / "local.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(
        f'事项: {desk.payload["item"]}\n行政区划: "{PLACE}"\n'
        f"设定依据: {{本地规定: {{文件: 本地办事规定, 来源: 凭记忆}}}}\n{text}",
        encoding="utf-8",
    )
    desk.local_rules = folder / "local"
    desk.payload["place"] = PLACE


def _list_of_equipment(ways: str) -> str:
    return (
        "  申请材料:\n  - 编号: LM1\n    材料名称: 消防器材清单\n    角色: 次要\n"
        "    需要: {业务办理项: 新办}\n    材料形式: 原件\n"
        f"{ways}    施行日期: 2024-01-01\n    此前: 无此要求\n    依据: 本地规定 第一条\n"
    )


@given(words("地方规定「{name}」可以容缺，「{how}」"))
def _may_be_late(desk: Desk, tmp_path: Path, name: str, how: str) -> None:
    assert name == "消防器材清单"
    _lay_over(desk, tmp_path, f"增加:\n{_list_of_equipment(f'    容缺: {{{how}}}{chr(10)}')}")


@given(words("地方规定「{name}」可以在核查时补充，核查方式是「{mode}」"))
def _at_inspection(desk: Desk, tmp_path: Path, name: str, mode: str) -> None:
    assert name == "消防器材清单"
    ways = "    核查时补充: {逾期后果: 不予许可}\n    告知承诺: {承诺内容: 器材齐全}\n"
    _lay_over(desk, tmp_path, f"增加:\n{_list_of_equipment(ways)}{_inspected(mode)}{_FIRST}")


@given(words("地方规定可以先证后核，核查方式是「{mode}」"))
def _permit_first(desk: Desk, tmp_path: Path, mode: str) -> None:
    _lay_over(desk, tmp_path, f"增加:\n{_inspected(mode)}{_FIRST}")


@given("地方规定可以先证后核，这份材料也可以容缺、承诺")
def _everything_offered(desk: Desk, tmp_path: Path) -> None:
    changed = (
        "替换:\n  申请材料:\n  - 编号: M3\n    角色: 次要\n    容缺: {补交期限: 5 工作日}\n"
        "    告知承诺: {承诺内容: 产品质量安全}\n    施行日期: 2024-01-01\n"
        "    依据: 本地规定 第一条\n"
    )
    _lay_over(desk, tmp_path, f"{changed}增加:\n{_FIRST}")


_FIRST: Final = f"  先证后核:\n  - {{编号: LK1, 核查期限: 30 日, 不符后果: 撤销许可, {_DATED}}}\n"


def _inspected(mode: str) -> str:
    return f"  核查方式:\n  - {{编号: LC1, 方式: {mode}, {_DATED}}}\n"


# ---- the application ---------------------------------------------------------------------------


@given(words("像用例「{case}」那样在「{place}」申请「{item}」"), target_fixture="desk")
def _like_local_case(case: str, place: str, item: str) -> Desk:
    found = next(i for i in library().items if i.name == item)
    [table] = CORPUS.glob(f"{place}-*/{found.id}.cases.yaml")
    return Desk(next(c.application for c in load_cases(table).cases if c.name == case))


def _choose(desk: Desk, name: str, way: str, promised: bool) -> None:
    choice = {"kind": way, "promised": promised}
    desk.payload.setdefault("routes", {})[name] = choice


@given(words("申请人在「{name}」选择「{way}」，并书面承诺"))
def _chosen(desk: Desk, name: str, way: str) -> None:
    _choose(desk, name, way, True)


@given(words("申请人在「{name}」选择「{way}」"))
def _chosen_without_promise(desk: Desk, name: str, way: str) -> None:
    _choose(desk, name, way, False)


@given(words("申请人「{listed}」列入严重失信名单，「{removed}」移出"))
def _listed(desk: Desk, listed: str, removed: str) -> None:
    entry = {"name": "严重违法失信名单", "listed_on": listed, "removed_on": removed}
    desk.payload["applicant"]["credit"] = {"lists": [entry]}


@given(words("申请人在「{days}」两次因「{reason}」被处理过"))
def _barred_twice(desk: Desk, days: str, reason: str) -> None:
    records = [{"reason": reason, "decided_on": day} for day in days.split("、")]
    desk.payload["applicant"]["bars"] = records


@given(words("通过「{source}」共享核验"))
def _shared(desk: Desk, source: str) -> None:
    desk.payload["shared"] = [source]


@given(words("提交方式是「{channel}」"))
def _channel(desk: Desk, channel: str) -> None:
    desk.payload["channel"] = channel


def _paper(desk: Desk, name: str) -> dict[str, Any]:
    found = next(p for p in desk.payload["materials"] if p.get("name") == name)
    assert isinstance(found, dict)
    return found


@given(words("茶馆没有交「{name}」"))
def _not_handed_in(desk: Desk, name: str) -> None:
    desk.payload["materials"].remove(_paper(desk, name))


@given(words("茶馆的「{name}」没有签章"))
def _unsigned(desk: Desk, name: str) -> None:
    _paper(desk, name).update(signed=False, sealed=False)


@given(words("茶馆交的「{name}」是电子件"))
def _electronic(desk: Desk, name: str) -> None:
    _paper(desk, name)["form"] = "电子"


@given(words("没有查验茶馆的「{name}」有几份"))
def _copies_unseen(desk: Desk, name: str) -> None:
    del _paper(desk, name)["copies"]


@when("申请人补交合格的营业执照")
def _licence(desk: Desk) -> None:
    desk.payload["materials"].append(
        {"code": "M2", "form": "复印件", "states": {"名称": "清风茶馆"}, "expires_on": "长期"}
    )


# ---- the answer --------------------------------------------------------------------------------


def _route(desk: Desk, name: str, way: str) -> pr.result.Route:
    result = desk.result
    found = [r for f in result.findings if f.material_name == name for r in f.routes]
    found = list(result.routes) if name == "整个申请" else found
    [route] = [r for r in found if r.kind == KINDS[way]]
    return route


@then(words("「{name}」的「{way}」没有开，因为「{why}」"))
def _closed(desk: Desk, name: str, way: str, why: str) -> None:
    route = _route(desk, name, way)
    assert not route.open
    assert route.chosen
    assert why in [c.text for c in route.reason]


@then(words("「{name}」的「{way}」写明「{text}」"))
def _reopens(desk: Desk, name: str, way: str, text: str) -> None:
    assert _route(desk, name, way).reopens == text


@then(words("「{name}」的「{way}」开着，写明期限「{deadline}」、后果「{consequence}」"))
def _open(desk: Desk, name: str, way: str, deadline: str, consequence: str) -> None:
    route = _route(desk, name, way)
    assert route.open
    assert (route.chosen, route.deadline, route.consequence) == (False, deadline, consequence)
    assert consequence in route.text


@then(words("「{name}」的「{way}」开着，写明核查期限「{within}」、后果「{consequence}」"))
def _checked_later(desk: Desk, name: str, way: str, within: str, consequence: str) -> None:
    route = _route(desk, name, way)
    assert (route.open, route.chosen) == (True, True)
    assert (route.check_within, route.consequence) == (within, consequence)


@then("容缺的是")
def _deferrals(desk: Desk, datatable: list[list[str]]) -> None:
    told = [[d.material, d.kind, d.within, d.consequence] for d in desk.result.deferrals]
    assert told == datatable[1:]


@then(words("禁止期的最后一天是「{last}」，「{first}」起可以重新申请"))
def _barred_until(desk: Desk, last: str, first: str) -> None:
    dated = [f for f in desk.result.findings if f.until is not None]
    assert len(dated) == 1, "要写明最后一天的只有一处"
    [finding] = dated
    assert finding.until == date.fromisoformat(last)
    assert finding.again_from == date.fromisoformat(first)
    assert last in finding.message
    assert finding.kind is not pr.result.FindingKind.BARRED or first in finding.remedy


@when(words("查看「{item}」的示例规则"), target_fixture="said")
def _explain(item: str) -> str:
    return out(run("explain", item, "--rules", str(RULES)))
