"""The members of a list: told apart, given their papers, and any number of them in linear time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

import permit_rules as pr
from tests.loading.folder import HEAD, ITEM, rules
from tests.teahouse import application, found


def branches(*names: str | None) -> dict[str, Any]:
    """Branches of these names, each large enough to need a plan."""
    stated = [{"店名": n, "分店面积": 30} if n is not None else {"分店面积": 30} for n in names]
    return {"facts": {"分店": stated}}


def missing_for(result: pr.CheckResult) -> list[str]:
    """The members for which the plan is missing."""
    return [f.instance for f in result.findings if f.material == "M5"]


def test_members_of_one_name_are_told_apart(checker: pr.Checker) -> None:
    result = checker.check(application(**branches("甲店", "乙店", "甲店")))
    assert missing_for(result) == ["甲店（第1项）", "乙店", "甲店（第3项）"]
    assert len({(f.point, f.instance) for f in result.findings}) == len(result.findings)


def test_a_name_that_looks_like_a_number_in_the_list_is_told_apart_too(
    checker: pr.Checker,
) -> None:
    result = checker.check(application(**branches("店", "店", "店（第1项）")))
    assert len(set(missing_for(result))) == 3


def test_a_member_without_a_name_never_takes_the_papers_of_nobody(checker: pr.Checker) -> None:
    for blank in (None, "", " ", "\u200b", "\u3000"):
        result = checker.check(application(**branches(blank, "乙店"), more=({"code": "M5"},)))
        assert "第1项" in {i.instance for p in result.points for i in p.instances}
        # One paper for two: whose it is cannot be told.
        assert not missing_for(result)
        assert any(q.key.startswith("M5") for q in result.questions)


def test_papers_go_to_the_members_they_name(checker: pr.Checker) -> None:
    papers = ({"code": "M5", "of": "甲店"}, {"code": "M5", "of": " 乙店"})
    result = checker.check(application(**branches("甲店", "乙店", "丙店"), more=papers))
    assert missing_for(result) == ["丙店"]


def test_twice_the_members_take_about_twice_the_time(checker: pr.Checker) -> None:
    def cost(count: int) -> float:
        names = [f"{n}店" for n in range(count)]
        papers = tuple({"code": "M5", "of": n} for n in names[::2])
        payload = application(**branches(*names), more=papers)
        times = []
        for _ in range(3):
            before = time.thread_time()
            assert len(missing_for(checker.check(payload))) == count // 2
            times.append(time.thread_time() - before)
        return min(times)

    assert cost(2_000) < 16 * cost(250)


# ---- members' papers and their own facts ---------------------------------------------------------

PAPERS = """\
申请材料:
- {编号: M1, 材料名称: 仓库证, 需要: {业务办理项: 新办}, 逐个: 仓库, 相符: {温度: 温度}, 依据: 办法}
- {编号: M2, 材料名称: 承诺书, 需要: {业务办理项: 新办},
   签章: {谁: 名单 仓库, 方式: 签名}, 依据: 办法}
审核要点:
- {编号: S1, 类别: 形式审查, 名称: 有仓库, 当: {业务办理项: 新办}, 应当: {仓库: 已填}, 依据: 办法}
"""


@pytest.mark.parametrize(
    ("stores", "temperature", "signers", "missing"),
    [
        ([{"名称": "甲", "温度": "冷藏"}], "冷藏", ["甲"], []),
        ([{"名称": "甲", "温度": "冷藏"}], "常温", ["甲"], ["M1/agree-1"]),
        ([{"温度": "冷藏"}], "冷藏", ["第1项"], []),
        ([{"名称": "甲", "温度": "冷藏"}], "冷藏", ["乙"], ["M2/signature"]),
        ([], "冷藏", [], ["S1"]),
    ],
)
def test_a_members_paper_is_compared_with_the_members_own_facts(
    tmp_path: Path, stores: list[Any], temperature: str, signers: list[str], missing: list[str]
) -> None:
    library = pr.load(rules(tmp_path, {ITEM: f"{HEAD}{PAPERS}"}))
    result = pr.Checker(library, item="trial", verify=True).check(
        {
            "received_on": "2026-03-02",
            "facts": {"业务办理项": "新办", "仓库": stores},
            "materials": [
                {"code": "M1", "states": {"温度": temperature}},
                {"code": "M2", "signed_by": signers},
            ],
        }
    )
    assert found(result) == missing
    assert result.questions == ()
