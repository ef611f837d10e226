"""One application through the whole pipeline, one difference at a time."""

from __future__ import annotations

import json

import pytest

import permit_rules as pr
from tests.teahouse import application, found, status

PLAN = {"code": "M3a", "contents": ["面积", "消防通道"]}


def test_an_application_in_order_is_accepted_and_the_list_is_whole(checker: pr.Checker) -> None:
    result = checker.check(application())
    assert (result.verdict_label, result.complete, found(result)) == ("受理", True, [])
    assert result.questions == ()
    c = result.counts
    assert c.met + c.finding + c.not_applicable + c.cannot_tell + c.manual == c.total
    assert c.total == len({p.point for p in result.points}) == len(result.points)


@pytest.mark.parametrize(
    ("change", "findings", "verdict"),
    [
        ({"without": ("申请书",)}, ["M1"], "补正"),
        ({"without": ("申请书", "营业执照")}, ["M1", "M2"], "补正"),
        ({"without": ("M3",)}, ["M3"], "补正"),
        ({"paper": {"M3": {"parts": [PLAN]}}}, ["M3c"], "补正"),
        ({"paper": {"申请书": {"copies": 1}}}, ["M1/copies"], "补正"),
        ({"paper": {"申请书": {"copies": 1}}, "channel": "online"}, [], "受理"),
        ({"paper": {"申请书": {"signed": False}}}, ["M1/signature"], "补正"),
        ({"paper": {"申请书": {"signed": False, "sealed": "是"}}}, [], "受理"),
        ({"paper": {"营业执照": {"form": "电子"}}}, [], "受理"),
        ({"paper": {"营业执照": {"states": {"名称": "明月茶馆"}}}}, ["M2/agree-1"], "补正"),
        ({"paper": {"营业执照": {"states": {"名称": "清風茶館"}}}}, [], "受理"),
        ({"paper": {"营业执照": {"expires_on": "2026-03-02"}}}, [], "受理"),
        ({"paper": {"营业执照": {"expires_on": "2026-03-01"}}}, ["M2/expiry"], "补正"),
        ({"facts": {"设有明火": "是"}}, ["M4"], "补正"),
        ({"facts": {"设有明火": "是", "经营方式": "外卖"}}, [], "受理"),
        ({"facts": {"座位数": 100}}, ["S1"], "受理"),
        ({"facts": {"座位数": 100, "卫生负责人": "王二"}}, [], "受理"),
        ({"facts": {"座位数": 99}}, [], "受理"),
        ({"facts": {"投资额": "99999元"}}, ["S4"], "补正"),
        ({"facts": {"投资额": "100000元"}}, [], "受理"),
        ({"facts": {"售卖品种": "茶、酒"}}, ["S5"], "不予受理"),
        ({"facts": {"营业面积": 200, "座位数": 51}}, ["M3b"], "补正"),
        ({"facts": {"营业面积": "199.99", "座位数": 51}}, [], "受理"),
    ],
)
def test_one_difference_one_finding(
    checker: pr.Checker, change: dict[str, object], findings: list[str], verdict: str
) -> None:
    result = checker.check(application(**change))  # type: ignore[arg-type]
    assert (found(result), result.verdict_label, result.complete) == (findings, verdict, True)
    for finding in result.findings:
        assert finding.basis
        assert finding.remedy
        assert finding.reason
        assert finding.message


def test_everything_wrong_is_told_at_once(checker: pr.Checker) -> None:
    result = checker.check(
        application(
            facts={"设有明火": "是", "座位数": 120, "投资额": "5万元"},
            without=("申请书",),
            paper={
                "营业执照": {"states": {"名称": "别家"}, "expires_on": "2020-01-01"},
                "M3": {"parts": []},
            },
        )
    )
    assert found(result) == ["M1", "M2/expiry", "M2/agree-1", "M3a", "M3c", "M4", "S1", "S4"]


def test_a_material_missing_whole_is_one_line_with_its_parts_and_standards(
    checker: pr.Checker,
) -> None:
    [finding] = checker.check(application(without=("M3",))).findings
    assert [p.id for p in finding.parts] == ["M3a", "M3c"]
    assert finding.points == ("teahouse/M3", "teahouse/M3a", "teahouse/M3c")
    assert any("消防通道" in s for s in finding.standards)


def test_a_shared_source_stands_for_the_paper(checker: pr.Checker) -> None:
    result = checker.check(application(without=("营业执照",), shared=["电子营业执照"]))
    assert result.verdict is pr.Verdict.ACCEPTED
    [exempt] = result.exempt
    assert (exempt.by, exempt.source) == ("shared", "电子营业执照")
    disputed = checker.check(
        application(without=("营业执照",), shared=[{"source": "电子营业执照", "disputed": True}])
    )
    assert found(disputed) == ["M2"]


def test_the_applicant_chooses_to_hand_in_later(checker: pr.Checker) -> None:
    later = {"M4": {"kind": "容缺", "promised": True}}
    result = checker.check(application(facts={"设有明火": "是"}, routes=later))
    assert result.verdict_label == "容缺受理"
    assert [n.kind.value for n in result.notes if n.point == "teahouse/M4"] == ["deferrable"]
    unpromised = checker.check(application(facts={"设有明火": "是"}, routes={"M4": "later"}))
    assert (unpromised.verdict_label, found(unpromised)) == ("补正", ["M4"])


def test_bad_credit_closes_the_later_route(checker: pr.Checker) -> None:
    result = checker.check(
        application(
            facts={"设有明火": "是"},
            routes={"M4": {"kind": "later", "promised": True}},
            applicant={"name": "清风茶馆", "bars": [], "credit": {"serious_dishonesty": True}},
        )
    )
    [finding] = result.findings
    [route] = finding.routes
    assert (route.kind, route.open) == ("later", False)
    assert "严重失信" in route.reason[0].text


class TestRosters:
    """A material repeated for each branch."""

    def test_each_member_has_its_own(self, checker: pr.Checker) -> None:
        two = [{"店名": "东店", "分店面积": 30}, {"店名": "西店", "分店面积": "21"}]
        result = checker.check(
            application(facts={"分店": two}, more=({"code": "M5", "of": "东店"},))
        )
        [finding] = result.findings
        assert (finding.instance, finding.material) == ("西店", "M5")
        point = next(p for p in result.points if p.point == "teahouse/M5")
        assert [(i.instance, i.status.label) for i in point.instances] == [
            ("东店", "符合"),
            ("西店", "不符"),
        ]

    def test_the_members_own_field_decides(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts={"分店": [{"店名": "东店", "分店面积": 20}]}))
        assert (found(result), status(result, "M5")) == ([], "不适用")

    def test_an_empty_list_is_known_an_absent_one_is_asked_for(self, checker: pr.Checker) -> None:
        assert status(checker.check(application(facts={"分店": []})), "M5") == "不适用"
        result = checker.check(application(facts={"分店": None}))
        assert status(result, "M5") == "无法判断"
        assert [q.key for q in result.questions] == ["branches"]

    def test_one_unlabelled_paper_for_two_members_is_asked_about(self, checker: pr.Checker) -> None:
        two = [{"店名": "东店", "分店面积": 30}, {"店名": "西店", "分店面积": 40}]
        result = checker.check(application(facts={"分店": two}, more=("分店平面图",)))
        assert (status(result, "M5"), result.verdict_label) == ("无法判断", "无法判断")
        both = checker.check(application(facts={"分店": two}, more=("分店平面图", "分店平面图")))
        assert status(both, "M5") == "符合"


class TestApplicability:
    """A filing instead of a permit, and not knowing which."""

    def test_a_filing_has_its_own_materials(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts={"售卖品种": "预包装茶叶"}))
        assert result.verdict is pr.Verdict.NOT_REQUIRED
        assert found(result) == ["B1", "M6"]
        assert result.open_way is not None
        assert result.open_way.materials == ("预包装茶叶备案表",)

    def test_more_than_the_exempt_business_needs_the_permit(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts={"售卖品种": "预包装茶叶、茶"}))
        assert result.verdict is pr.Verdict.ACCEPTED

    def test_stating_nothing_earns_no_exemption(self, checker: pr.Checker) -> None:
        assert checker.check(application(facts={"售卖品种": []})).verdict is pr.Verdict.ACCEPTED

    def test_not_knowing_which_lists_both(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts={"售卖品种": None}, without=("申请书",)))
        assert (result.verdict_label, result.complete) == ("无法判断", False)
        texts = [c.text for c in result.conditional]
        assert any(t.startswith("若不属于“仅销售预包装茶叶”") and "申请书" in t for t in texts)
        assert any(t.startswith("若售卖品种只含预包装茶叶") and "备案表" in t for t in texts)


class TestRenewal:
    """Windows are counted back from the day before expiry."""

    def renewal(self, day: str, expiry: str = "2026-12-31") -> dict[str, object]:
        return application(facts={"业务办理项": "延续", "许可证有效期至": expiry}, received_on=day)

    # 2026: 30 working days before 12-31 is 11-19, 90 is 08-19 (mid-autumn and national days off).
    @pytest.mark.parametrize(
        ("day", "verdict", "point"),
        [
            ("2026-11-19", "受理", None),
            ("2026-11-20", "不予受理", "W1/late"),
            ("2026-12-31", "不予受理", "W1/late"),
            ("2026-03-02", "不予受理", "W1/early"),
        ],
    )
    def test_sides_of_the_window(
        self, checker: pr.Checker, day: str, verdict: str, point: str | None
    ) -> None:
        result = checker.check(self.renewal(day))
        assert result.verdict_label == verdict
        assert found(result) == ([point] if point else [])
        if point == "W1/late":
            assert result.open_way is not None
            assert "场所文件" in result.open_way.materials

    def test_after_expiry_the_way_is_a_new_application(self, checker: pr.Checker) -> None:
        result = checker.check(self.renewal("2026-03-02", "2026-03-01"))
        assert "W1/expired" in found(result)
        assert result.open_way is not None
        assert result.open_way.handling_item == "新办"

    def test_an_unpublished_year_cannot_be_told(self, checker: pr.Checker) -> None:
        result = checker.check(self.renewal("2026-12-20", "2029-12-31"))
        assert (result.complete, result.verdict_label) == (False, "无法判断")
        assert any("工作日历" in why for why in result.incomplete_because)

    def test_renewal_in_order_is_decided_on_the_spot(self, checker: pr.Checker) -> None:
        assert checker.check(self.renewal("2026-11-02")).decided_on_spot
        assert not checker.check(application()).decided_on_spot


class TestBars:
    """The last day is the corresponding day; the day after it the way is open."""

    @pytest.mark.parametrize(("decided", "barred"), [("2025-03-02", True), ("2025-03-01", False)])
    def test_last_day(self, checker: pr.Checker, decided: str, barred: bool) -> None:
        record = {"reason": "提供虚假材料", "decided_on": decided, "item": "teahouse"}
        result = checker.check(application(applicant={"name": "清风茶馆", "bars": [record]}))
        assert (result.verdict_label == "不予受理") is barred
        assert found(result) == (["J1"] if barred else [])

    def test_another_items_record_does_not_bar(self, checker: pr.Checker) -> None:
        record = {"reason": "提供虚假材料", "decided_on": "2026-03-01", "item": "other"}
        assert (
            found(checker.check(application(applicant={"name": "清风茶馆", "bars": [record]})))
            == []
        )

    def test_a_barred_person_in_the_role_is_a_condition_unmet(self, checker: pr.Checker) -> None:
        bars = [{"reason": "被吊销许可证", "decided_on": "2022-01-01"}]
        manager = checker.check(
            application(persons=[{"name": "李四", "role": "负责人", "bars": bars}])
        )
        assert (found(manager), manager.verdict_label) == (["J2"], "受理")
        other = checker.check(application(persons=[{"name": "李四", "role": "店员", "bars": bars}]))
        assert found(other) == []

    def test_a_record_without_its_day_cannot_be_told(self, checker: pr.Checker) -> None:
        result = checker.check(
            application(applicant={"name": "清风茶馆", "bars": [{"reason": "提供虚假材料"}]})
        )
        assert result.verdict is pr.Verdict.CANNOT_TELL


class TestDays:
    """The day chooses the version; a day nobody knows the rules of says so."""

    @pytest.mark.parametrize(
        ("day", "seats", "unmet"),
        [
            ("2025-04-14", 100, False),
            ("2025-04-14", 101, True),
            ("2025-04-15", 100, True),
            ("2025-04-15", 99, False),
        ],
    )
    def test_both_versions_on_both_sides(
        self, checker: pr.Checker, day: str, seats: int, unmet: bool
    ) -> None:
        result = checker.check(application(received_on=day, facts={"座位数": seats}))
        assert found(result) == (["S1"] if unmet else [])

    def test_before_the_known_rules(self, checker: pr.Checker) -> None:
        result = checker.check(application(received_on="2019-12-31"))
        assert (result.complete, result.verdict_label) == (False, "无法判断")
        assert any("没有这一天" in why for why in result.incomplete_because)

    def test_no_day_is_a_question_never_today(self, checker: pr.Checker) -> None:
        result = checker.check(application(received_on=None))
        assert [q.key for q in result.questions] == ["received_on"]
        assert not result.complete
        assert result.findings == ()

    def test_unknown_facts_are_told_even_without_a_day(self, checker: pr.Checker) -> None:
        result = checker.check(application(received_on=None, facts={"营业面只": 3}))
        assert [p.code for p in result.payload] == ["SH810"]

    def test_the_stretch_of_days_is_stated(self, checker: pr.Checker) -> None:
        result = checker.check(application(received_on="2025-04-14"))
        assert (str(result.since), str(result.until)) == ("2020-01-01", "2025-04-15")


class TestPlaces:
    """A lower level adds, replaces and withdraws; an unknown code takes its nearest parent."""

    def test_shenzhen(self, library: pr.Library) -> None:
        shenzhen = pr.Checker(library, item="teahouse", place="440300", verify=True)
        result = shenzhen.check(
            application(
                facts={"座位数": 301, "设有明火": "是", "卫生负责人": "王二"},
                paper={"申请书": {"copies": 1}},
            )
        )
        assert found(result) == ["Z1"]
        assert result.levels == ("", "440300")
        before = shenzhen.check(
            application(received_on="2023-12-31", paper={"申请书": {"copies": 1}})
        )
        assert found(before) == ["M1/copies"]

    def test_a_district_takes_the_citys_rules(self, library: pr.Library) -> None:
        result = pr.Checker(library, item="teahouse", place="440307").check(
            application(facts={"座位数": 301})
        )
        assert "440300" in result.levels
        assert result.place == "440307"
        assert [p.code for p in result.payload] == ["SH843"]


class TestUnobserved:
    """What is not stated about a paper is not a defect by itself."""

    def test_unknown_is_asked_about(self, checker: pr.Checker) -> None:
        result = checker.check(application(paper={"申请书": {"signed": None, "sealed": None}}))
        assert (status(result, "M1/signature"), result.verdict_label) == ("无法判断", "无法判断")
        assert [q.kind for q in result.questions] == ["observation"]

    def test_in_order_is_presumed_and_listed(self, library: pr.Library) -> None:
        trusting = pr.Checker(library, item="teahouse", place="", unobserved="in_order")
        result = trusting.check(application(paper={"申请书": {"signed": None, "sealed": None}}))
        assert result.verdict is pr.Verdict.ACCEPTED
        assert "M1/signature" in [a.key for a in result.assumed]


class TestPayloads:
    """Whatever is wrong with a payload is part of the result."""

    @pytest.mark.parametrize("payload", ["", "[]", "{", b"\xff\xfe", "null", "5", '{"a":' * 9999])
    def test_not_an_object(self, checker: pr.Checker, payload: str | bytes) -> None:
        result = checker.check(payload)
        assert (result.complete, result.verdict) == (False, pr.Verdict.CANNOT_TELL)
        assert result.payload

    def test_unknown_keys_are_named_with_a_suggestion(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts={"营业面只": 80}, recieved_on="2026-03-02"))
        told = {p.where: p.help for p in result.payload}
        assert "营业面积" in told["facts.营业面只"]
        assert "received_on" in told["recieved_on"]

    def test_another_item_or_place_is_not_answered_as_if_it_were_ours(
        self, checker: pr.Checker
    ) -> None:
        result = checker.check(application(item="bookshop", place="110000"))
        assert {p.code for p in result.payload} == {"SH841", "SH842"}
        assert not result.complete
        assert result.verdict is pr.Verdict.CANNOT_TELL

    def test_an_unreadable_material_makes_nothing_missing_for_sure(
        self, checker: pr.Checker
    ) -> None:
        result = checker.check(application(without=("申请书",), more=(42,)))
        assert (found(result), result.complete) == ([], False)
        assert status(result, "M1") == "无法判断"

    def test_a_bad_value_is_no_silence(self, checker: pr.Checker) -> None:
        result = checker.check(application(facts={"设有明火": "也许"}))
        assert status(result, "M4") == "无法判断"
        assert any(p.code == "SH811" for p in result.payload)

    @pytest.mark.parametrize("written", ["８０㎡", "八十平方米", "80平米", 80.0, "80.00"])
    def test_numbers_as_people_write_them(self, checker: pr.Checker, written: object) -> None:
        result = checker.check(application(facts={"营业面积": written}))
        assert result.payload == ()
        assert result.verdict is pr.Verdict.ACCEPTED

    def test_a_lower_bound_answers_as_far_as_it_goes(self, checker: pr.Checker) -> None:
        assert status(checker.check(application(facts={"座位数": "120余"})), "S1") == "不符"
        result = checker.check(application(facts={"座位数": "80余"}))
        assert status(result, "S1") == "无法判断"
        assert "seats" in [q.key for q in result.questions]

    def test_dict_text_bytes_and_application_are_the_same(self, checker: pr.Checker) -> None:
        payload = application()
        text = json.dumps(payload, ensure_ascii=False)
        answers = {
            checker.check(p).model_dump_json()
            for p in (payload, text, text.encode(), pr.Application.model_validate(payload))
        }
        assert len(answers) == 1


def test_a_question_is_asked_only_while_it_can_still_matter(checker: pr.Checker) -> None:
    # With 50 seats no area makes it a large teahouse, so the area is not asked for.
    result = checker.check(application(facts={"营业面积": None, "座位数": 50}))
    assert result.questions == ()
    assert result.verdict is pr.Verdict.ACCEPTED
    asked = checker.check(application(facts={"营业面积": None, "座位数": 51}))
    assert [q.key for q in asked.questions] == ["area"]
    [line] = asked.conditional
    assert line.text == "若营业面积不低于200平方米，还须提交《场所文件》中的《大型茶馆安全方案》。"


def test_unasked_and_forbidden_papers_are_notes(checker: pr.Checker) -> None:
    result = checker.check(application(more=("健康证明", "荣誉证书")))
    texts = [n.text for n in result.notes if n.kind.value == "not_required" and not n.point]
    assert len(texts) == 2
    assert "依法不得要求" in texts[0]


def test_a_near_expiry_is_a_warning_only(checker: pr.Checker) -> None:
    result = checker.check(application(paper={"营业执照": {"expires_on": "2026-03-30"}}))
    assert result.verdict is pr.Verdict.ACCEPTED
    assert any("2026-03-30" in n.text for n in result.notes)


def test_an_item_the_library_does_not_know(library: pr.Library) -> None:
    result = pr.Checker(library).check(application(item="teahose"))
    assert "teahouse" in result.payload[0].help
    assert result.findings == ()
    assert not result.complete
    with pytest.raises(pr.UnknownItem):
        pr.Checker(library, item="teahose")


def test_an_optional_material_may_be_left_out_but_not_be_wrong(checker: pr.Checker) -> None:
    result = checker.check(application())
    assert [n.point for n in result.notes if "不是必要材料" in n.text] == ["teahouse/M7"]
    assert (status(result, "M7"), result.verdict_label) == ("不符", "受理")
    poor = checker.check(application(more=({"code": "M7", "copies": 1},)))
    assert (found(poor), poor.verdict_label) == (["M7/copies"], "补正")


def test_choices_that_lead_nowhere_are_named(checker: pr.Checker) -> None:
    result = checker.check(
        application(
            routes={"M9": "later", "M1": "later", "M4": "commitment"}, shared=["电子营业执造"]
        )
    )
    assert [(p.code, p.where) for p in result.payload] == [
        ("SH823", "routes.M9"),
        ("SH824", "routes.M1"),
        ("SH824", "routes.M4"),
        ("SH825", "shared[0]"),
    ]
    assert "电子营业执照" in result.payload[3].help


def test_two_papers_for_one_material_in_either_order(checker: pr.Checker) -> None:
    first = {"name": "申请书", "copies": 1, "signed": False, "sealed": False}
    second = {"name": "申请书", "copies": 0, "signed": False, "sealed": False}
    answers = {
        checker.check(application(without=("申请书",), more=papers)).model_dump_json()
        for papers in ((first, second), (second, first))
    }
    assert len(answers) == 1
