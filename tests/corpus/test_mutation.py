"""The mutation bench itself: what it counts as killed would fail, and it counts nothing else.

All mutants together take minutes (`make mutate`); here a fixed sample of them is run.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

import permit_rules as pr
from permit_rules.loading.cases import Case, CaseTable, Expected
from permit_rules.model.item import Item
from scripts.mutate_rules import BEGIN, END, WANTED, figures, rate, written
from scripts.mutation.kinds import Kind
from scripts.mutation.mutants import Mutant
from scripts.mutation.proof import is_equivalent
from scripts.mutation.run import (
    GENERAL,
    BaselineRed,
    Bench,
    Fate,
    Outcome,
    load_bench,
    name_of,
    names,
)
from scripts.mutation.trial import prepare
from tests.corpus.tables import checker, library, tables

#: Every so many mutants one is run.
STEP = 25
#: The benches that are looked at closely; of all the others a few mutants are run.
CLOSELY = ("food-business", "medical-device-class3", "small-catering-registration@410000")


@cache
def bench(name: str) -> Bench:
    """The bench of an item, with its cases run once."""
    return Bench.of(library(), _item(name), tables())


def _item(name: str) -> Item:
    return next(i for i in library().items if name_of(i) == name)


def _national(case: Case) -> bool:
    return not case.application.get("place")


def _table(item: str) -> CaseTable:
    """The item's own table, not that of a lower level."""
    return next(t for t in tables() if t.item == item and _national(t.cases[0]))


def _mutant(item_id: str, kind: Kind, words: str) -> Mutant:
    """The one mutant of a kind whose description ends with ``words``."""
    own = [m for m in bench(item_id).mutants if m.kind is kind]
    found = [m for m in own if str(m).partition(" ")[2] == words]
    assert len(found) == 1, f"{words}：{len(found)}\n" + "\n".join(map(str, own))
    return found[0]


# ---- what the bench sees -------------------------------------------------------------------------


@pytest.mark.parametrize("item", CLOSELY)
def test_the_bench_sees_what_a_check_answers(item: str) -> None:
    for base in bench(item).trial.cases[::STEP]:
        result = checker(reference=True).check(base.case.application)
        shown = base.checked.shown
        assert shown.verdict == result.verdict_label
        assert shown.points == {_local(p.point): p.status.label for p in result.points}
        assert shown.findings == {_local(f.point) for f in result.findings}


@pytest.mark.parametrize("item", CLOSELY)
def test_cases_that_are_passed_over_would_not_have_failed(item: str) -> None:
    conditions = [m for m in bench(item).mutants if m.conditions_only]
    for mutant in conditions[:: 5 * STEP]:
        everything_run = replace(mutant, conditions_only=False)
        trial = bench(item).trial
        assert trial.killer(mutant) is trial.killer(everything_run), str(mutant)


def test_only_what_a_case_states_can_fail() -> None:
    in_order = Expected(verdict="受理", findings=())
    bases = bench("food-business").trial.cases
    shown = next(b.checked.shown for b in bases if not b.checked.shown.differs(in_order))
    assert not shown.differs(Expected())
    assert not shown.differs(Expected(verdict="受理", points={"M1": "符合"}, findings=()))
    assert shown.differs(Expected(verdict="补正"))
    assert shown.differs(Expected(points={"M1": "不符"}))
    assert shown.differs(Expected(points={"M99": "符合"}))
    assert shown.differs(Expected(findings=("M1",)))


# ---- planted mistakes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "kind", "words"),
    [
        (
            "food-business",
            Kind.BOUND,
            "C5 应当：与污染源距离不低于25米 → 与污染源距离超过25米",
        ),
        (
            "food-business",
            Kind.THRESHOLD,
            "C5 应当：与污染源距离不低于25米 → 与污染源距离不低于24.9米",
        ),
        ("food-business", Kind.DATE, "C8d 施行日期：2025-04-15 → 2025-04-16"),
        ("food-business", Kind.GATE_DROPPED, "N2：N2 → （删去）"),
        ("food-business", Kind.PART_DROPPED, "M3 M3b：经营布局图 → （删去）"),
        ("food-business", Kind.DAYS, "W1 止：届满前 15 工作日 → 届满前 14 工作日"),
        ("food-business", Kind.BAR_PERIOD, "J1 期限：5 年 → 4 年"),
        ("food-business", Kind.EFFECT, "F1 效果：补正 → 提示"),
        ("food-business", Kind.COPIES, "M1 copies：1 份 → 2 份"),
        ("food-business", Kind.VALUE_DROPPED, "N5 当 第1行 经营项目：半成品制售 → （删去）"),
        (
            "food-business",
            Kind.EXEMPTION_DROPPED,
            "M3 M3a 不适用：经营项目只含食品销售连锁管理、餐饮服务连锁管理、餐饮服务管理"
            " → （没有写）",
        ),
        (
            "medical-device-class3",
            Kind.HOLDING,
            "B1 当：经营器械类别只含第一类 → 经营器械类别含第一类",
        ),
    ],
)
def test_a_planted_mistake_is_killed(item: str, kind: Kind, words: str) -> None:
    mutant = _mutant(item, kind, words)
    outcome = bench(item).outcome(mutant)
    assert outcome.fate is Fate.KILLED
    assert outcome.words.startswith(f"national/{item}.yaml:")
    # The case really fails, and only under the mutant.
    killed = next(b for b in bench(item).trial.cases if b.case.name == outcome.killer)
    assert not killed.checked.shown.differs(killed.case.expected)
    mutated = replace(
        library(),
        items=tuple(mutant.item if i.id == item else i for i in library().items),
    )
    result = pr.Checker(mutated, item=item, engine="reference").check(killed.case.application)
    expected = killed.case.expected
    statuses = {_local(p.point): p.status.label for p in result.points}
    assert (
        expected.verdict not in (None, result.verdict_label)
        or any(statuses.get(p) != s for p, s in expected.points.items())
        or {_local(f.point) for f in result.findings} != set(expected.findings or ())
    )


def test_without_a_case_that_speaks_of_it_a_mistake_survives() -> None:
    mutant = _mutant("food-business", Kind.BAR_PERIOD, "J1 期限：5 年 → 4 年")
    table = _table("food-business")
    silent = [c for c in table.cases if "J1" not in c.expected.points][:30]
    speaking = [c for c in table.cases if "J1" in c.expected.points]
    for cases, killed in ((silent, False), (silent + speaking, True)):
        trial = prepare(library(), _item(table.item), [CaseTable(table.item, tuple(cases))])
        assert (trial.killer(mutant) is not None) is killed
    assert not is_equivalent(mutant, library(), _item(table.item))


def test_what_changes_nothing_is_proven_equivalent() -> None:
    electronic = _mutant("food-business", Kind.FORM, "M1 form：原件、电子 → 原件")
    assert bench("food-business").outcome(electronic).fate is Fate.EQUIVALENT
    # The parts of M4 say themselves when they are asked for.
    whole = next(
        m
        for m in bench("medical-device-class3").mutants
        if m.point == "M4" and m.kind is Kind.CONDITION_DROPPED and m.place == "需要"
    )
    assert bench("medical-device-class3").outcome(whole).fate is Fate.EQUIVALENT


def test_nothing_is_measured_while_a_case_fails() -> None:
    table = _table("food-business")
    wrong = replace(table.cases[0], expected=Expected(verdict="不予受理"))
    with pytest.raises(BaselineRed, match=wrong.name):
        Bench.of(library(), _item("food-business"), [CaseTable(table.item, (wrong,))])


@pytest.mark.parametrize("name", names(library()))
def test_a_sample_of_all_mutants_is_killed(name: str) -> None:
    tried = bench(name) if name != GENERAL else load_bench(GENERAL)
    step = STEP if name in CLOSELY else 2 * STEP
    outcomes = [tried.outcome(m) for m in tried.mutants[::step]]
    assert outcomes
    survived = sum(o.fate is Fate.SURVIVED for o in outcomes)
    # A small sample may hold one of the few that survive.
    assert survived <= 1 or rate(outcomes) >= WANTED, figures({name: outcomes})


# ---- the report ----------------------------------------------------------------------------------


def test_the_rate_leaves_out_what_is_proven_equivalent() -> None:
    fates = [Fate.KILLED] * 3 + [Fate.SURVIVED] + [Fate.EQUIVALENT] * 4
    assert rate([Outcome(Kind.BOUND, "", fate) for fate in fates]) == 0.75


def test_the_figures_are_written_between_their_marks() -> None:
    found = {"tea-house": [Outcome(Kind.BOUND, "T1：≥ → >", Fate.SURVIVED)]}
    page = written(f"before\n{BEGIN}\nold\n{END}\nbehind\n", figures(found))
    assert page.startswith("before\n")
    assert page.endswith("\nbehind\n")
    assert "old" not in page
    assert "tea-house: 0.00% killed" in page
    assert "- T1：≥ → >" in page
    with pytest.raises(ValueError, match="figures"):
        written("no marks", "")


def _local(point: str) -> str:
    return point.partition("/")[2]
