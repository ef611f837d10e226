"""Conditions in words, and the clauses that explain an outcome."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permit_rules.conditions.facts import AtLeast, Facts, Value
from permit_rules.conditions.fields import Field, FieldCatalogue
from permit_rules.conditions.nodes import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Day,
    Holding,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    Order,
    StatedTest,
    Test,
)
from permit_rules.conditions.parse import ParseScope, parse_condition
from permit_rules.conditions.truth import Truth, truth
from permit_rules.conditions.wording import Clause, clauses, sentence, value_words
from permit_rules.working_days import Calendar, Period, PeriodUnit
from tests.conditions import drawn
from tests.conditions.catalogue import (
    AGENT,
    AREA,
    CAPITAL,
    CATALOGUE,
    DINERS,
    EXPIRES,
    FORM,
    MACHINES,
    MACHINES_COUNT,
    OFFICER,
    PROJECTS,
    SHARE,
    tree,
)

CALENDAR: Final = Calendar(
    name="2025",
    years=frozenset({2025}),
    holidays=frozenset({date(2025, 1, 1)}),
    extra_workdays=frozenset(),
)
CANTEEN: Final = ChoiceTest("form", ("单位食堂",))
LARGE: Final = NumberTest("area", Order.AT_LEAST, 2000)
SMALL: Final = NumberTest("area", Order.BELOW, 5000)
AGENT_NAMED: Final = ChoiceTest("agent", ("是",))
HOT, COLD = "热食类食品制售", "冷食类食品制售"


def holds(holding: Holding, *values: str) -> ChoicesTest:
    return ChoicesTest("projects", holding, tuple(sorted(values)))


def day_test(order: Order, day: Day) -> DateTest:
    return DateTest("expires", order, day)


# ---- sentences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "words", "negated"),
    [
        (LARGE, "经营面积不低于200平方米", "经营面积低于200平方米"),
        (
            NumberTest("area", Order.ABOVE, 2005),
            "经营面积超过200.5平方米",
            "经营面积不超过200.5平方米",
        ),
        (NumberTest("area", Order.EQUAL, -5), "经营面积等于-0.5平方米", "经营面积不等于-0.5平方米"),
        (
            NumberTest("capital", Order.AT_MOST, 10050),
            "注册资本不超过100.5万元",
            "注册资本超过100.5万元",
        ),
        (
            NumberTest("machine_count", Order.NOT_EQUAL, 3),
            "自动设备台数不等于3",
            "自动设备台数等于3",
        ),
        (NumberTest("share", Order.BELOW, 2501), "持股比例低于25.01%", "持股比例不低于25.01%"),
        (CANTEEN, "主体业态为单位食堂", "主体业态不是单位食堂"),
        (
            ChoiceTest("form", ("单位食堂", "餐饮服务经营者")),
            "主体业态为餐饮服务经营者、单位食堂之一",
            "主体业态不是餐饮服务经营者、单位食堂中的任何一个",
        ),
        (AGENT_NAMED, "委托代理人为“是”", "委托代理人为“否”"),
        (holds(Holding.ANY, HOT), f"经营项目含{HOT}", f"经营项目不含{HOT}"),
        (
            holds(Holding.ANY, COLD, HOT),
            f"经营项目含{HOT}、{COLD}中的任一项",
            f"经营项目不含{HOT}、{COLD}中的任何一项",
        ),
        (
            holds(Holding.ALL, HOT, COLD),
            f"经营项目同时含{HOT}、{COLD}",
            f"经营项目未同时含{HOT}、{COLD}",
        ),
        (holds(Holding.ONLY, HOT), f"经营项目只含{HOT}", f"经营项目不只含{HOT}"),
        (
            day_test(Order.BELOW, Day(literal=date(2024, 12, 1))),
            "许可证有效期至早于2024年12月1日",
            "许可证有效期至不早于2024年12月1日",
        ),
        (
            day_test(Order.AT_MOST, Day(field="received_on")),
            "许可证有效期至不晚于收件日",
            "许可证有效期至晚于收件日",
        ),
        (
            DateTest(
                "received_on",
                Order.AT_LEAST,
                Day(field="expires", period=Period(90, PeriodUnit.WORKING_DAY), before=True),
            ),
            "收件日不早于许可证有效期至前90个工作日",
            "收件日早于许可证有效期至前90个工作日",
        ),
        (
            day_test(Order.ABOVE, Day(field="received_on", period=Period(3, PeriodUnit.MONTH))),
            "许可证有效期至晚于收件日后3个月",
            "许可证有效期至不晚于收件日后3个月",
        ),
        (StatedTest("officer"), "已填写食品安全总监", "未填写食品安全总监"),
        (Observed("M2:签章"), "营业执照已盖章", "营业执照未盖章"),
        (Observed("M9:签章"), "M9:签章", "不满足“M9:签章”"),
        (Named("大型热食餐饮", LARGE), "属于“大型热食餐饮”", "不属于“大型热食餐饮”"),
        (Named("没有代理人", Not(AGENT_NAMED)), "属于“没有代理人”", "委托代理人为“是”"),
        (Not(LARGE), "经营面积低于200平方米", "经营面积不低于200平方米"),
        (ALWAYS, "任何情况下", "任何情况下都不"),
        (NEVER, "任何情况下都不", "任何情况下"),
    ],
)
def test_each_test_and_its_negation(node: Node, words: str, negated: str) -> None:
    observed = {"M2:签章": ("营业执照已盖章", "营业执照未盖章")}
    assert sentence(node, CATALOGUE, observed) == words
    assert sentence(Not(node), CATALOGUE, observed) == negated


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (All((CANTEEN, LARGE)), "主体业态为单位食堂，且经营面积不低于200平方米"),
        (AnyOf((CANTEEN, LARGE)), "主体业态为单位食堂，或者经营面积不低于200平方米"),
        (
            All((AnyOf((CANTEEN, AGENT_NAMED)), LARGE)),
            "（主体业态为单位食堂，或者委托代理人为“是”），且经营面积不低于200平方米",
        ),
        (
            AnyOf((All((CANTEEN, LARGE)), AGENT_NAMED)),
            "（主体业态为单位食堂，且经营面积不低于200平方米），或者委托代理人为“是”",
        ),
        # No brackets where nothing could be misread.
        (
            All((All((CANTEEN, AGENT_NAMED)), AnyOf((LARGE,)))),
            "主体业态为单位食堂，且委托代理人为“是”，且经营面积不低于200平方米",
        ),
        (
            AnyOf((Named("大型热食餐饮", All((CANTEEN, LARGE))), AGENT_NAMED)),
            "属于“大型热食餐饮”，或者委托代理人为“是”",
        ),
        # An interval is one phrase.
        (All((LARGE, SMALL)), "经营面积不低于200平方米且低于500平方米"),
        (
            AnyOf((All((LARGE, SMALL)), CANTEEN)),
            "经营面积不低于200平方米且低于500平方米，或者主体业态为单位食堂",
        ),
        (Not(AnyOf((LARGE, CANTEEN))), "经营面积低于200平方米，且主体业态不是单位食堂"),
        (Not(All((LARGE, SMALL))), "经营面积低于200平方米，或者经营面积不低于500平方米"),
        (
            Not(All((CANTEEN, Not(AnyOf((LARGE, AGENT_NAMED)))))),
            "主体业态不是单位食堂，或者经营面积不低于200平方米，或者委托代理人为“是”",
        ),
    ],
)
def test_groups(node: Node, words: str) -> None:
    assert sentence(node, CATALOGUE) == words


def test_a_field_of_a_member_is_told_by_its_label() -> None:
    assert sentence(ChoiceTest("machines.kind", ("售货机",)), CATALOGUE) == "设备类型为售货机"


def test_what_the_catalogue_lacks_is_told_by_its_id() -> None:
    nothing = FieldCatalogue()
    assert sentence(LARGE, nothing) == "area不低于2000"
    assert sentence(CANTEEN, nothing) == "form为单位食堂"
    assert sentence(ChoiceTest("handling_item", ("新办",)), nothing) == "业务办理项为新办"
    assert sentence(DateTest("received_on", Order.BELOW, Day(field="x.y")), nothing) == (
        "收件日早于x.y"
    )


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (AREA, 2000, "200平方米"),
        (AREA, 2005, "200.5平方米"),
        (AREA, 5, "0.5平方米"),
        (AREA, 0, "0平方米"),
        (CAPITAL, -123456, "-1234.56万元"),
        (DINERS, AtLeast(380), "至少380人"),
        (MACHINES_COUNT, 3, "3"),
        (SHARE, 2550, "25.5%"),
        (AGENT, "是", "是"),
        (FORM, "单位食堂", "单位食堂"),
        (PROJECTS, frozenset({"有机食品", COLD, HOT}), f"{HOT}、{COLD}、有机食品"),
        (PROJECTS, frozenset(), "无"),
        (EXPIRES, date(2025, 3, 3), "2025年3月3日"),
        (OFFICER, "某人", "某人"),
        (MACHINES, ({"machines.name": "一号机"}, {"machines.name": "二号机"}), "一号机、二号机"),
        (MACHINES, ({"machines.name": "一号机"}, {}), "共2项"),
        (MACHINES, (), "共0项"),
    ],
)
def test_values_in_words(field: Field, value: Value, words: str) -> None:
    assert value_words(field, value) == words


# ---- clauses --------------------------------------------------------------------------------

#: What the application of these tests states: a canteen of 300 square metres without agent.
FACTS: Final = Facts(
    {"form": "单位食堂", "area": 3000, "agent": "否", "received_on": date(2025, 3, 3)},
    {"M2:签章": False},
)


def explained(
    node: Node, observed_words: dict[str, tuple[str, str]] | None = None
) -> list[tuple[str, str]]:
    found = clauses(node, FACTS, CATALOGUE, CALENDAR, observed_words)
    outcome = truth(node, FACTS, CALENDAR)
    assert all(c.truth is outcome for c in found)
    return [(c.text, c.value) for c in found]


def test_what_holds_is_explained_by_what_made_it_hold() -> None:
    assert explained(All((CANTEEN, LARGE))) == [
        ("主体业态为单位食堂", "单位食堂"),
        ("经营面积不低于200平方米", "300平方米"),
    ]
    assert explained(AnyOf((AGENT_NAMED, LARGE))) == [("经营面积不低于200平方米", "300平方米")]


def test_what_fails_is_explained_by_what_made_it_fail() -> None:
    assert explained(All((CANTEEN, AGENT_NAMED))) == [("委托代理人为“是”", "否")]
    assert explained(AnyOf((Not(CANTEEN), AGENT_NAMED))) == [
        ("主体业态不是单位食堂", "单位食堂"),
        ("委托代理人为“是”", "否"),
    ]


def test_what_is_open_is_explained_by_what_is_unknown() -> None:
    unknown = holds(Holding.ANY, HOT)
    assert explained(All((CANTEEN, unknown))) == [(f"经营项目含{HOT}", "未填写")]
    assert explained(AnyOf((AGENT_NAMED, Not(unknown)))) == [(f"经营项目不含{HOT}", "未填写")]
    assert explained(
        All((CANTEEN, Observed("M3:签章"))), {"M3:签章": ("平面图已签名", "平面图未签名")}
    ) == [
        ("平面图已签名", "未查验"),
    ]


def test_a_negated_group_and_a_named_one_are_looked_into() -> None:
    node = Not(Named("食堂", All((CANTEEN, AGENT_NAMED))))
    assert explained(node) == [("委托代理人为“否”", "否")]


def test_observations_are_told_as_seen_or_not() -> None:
    words = {"M2:签章": ("营业执照已盖章", "营业执照未盖章")}
    assert explained(Observed("M2:签章"), words) == [("营业执照已盖章", "否")]
    assert explained(Not(Observed("M2:签章")), words) == [("营业执照未盖章", "否")]


def test_a_test_of_two_fields_tells_both_with_their_labels() -> None:
    test = DateTest("expires", Order.AT_LEAST, Day(field="received_on"))
    (only,) = clauses(test, FACTS, CATALOGUE, CALENDAR)
    assert only == Clause(
        "许可证有效期至不早于收件日",
        ("许可证有效期至", "收件日"),
        "许可证有效期至：未填写；收件日：2025年3月3日",
        Truth.CANNOT_TELL,
    )


def test_each_clause_is_told_once() -> None:
    node = All((CANTEEN, AnyOf((CANTEEN, AGENT_NAMED))))
    assert explained(node) == [("主体业态为单位食堂", "单位食堂")]


# ---- any condition --------------------------------------------------------------------------


@given(st.data())
def test_any_condition_has_words_and_any_outcome_its_clauses(data: st.DataObject) -> None:
    pool = data.draw(drawn.POOLS)
    node = data.draw(drawn.conditions(pool, depth=3))
    facts = Facts(data.draw(drawn.left_out(data.draw(drawn.stated(pool)))))
    known = data.draw(st.sampled_from([CATALOGUE, FieldCatalogue()]))
    words, negated = sentence(node, known), sentence(Not(node), known)
    assert words
    assert words.count("（") == words.count("）")
    assert words != negated
    outcome = truth(node, facts, drawn.CALENDAR)
    found = clauses(node, facts, known, drawn.CALENDAR)
    assert all(c.truth is outcome and c.text and c.value for c in found)
    # Only a group without parts can hold or fail without a clause; nothing can be open without.
    assert found or outcome is not Truth.CANNOT_TELL


# ---- there and back -------------------------------------------------------------------------

_PERIODS: Final = st.builds(Period, st.integers(0, 400), st.sampled_from(PeriodUnit))
_DAYS: Final = st.builds(
    Day,
    literal=st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    period=st.none() | _PERIODS,
) | st.builds(Day, field=st.just("received_on"), period=_PERIODS, before=st.booleans())
_SIMPLE: Final[st.SearchStrategy[Test]] = st.one_of(
    st.builds(NumberTest, st.just("area"), st.sampled_from(Order), st.integers(1, 999_999)),
    st.builds(
        NumberTest, st.just("capital"), st.sampled_from(Order), st.integers(-(10**12), 10**12)
    ),
    st.builds(NumberTest, st.just("share"), st.sampled_from(Order), st.integers(-100, 10_000)),
    st.builds(
        DateTest,
        st.just("expires"),
        st.sampled_from([Order.AT_LEAST, Order.ABOVE, Order.AT_MOST, Order.BELOW]),
        _DAYS,
    ),
    st.sets(st.sampled_from([c.name for c in PROJECTS.choices]), min_size=1).map(
        lambda names: holds(Holding.ONLY, *names)
    ),
    st.sampled_from([c.name for c in PROJECTS.choices]).map(lambda name: holds(Holding.ANY, name)),
)


@given(_SIMPLE, st.booleans())
def test_the_words_of_a_single_test_are_a_test_again(test: Test, positive: bool) -> None:
    if isinstance(test, ChoicesTest) and test.holding is Holding.ONLY:
        positive = True  # the language has no word for the negation
    node: Node = test if positive else Not(test)
    assert not isinstance(test, Observed)
    label = CATALOGUE.by_id(test.field).label
    written = sentence(node, CATALOGUE).removeprefix(label)
    again, found = parse_condition(tree({label: written}), ParseScope(CATALOGUE))
    # A day in words is understood, with the advice to write it in digits.
    assert {d.code for d in found} <= {"SH324"}, [str(d) for d in found]
    assert sentence(again, CATALOGUE) == sentence(node, CATALOGUE)
    if positive:
        assert again == test
    elif isinstance(test, (NumberTest, DateTest)):
        assert again == type(test)(test.field, test.order.opposite, _compared(test))  # type: ignore[arg-type]


def _compared(test: NumberTest | DateTest) -> int | Day:
    return test.value if isinstance(test, NumberTest) else test.day


@pytest.mark.parametrize("name", [c.name for c in FORM.choices])
def test_the_words_of_a_choice_are_a_test_again(name: str) -> None:
    for node, word in (
        (ChoiceTest("form", (name,)), "主体业态为"),
        (Not(ChoiceTest("form", (name,))), "主体业态"),
    ):
        written = sentence(node, CATALOGUE).removeprefix(word)
        again, found = parse_condition(tree({"主体业态": written}), ParseScope(CATALOGUE))
        assert (again, found) == (node, ())
