"""Rules about running a case: what is read, every mistake with its place, and the data itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import permit_rules as pr
from permit_rules.conditions.nodes import Order
from permit_rules.diagnostics import Severity
from permit_rules.loading import read_library
from permit_rules.model.casework import Alert, CaseworkRules, holding
from permit_rules.working_days import Period, PeriodUnit
from tests.corpus.tables import library
from tests.helpers import expect
from tests.loading.folder import HEAD, ITEM, rules, told

FILE = "casework.yaml"
BASES = (
    "设定依据:\n  通知: {文件: 试验通知, 来源: 通知原文}\n  法: {文件: 试验法, 来源: 法规原文}\n"
)
WHOLE = f"""{BASES}
补正轮次:
- {{编号: R1, 行政区划: "440300", 轮次: 2, 措施: 上门指导, 告知: 请上门。, 依据: 通知}}
补正期限:
- {{编号: B1, 事项: trial, 期限: 10 工作日, 逾期后果: 视为撤回申请, 依据: 法 第三条}}
核查人员: {{编号: K1, 至少: 2, 依据: 法 第四条；通知, 来源: 凭记忆}}
岗位分离:
- {{编号: G1, 岗位: 受理、出证, 依据: 通知}}
指标:
- {{编号: Z1, 指标: 两次补正率, 要求: 低于 5 %, 依据: 通知}}
- {{编号: Z2, 指标: 业务办理量, 要求: 不低于 10万件, 施行日期: 2024-1-1, 失效日期: 2025-1-1,
  依据: 通知}}
- {{编号: Z3, 指标: 一次通过率, 要求: "不低于 99.5％", 依据: 通知}}
到期提醒:
- {{编号: T1, 措施: 提醒, 提前: 30 日, 依据: 通知, 来源: 推断}}
"""


def read(tmp_path: Path, text: str) -> CaseworkRules:
    return pr.load(rules(tmp_path, {ITEM: HEAD, FILE: text})).casework


def test_every_section_is_read(tmp_path: Path) -> None:
    made = read(tmp_path, WHOLE)
    [threshold] = made.thresholds
    assert (threshold.place, threshold.rounds, threshold.alert) == ("440300", 2, Alert.GUIDANCE)
    assert threshold.notice == "请上门。"
    [term] = made.corrections
    assert (term.item, term.consequence) == ("trial", "视为撤回申请")
    assert term.period == Period(10, PeriodUnit.WORKING_DAY)
    [staff] = made.inspection_staff
    assert staff.at_least == 2
    assert [b.grade.value for b in staff.basis] == ["凭记忆", "凭记忆"]
    assert made.separate_posts[0].posts == ("受理", "出证")
    assert [(t.order, t.value, t.unit) for t in made.targets] == [
        (Order.BELOW, Decimal(5), "%"),
        (Order.AT_LEAST, Decimal(100_000), "件"),
        (Order.AT_LEAST, Decimal("99.5"), "%"),
    ]
    assert made.reminders[0].before == Period(30, PeriodUnit.DAY)
    assert [r.id for r in made.all()] == ["R1", "B1", "K1", "G1", "Z1", "Z2", "Z3", "T1"]
    assert all(r.where is not None and r.where.file == FILE for r in made.all())


def test_without_the_file_there_are_no_rules(tmp_path: Path) -> None:
    assert pr.load(rules(tmp_path, {ITEM: HEAD})).casework == CaseworkRules()


def test_days_and_places_bound_a_rule(tmp_path: Path) -> None:
    made = read(tmp_path, WHOLE)
    day = date(2024, 12, 31)
    assert len(list(holding(made.targets, "440300", day))) == 3
    assert len(list(holding(made.targets, "440300", date(2025, 1, 1)))) == 2
    assert list(holding(made.thresholds, "440305", day)) == list(made.thresholds)
    assert list(holding(made.thresholds, "440400", day)) == []


def test_a_folder_laid_over_replaces_the_file(tmp_path: Path) -> None:
    folder = rules(tmp_path, {ITEM: HEAD, FILE: WHOLE})
    over = tmp_path / "over"
    over.mkdir()
    (over / FILE).write_text(f"{BASES}核查人员: {{编号: K9, 至少: 3, 依据: 通知}}\n", "utf-8")
    assert [r.id for r in pr.load(folder, overlay=over).casework.all()] == ["K9"]


MISTAKES = [
    ("SH215", "核查人员:\n- {编号: K1, 至少: 2, 依据: 通知}\n- {编号: §k1, 至少: 3, 依据: 通知}"),
    ("SH211", "核查人员: {编号: K1, 至少: 2, 依据: §规定 第一条}"),
    ("SH601", "核查人员: §{编号: K1, 至少: 2}"),
    ("SH402",
     "核查人员: {编号: K1, 至少: 2, 施行日期: 2024-01-01, 失效日期: §2024-01-01, 依据: 通知}"),
    ("SH403", "核查人员: {编号: K1, 至少: 2, 施行日期: §去年, 依据: 通知}"),
    ("SH146", "核查人员: {编号: K1, 行政区划: §深圳, 至少: 2, 依据: 通知}"),
    ("SH144", "核查人员: {编号: K1, 至少: §若干, 依据: 通知}"),
    ("SH141", "补正期限: §{编号: B1, 依据: 通知}"),
    ("SH223", "补正期限: {编号: B1, 事项: §trail, 逾期后果: 视为撤回申请, 依据: 通知}"),
    ("SH405", "补正期限: {编号: B1, 期限: §很快, 逾期后果: 视为撤回申请, 依据: 通知}"),
    ("SH143", "补正轮次: {编号: R1, 轮次: 2, 措施: §批评, 依据: 通知}"),
    ("SH144", "补正轮次: {编号: R1, 轮次: §0, 措施: 预警, 依据: 通知}"),
    ("SH158", "岗位分离: {编号: G1, 岗位: §受理, 依据: 通知}"),
    ("SH158", "岗位分离: {编号: G1, 岗位: §受理、出证、受理, 依据: 通知}"),
    ("SH143", "指标: {编号: Z1, 指标: §好评率, 要求: 不低于 95 %, 依据: 通知}"),
    ("SH157", "指标: {编号: Z1, 指标: 一次通过率, 要求: §95 %, 依据: 通知}"),
    ("SH157", "指标: {编号: Z1, 指标: 一次通过率, 要求: §95 %以上, 依据: 通知}"),
    ("SH157", "指标: {编号: Z1, 指标: 一次通过率, 要求: §不低于 95, 依据: 通知}"),
    ("SH157", "指标: {编号: Z1, 指标: 一次通过率, 要求: §不低于 9.5.1 %, 依据: 通知}"),
    ("SH159", "指标: {编号: Z1, 指标: 一次通过率, 要求: §不低于 95 件, 依据: 通知}"),
    ("SH210", "§罚款: {编号: Z1}"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), MISTAKES, ids=lambda value: value[:20])
def test_a_mistake_is_told_at_its_place(tmp_path: Path, code: str, text: str) -> None:
    found, place = told(tmp_path, f"{BASES}{text}\n", FILE)
    expect(found).only(code, at=place)


def test_a_place_without_a_name_is_only_remarked_on(tmp_path: Path) -> None:
    text = '核查人员: {编号: K1, 行政区划: §"999999", 至少: 2, 依据: 通知}\n'
    found, place = told(tmp_path, BASES + text, FILE)
    expect(found).only("SH502", at=place, severity=Severity.WARNING)


def said(tmp_path: Path, text: str) -> tuple[pr.Diagnostic, ...]:
    return read_library(rules(tmp_path, {ITEM: HEAD, FILE: BASES + text}))[1]


def test_what_was_meant_is_suggested(tmp_path: Path) -> None:
    behind = "指标: {编号: Z1, 指标: 一次通过率, 要求: 95 %以上, 依据: 通知}\n"
    [found] = said(tmp_path, behind)
    assert found.help == "是否想写「不低于 95 %」？"
    wrong = "补正期限: {编号: B1, 事项: trail, 逾期后果: 视为撤回申请, 依据: 通知}\n"
    [found] = said(tmp_path, wrong)
    assert found.help == "是否想写「trial」？"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = (
        f"{BASES}核查人员: {{编号: K1, 至少: 0, 依据: 通知}}\n"
        "指标: {编号: Z1, 指标: 好评率, 要求: 高, 依据: 规定}\n"
        "到期提醒: {编号: T1, 措施: 提醒, 提前: 3, 依据: 规定}\n"
    )
    _, found = read_library(rules(tmp_path, {ITEM: HEAD, FILE: text}))
    assert {d.code for d in found} >= {"SH144", "SH143", "SH157", "SH405"}


# ---- the data ----------------------------------------------------------------------------------


def test_figures_that_no_text_states_are_called_inferred() -> None:
    casework = library().casework
    inferred = {r.id for r in casework.all() if any(b.grade.value == "推断" for b in r.basis)}
    alerts = {t.alert: t for t in casework.thresholds}
    for alert in (Alert.WARNING, Alert.ALARM, Alert.RESTRICTION):
        assert alerts[alert].id in inferred
    assert {r.id for r in casework.reminders} <= inferred
    assert (alerts[Alert.GUIDANCE].rounds, alerts[Alert.REPORT].rounds) == (2, 5)
    assert not {alerts[Alert.GUIDANCE].id, alerts[Alert.REPORT].id} & inferred


def test_targets_say_whether_their_bound_belongs_to_them() -> None:
    day = date(2024, 6, 3)
    targets = [
        (t.figure, t.order, t.value, t.unit)
        for t in holding(library().casework.targets, "440300", day)
    ]
    assert targets == [
        ("两次补正率", Order.BELOW, Decimal(5), "%"),
        ("五次及以上件数", Order.EQUAL, Decimal(0), "件"),
        ("远程视频核查件数", Order.AT_LEAST, Decimal(2000), "件"),
        ("业务办理量", Order.AT_LEAST, Decimal(100_000), "件"),
    ]
