"""The obedient applicant does what the notice says, to the letter and not a bit more."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.analysis.combining import rows
from permit_rules.analysis.following import holds, ways_to_hold
from permit_rules.analysis.form import Form
from permit_rules.analysis.handing_in import ANOTHER, Paper, made, papers_for, put
from permit_rules.analysis.judging import complaints
from permit_rules.analysis.obedient import Obedient
from permit_rules.result import (
    ConditionalLine,
    ConditionData,
    Demand,
    Finding,
    FindingKind,
    PaperAsked,
    Question,
    Requirement,
    Route,
    Verdict,
)
from tests.analysis.withholding import without_requirement
from tests.corpus.tables import library as corpus
from tests.corpus.tables import tables
from tests.teahouse import RULES, application

DAY = date(2026, 3, 2)


@cache
def teahouse() -> pr.Library:
    return pr.load(RULES)


def form() -> Form:
    book = pr.resolve(teahouse(), "teahouse", "", DAY)
    return Form(book.catalogue, book.calendar)


def result(**keys: Any) -> pr.CheckResult:
    """A result that no checker gave: the applicant reads nothing else."""
    given = {"item": "teahouse", "received_on": DAY, "complete": True, **keys}
    return pr.CheckResult(verdict=Verdict.CORRECTION, verdict_label="补正", **given)


def missing(*demands: Demand, **keys: Any) -> Finding:
    return Finding(
        code="missing",
        kind=FindingKind.MISSING,
        points=("teahouse/X1",),
        material="X1",
        review_class="形式审查",
        message="未提交",
        remedy="请提交",
        demands=demands,
        **keys,
    )


def asked(*requirements: Requirement, id: str = "X1") -> PaperAsked:
    return PaperAsked(id=id, name=f"《{id}》", requirements=requirements)


def need(kind: str, **keys: Any) -> Requirement:
    return Requirement(point=f"teahouse/X1/{kind}", kind=kind, text="…", **keys)


def payloads(
    told: pr.CheckResult, before: dict[str, Any] | None = None, bound: int = 500
) -> list[dict[str, Any]]:
    applicant = Obedient.reading(told, before or {"item": "teahouse"}, form())
    return [c.payload for c in applicant.corrections(bound)]


def handed(told: pr.CheckResult, before: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    return [p["materials"][-1] for p in payloads(told, before)]


class TestPapers:
    """What is asked for as asked, everything else at its worst."""

    def test_what_nobody_asks_for_is_at_its_worst(self) -> None:
        for paper in handed(result(findings=(missing(Demand(paper=asked())),))):
            assert (paper["copies"], paper["signed"], paper["sealed"]) == (0, False, False)
            assert (paper["signed_by"], paper["contents"], paper["parts"]) == ([], [], [])
            assert (paper["expires_on"], paper["issued_on"]) == ("2026-03-01", "1990-01-01")

    def test_a_form_nobody_asks_for_is_a_copy_or_electronic(self) -> None:
        told = result(findings=(missing(Demand(paper=asked())),))
        assert {p["form"] for p in handed(told)} == {"复印件", "电子"}

    def test_each_form_and_each_way_of_signing_is_tried(self) -> None:
        demand = Demand(
            paper=asked(
                need("form", forms=("原件", "电子")), need("signature", method="签名或盖章")
            )
        )
        seen = {
            (p["form"], p["signed"], p["sealed"])
            for p in handed(result(findings=(missing(demand),)))
        }
        assert seen == {(f, s, not s) for f in ("原件", "电子") for s in (True, False)}

    def test_it_says_the_applications_own_value_and_elsewhere_another(self) -> None:
        demands = (
            Demand(paper=asked(need("agree", stated="名称", field="applicant_name"))),
            Demand(paper=asked(need("agree", stated="承租人", field="applicant_name"), id="X2")),
        )
        before = {"item": "teahouse", "applicant": {"name": "清风茶馆"}}
        for payload in payloads(result(findings=(missing(*demands),)), before):
            first, second = payload["materials"]
            assert first["states"] == {"名称": "清风茶馆", "承租人": ANOTHER}
            assert second["states"] == {"名称": ANOTHER, "承租人": "清风茶馆"}

    def test_it_is_valid_for_exactly_as_long_as_asked(self) -> None:
        today = handed(result(findings=(missing(Demand(paper=asked(need("expiry")))),)))
        assert {p["expires_on"] for p in today} == {"2026-03-02"}
        beyond = need("expiry", beyond="30日")
        later = handed(result(findings=(missing(Demand(paper=asked(beyond))),)))
        assert {p["expires_on"] for p in later} == {"2026-04-01"}

    def test_it_is_as_old_as_it_may_be(self) -> None:
        old = handed(result(findings=(missing(Demand(paper=asked(need("age", within="3个月")))),)))
        assert {p["issued_on"] for p in old} == {"2025-12-02"}

    def test_every_member_of_a_roster_signs(self) -> None:
        demand = Demand(paper=asked(need("signature", method="签名", roster="persons")))
        before = {"item": "teahouse", "persons": [{"name": "张一"}, {"姓名": "李二"}]}
        for paper in handed(result(findings=(missing(demand),)), before):
            assert paper["signed_by"] == ["张一", "李二"]

    def test_every_paper_accepted_instead_is_tried(self) -> None:
        demand = Demand(paper=asked(), instance="东店", instead=(asked(id="X1-alt1"),))
        papers = handed(result(findings=(missing(demand),)))
        assert {p.get("code") or p["name"] for p in papers} >= {"X1", "X1-alt1", "《X1》"}
        assert {p["of"] for p in papers} == {"东店"}

    def test_a_corrected_paper_takes_the_place_of_the_old_one(self) -> None:
        before = {"item": "teahouse", "materials": [
            {"code": "X1", "copies": 1, "parts": [{"code": "X1a"}]}, "别的",
            {"code": "X1", "covers": ["X9"]}, {"code": "X1", "of": "西店"},
        ]}  # fmt: skip
        new = made(Paper(asked(need("copies", count=2)), form="原件"), before, form(), DAY)
        put(before, asked(), new)
        kept = [m.get("code") or m["name"] for m in before["materials"]]
        assert kept == ["X1a", "别的", "X1", "X1", "X1"]
        assert before["materials"][-1]["copies"] == 2

    def test_a_paper_not_accepted_for_the_answer_given_is_not_handed_in(self) -> None:
        only = ConditionData(field="mode", operator="one_of", values=("外卖",), text="…")
        other = PaperAsked(id="X1-alt1", name="替代", when=only)
        told = result(
            findings=(missing(Demand(paper=asked(), instead=(other,))),),
            questions=(Question(kind="field", key="mode", label="经营方式", text="？"),),
        )
        seen = {
            (
                p.get("facts", {}).get("经营方式"),
                (p["materials"][-1].get("code") or "").endswith("alt1"),
            )
            for p in payloads(told)
        }
        assert ("外卖", True) in seen
        assert ("堂食", True) not in seen


class TestFacts:
    """Answers, and what the answers bring."""

    LARGE = ConditionData(field="area", operator="≥", values=("200.00",), text="营业面积不低于200")

    def line(self, **keys: Any) -> ConditionalLine:
        return ConditionalLine(
            point="teahouse/X2", condition="…", text="…", when=self.LARGE, **keys
        )

    def asking(self, **keys: Any) -> pr.CheckResult:
        question = Question(kind="field", key="area", label="营业面积", text="多少？")
        return result(questions=(question,), **keys)

    def test_each_threshold_is_answered_on_both_sides_and_the_ends(self) -> None:
        told = self.asking(conditional=(self.line(),))
        areas = {p.get("facts", {}).get("营业面积") for p in payloads(told)}
        assert areas == {"199.99", "200.00", "200.01", "0", "1000000", None}

    def test_a_paper_is_handed_in_where_its_condition_holds_or_cannot_be_told(self) -> None:
        told = self.asking(conditional=(self.line(demands=(Demand(paper=asked(id="X2")),)),))
        handed_in = {
            p.get("facts", {}).get("营业面积"): bool(p.get("materials")) for p in payloads(told)
        }
        assert handed_in == {"199.99": False, "200.00": True, "200.01": True, "0": False,
                             "1000000": True, None: True}  # fmt: skip

    def test_a_question_left_open_is_remembered(self) -> None:
        applicant = Obedient.reading(self.asking(), {"item": "teahouse"}, form())
        left = [c.draft.left_open for c in applicant.corrections()]
        assert {"area"} in left
        assert set() in left

    def test_what_has_to_be_stated_is_stated_or_left(self) -> None:
        must = ConditionData(field="goods", operator="any_of", values=("酒",), text="含酒")
        finding = Finding(code="defective", kind=FindingKind.DEFECTIVE, points=("teahouse/S9",),
                          review_class="形式审查", message="…", remedy="…",
                          must=ConditionData(negated=must))  # fmt: skip
        before = {"item": "teahouse", "facts": {"售卖品种": "茶、酒"}}
        applicant = Obedient.reading(result(findings=(finding,)), before, form())
        for correction in applicant.corrections():
            stated = correction.payload["facts"]["售卖品种"]
            left = correction.draft.left_as_is
            assert (stated, left) in ((["茶"], set()), ("茶、酒", {"teahouse/S9"}))

    def test_every_kind_of_roster_is_answered_and_handed_in_for(self) -> None:
        big = ConditionData(field="branches.area", operator=">", values=("20",), text="…")
        members = (
            Question(kind="field", key="branches.name", label="店名", text="？"),
            Question(kind="field", key="branches.area", label="分店面积", text="？"),
        )
        question = Question(kind="field", key="branches", label="分店", text="？", members=members)
        line = ConditionalLine(point="teahouse/M5", condition="…", text="…", each="branches",
                               when=big, demands=(Demand(paper=asked(id="M5")),))  # fmt: skip
        for payload in payloads(result(questions=(question,), conditional=(line,))):
            branches = payload.get("facts", {}).get("分店")
            if branches is None:
                continue
            large = [b["店名"] for b in branches if int(b["分店面积"]) > 20]
            assert [m.get("of") for m in payload.get("materials", [])] == large


class TestRoutesAndDays:
    """Ways that are offered, and every day up to the last."""

    def test_each_open_way_is_chosen_and_not_chosen(self) -> None:
        routes = (
            Route(kind="later", open=True, text="可以后补", paper="X1"),
            Route(kind="shared", open=True, text="核验", paper="X1", source="电子营业执照"),
            Route(kind="later", open=False, text="关了", paper="X1"),
        )
        told = result(findings=(missing(Demand(paper=asked()), routes=routes),))
        seen = {
            (bool(p.get("routes")), bool(p.get("shared")), bool(p.get("materials")))
            for p in payloads(told)
        }
        assert seen == {(False, False, True), (True, False, False), (False, True, False)}
        promised = [p["routes"] for p in payloads(told) if p.get("routes")]
        assert promised[0] == {"X1": {"kind": "later", "promised": True}}

    def test_the_first_the_last_and_a_day_between(self) -> None:
        told = result(holds_until=date(2026, 3, 12))
        days = [p["received_on"] for p in payloads(told)]
        assert days == ["2026-03-02", "2026-03-12", "2026-03-07"]

    def test_the_previous_application_is_left_as_it_was(self) -> None:
        before = application(without=("申请书",))
        copy_ = application(without=("申请书",))
        payloads(pr.Checker(teahouse(), item="teahouse", place="").check(before), before)
        assert before == copy_


class TestCombining:
    """Rows of choices."""

    def test_all_of_them_where_they_are_few(self) -> None:
        assert list(rows([2, 3], 6)) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
        assert list(rows([], 5)) == [()]

    def test_every_pair_meets_where_there_are_many(self) -> None:
        sizes = [4, 3, 2, 5, 3, 2, 2]
        made_ = list(rows(sizes, 100))
        assert made_[0] == (0,) * len(sizes)
        assert len(made_) < 40
        for one in range(len(sizes)):
            for other in range(one + 1, len(sizes)):
                pairs = {(row[one], row[other]) for row in made_}
                assert len(pairs) == sizes[one] * sizes[other]

    def test_never_more_than_the_bound(self) -> None:
        assert len(list(rows([9] * 30, 17))) == 17


@pytest.mark.parametrize(
    ("operator", "values", "value", "answer"),
    [
        ("any_of", ("茶", "酒"), frozenset({"茶"}), True),
        ("all_of", ("茶", "酒"), frozenset({"茶"}), False),
        ("only", ("茶",), frozenset(), False),
        ("only", ("茶",), frozenset({"茶"}), True),
        ("one_of", ("堂食",), "外卖", False),
        ("≥", ("2026-03-02",), date(2026, 3, 2), True),
        (">", ("2026-03-02",), date(2026, 3, 2), False),
        ("≥", ("收件日前3日",), date(2026, 3, 2), None),
        ("stated", (), None, False),
        ("observed", (), frozenset({"茶"}), None),
        ("any_of", ("茶",), None, None),
    ],
)
def test_conditions_as_data_have_three_values(
    operator: str, values: tuple[str, ...], value: Any, answer: bool | None
) -> None:
    condition = ConditionData(field="x", operator=operator, values=values, text="…")
    assert holds(condition, lambda _: value) is answer
    opposite = None if answer is None else not answer
    assert holds(ConditionData(negated=condition), lambda _: value) is opposite


def test_every_way_of_meeting_a_condition_meets_it() -> None:
    catalogue = pr.resolve(teahouse(), "teahouse", "", DAY).catalogue
    own = form()
    conditions = [
        ConditionData(field="seats", operator=o, values=("50",), text="…") for o in "≥>≤<=≠"
    ]
    conditions += [
        ConditionData(field="goods", operator=o, values=("酒", "点心"), text="…")
        for o in ("any_of", "all_of", "only")
    ]
    conditions += [ConditionData(field="mode", operator="one_of", values=("堂食",), text="…")]
    conditions += [ConditionData(field="hygiene_manager", operator="stated", text="…")]
    for condition in (*conditions, *(ConditionData(negated=c) for c in conditions[:-1])):
        for before in ({}, {"座位数": 50, "售卖品种": ["茶", "酒"], "经营方式": "堂食"}):
            payload: dict[str, Any] = {"facts": dict(before)}
            ways = ways_to_hold(condition, lambda f, p=payload: own.known(p, f), catalogue.by_id)
            assert ways
            for way in ways:
                changed: dict[str, Any] = {"facts": dict(before)}
                for change in way:
                    value = change.applied(own.known(changed, change.field))
                    own.write(changed, change.field, value)
                assert holds(condition, lambda f, p=changed: own.known(p, f)) is True


# ---- a requirement that is not said ----------------------------------------------------------


#: Cases of the corpus whose notices demand papers that are held to something.
OF_THE_CORPUS = (
    "新办一份材料也没有交",
    "用自动设备，没有交设备材料，也没有标注",
    "代理人办理，什么委托材料也没有",
)


def notices() -> list[Any]:
    """Applications whose notices demand papers."""
    bare = application(without=("申请书", "营业执照", "M3"))
    defective = application(paper={"申请书": {"copies": 1, "signed": False}})
    silent = {**bare, "facts": {"业务办理项": "新办"}}
    corpus_cases = [
        (table.item, case.application, case.name)
        for table in tables()
        if table.item in ("food-business", "medical-device-class3")
        for case in table.cases
        if case.name in OF_THE_CORPUS
    ]
    own = [("teahouse", bare, "bare"), ("teahouse", defective, "defective"),
           ("teahouse", silent, "silent")]  # fmt: skip
    return [pytest.param(item, payload, id=name) for item, payload, name in own + corpus_cases]


@cache
def checker(item: str) -> pr.Checker:
    library = teahouse() if item == "teahouse" else corpus()
    return pr.Checker(library, item=item, place="", engine="reference")


@pytest.mark.parametrize(("item", "payload"), notices())
def test_a_requirement_left_out_of_the_notice_makes_a_second_one_necessary(
    item: str, payload: dict[str, Any]
) -> None:
    book = pr.resolve(checker(item).library, item, "", DAY)
    told = checker(item).check(payload)

    def troubles(notice: pr.CheckResult) -> set[str]:
        applicant = Obedient.reading(notice, payload, Form(book.catalogue, book.calendar))
        return {
            point
            for correction in applicant.corrections(12)
            for complaint in complaints(correction.draft, checker(item).check(correction.payload))
            for point in complaint.points
        }

    assert troubles(told) == set()
    held_to = requirements(told)
    assert held_to
    for point, requirement in held_to.items():
        assert point in troubles(without_requirement(told, point)), requirement.text


def requirements(told: pr.CheckResult) -> dict[str, Requirement]:
    """Everything that a paper of a notice is held to, and can fall short of, by review point."""
    demands = [d for f in told.findings for d in f.demands]
    demands += [d for line in told.conditional for d in line.demands]
    return {
        r.point: r
        for d in demands
        for paper in (d.paper, *d.instead)
        for r in paper.requirements
        # Nothing falls short of 须为复印件 and of 须有1份, and what is manual is a person's.
        if r.kind != "manual" and "复印件" not in r.forms and r.count != 1
    }


def test_ways_of_handing_in_begin_with_the_paper_itself() -> None:
    demand = Demand(paper=asked(need("form", forms=("原件",))), instead=(asked(id="X1-alt1"),))
    ways = list(papers_for(demand))
    assert (ways[0].asked.id, ways[0].form, ways[0].named) == ("X1", "原件", False)
