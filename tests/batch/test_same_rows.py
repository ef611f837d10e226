"""Rows of a batch are the rows of checks one by one, byte for byte, whatever was asked before.

The applications are drawn so that many are alike for the rules without being the same: most of
the answers come from what is kept, and each is held against a check of its own.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

import permit_rules as pr
from benchmarks.traffic import Applications
from permit_rules.batch.alike import NAME
from permit_rules.batch.answering import Answering
from permit_rules.batch.columns import Rows, columns, rows_of
from permit_rules.batch.encoding import Encoder, Format
from permit_rules.loading.cases import load_cases
from tests.corpus.tables import library
from tests.teahouse import IN_ORDER, RULES

ROOT: Final = Path(__file__).parents[2]


def _held_against_checks(checker: pr.Checker, payloads: Iterator[Any]) -> int:
    """How many answers were taken from what was kept; each is compared as bytes."""
    answering = {rows: Answering(checker, rows) for rows in Rows}
    encoders = {rows: Encoder(Format.JSONL, rows) for rows in Rows}
    for payload in payloads:
        result = checker.check(payload)
        for rows in Rows:
            answered = answering[rows].answer(payload)
            got = [(1, answered.received_on, *cells) for cells in answered.rows]
            wanted = [
                (1, result.received_on, *cells) for cells in rows_of(pr.Outline.of(result), rows)
            ]
            assert encoders[rows].encoded(got) == encoders[rows].encoded(wanted), payload
    served = answering[Rows.FINDINGS].served()
    return served.answered - served.checked


def test_food_business_traffic() -> None:
    checker = pr.Checker(library(), item="food-business", place="440300")
    kept = _held_against_checks(checker, Applications(seed=3).texts(160))
    assert kept > 25


@pytest.mark.parametrize("item", ["medical-device-class3", "public-hygiene", "drug-retail"])
def test_tables_of_cases(item: str) -> None:
    """Every case twice, the second time with other names."""
    table = load_cases(ROOT / "rules" / "national" / f"{item}.cases.yaml")
    cases = [c.application for c in table.cases][::15]

    def twice() -> Iterator[Any]:
        for case in cases:
            yield json.dumps(case, ensure_ascii=False, default=str)
            name = case.get("applicant", {}).get("name") or "无"
            other = json.dumps(case, ensure_ascii=False, default=str)
            yield other.replace(json.dumps(name, ensure_ascii=False), '"别的示例公司"')

    checker = pr.Checker(library(), item=item, place="")
    assert _held_against_checks(checker, twice()) > len(cases) // 3


def test_a_teahouse_with_anything_changed() -> None:
    """Rosters, days, conflicts, what nobody can read: several things changed at once."""
    checker = pr.Checker(pr.load(RULES), item="teahouse", place="")
    random = Random(8)
    payloads = (_changed(random) for _ in range(350))
    assert _held_against_checks(checker, payloads) > 60


_FACTS: Final = {
    "营业面积": [
        80,
        "80平方米",
        81,
        199,
        200,
        201,
        "200余平方米",
        -1,
        "八十",
        80.5,
        True,
        None,
        "",
    ],
    "座位数": [40, 39, 99, 100, "100个", "一百", 100000, [1]],
    "投资额": ["20万元", "200000元", 50, "100万元"],
    "经营方式": ["堂食", "外带", "堂 食", "不知道", ["堂食"]],
    "售卖品种": [["茶"], ["茶", "点心"], "茶、点心", [], ["酒"], ["点心", "茶"]],
    "设有明火": ["是", "否", True, False, "有"],
    "开业日期": ["2026-05-01", "2026年5月1日", "2026-03-02", "2025-01-01", "2026-02-30"],
    "分店": [[], ["东街店"], [{"名称": "东街店", "座位数": 30}], "东街店"],
    "座位": [3],
    "申请人名称": ["清风茶馆", "明月茶馆"],
}
_PAPERS: Final = [
    {"name": "申请书", "copies": 1, "signed": True},
    {"name": "申请书", "copies": "两份", "signed": False, "sealed": True},
    {"name": "申请书"},
    "申请书",
    {
        "name": "营业执照",
        "form": "原件",
        "states": {"名称": "清风茶馆"},
        "expires_on": "2026-01-01",
    },
    {"name": "营业执照", "form": "复印件", "states": {"名称": "清風茶館"}, "expires_on": "长期"},
    {"name": "营业执照", "states": {"名称": "另一个茶馆"}, "expires_on": "2030-01-01"},
    {"name": "营业执照", "states": {"名称": " "}, "expires_on": "明天"},
    {"code": "M3", "parts": [{"code": "M3a", "contents": ["面积"]}]},
    {"code": "M3", "parts": [{"name": "租赁合同", "expires_on": "2025-12-01"}, {"name": "别的"}]},
    {"code": "M3"},
    {"code": "M99", "name": "营业执照"},
    {"name": "健康证明"},
    {"name": "", "copies": 1},
    {"name": "申请书", "covers": ["营业执照"], "of": "东街店"},
    {"name": "申请书", "issued_on": "2026-02-01", "copies": 2, "signed_by": ["张一"]},
]
_NAMES: Final = [
    "清风茶馆",
    "明月茶馆",
    "明月茶館",
    " 明月茶馆",
    "明\u200b月茶馆",
    NAME,
    "1907-01-01",
    "长" * 70,
]
_TOP: Final = {
    "received_on": ["2026-03-02", "2026年3月3日", "2025-12-31", "2026-07-01", "昨天", None],
    "channel": ["online", "paper", "窗口", "电话", None],
    "persons": [[], [{"name": "王二", "role": "负责人"}], [{"姓名": "李三"}], "王二"],
    "shared": [["电子营业执照"], [{"source": "电子营业执照", "disputed": True}], ["别的"]],
    "routes": [{"M1": "容缺"}, {"M2": {"kind": "later", "promised": True}}, {"*": "承诺"}],
    "place": ["440300", "12", None],
    "item": ["teahouse", "别的"],
    "extra": [1],
}


def _changed(random: Random) -> Any:
    payload = copy.deepcopy(IN_ORDER)
    if random.random() < 0.7:
        # A list of members stands in the way of likes that differ in their days.
        del payload["facts"]["分店"]
    if random.random() < 0.7:
        name = random.choice(_NAMES)
        payload["applicant"]["name"] = name
        if random.random() < 0.7:
            payload["materials"][1]["states"]["名称"] = name
    if random.random() < 0.3:
        payload["received_on"] = (date(2026, 1, 1) + timedelta(random.randrange(200))).isoformat()
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        _change(random, payload)
    made: Any = json.dumps(payload, ensure_ascii=False)
    if random.random() < 0.02:
        made = made[: random.randrange(len(made))]
    return payload if random.random() < 0.1 else made


def _change(random: Random, payload: dict[str, Any]) -> None:
    kind = random.randrange(5)
    if kind == 0:
        key = random.choice(sorted(_FACTS))
        payload["facts"][key] = random.choice(_FACTS[key])
    elif kind == 1 and payload["facts"]:
        payload["facts"].pop(random.choice(sorted(payload["facts"])))
    elif kind == 2:
        payload["materials"].append(copy.deepcopy(random.choice(_PAPERS)))
    elif kind == 3 and payload["materials"]:
        payload["materials"][random.randrange(len(payload["materials"]))] = copy.deepcopy(
            random.choice(_PAPERS)
        )
    else:
        key = random.choice(sorted(_TOP))
        payload[key] = copy.deepcopy(random.choice(_TOP[key]))


def test_rows_are_as_wide_as_their_columns() -> None:
    checker = pr.Checker(pr.load(RULES), item="teahouse", place="")
    for payload in (IN_ORDER, {}, b"\xff"):
        result = checker.check(payload)
        for rows in Rows:
            assert {len(r) for r in rows_of(pr.Outline.of(result), rows)} == {
                len(columns(rows)) - 2
            }


def test_a_checker_that_keeps_nothing_has_nothing_kept_for_it() -> None:
    checker = pr.Checker(pr.load(RULES), item="teahouse", place="", answers_kept=0)
    answering = Answering(checker, Rows.APPLICATIONS)
    assert answering.answer(IN_ORDER) == answering.answer(IN_ORDER)
    assert answering.served().checked == 2


def test_what_is_kept_is_bounded_and_changes_nothing() -> None:
    checker = pr.Checker(pr.load(RULES), item="teahouse", place="")
    small, large = (Answering(checker, Rows.FINDINGS, most=n) for n in (2, 100))
    payloads = [
        {**IN_ORDER, "channel": c, "shared": s} for c in _TOP["channel"] for s in ([], ["别的"])
    ]
    for payload in payloads * 3:
        assert small.answer(payload) == large.answer(payload)
    assert small.served().checked > large.served().checked
