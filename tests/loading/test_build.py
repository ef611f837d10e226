"""A small item that uses every key becomes exactly the model it describes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permit_rules.conditions.nodes import (
    ALWAYS,
    NEVER,
    ChoicesTest,
    ChoiceTest,
    Holding,
    Named,
    NumberTest,
    Order,
    StatedTest,
)
from permit_rules.loading import load
from permit_rules.model.arrangements import Level
from permit_rules.model.basis import Grade
from permit_rules.model.item import CountFrom, HandlingKind, Item
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    ContentStandard,
    CopiesStandard,
    ExpiryStandard,
    FormStandard,
    ManualStandard,
    Material,
    MaterialForm,
    MaterialRole,
    MaterialSource,
    Necessity,
    SharedSource,
    SignatureStandard,
    SignMethod,
    Stage,
)
from permit_rules.model.review_point import (
    BarTarget,
    Effect,
    LateEffect,
    Outcome,
    ReviewClass,
)
from permit_rules.model.validity import Before, Validity
from permit_rules.working_days import Period, PeriodUnit
from tests.loading.folder import ITEM, rules

TEXT = (Path(__file__).parent / "data" / "every-key.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def item(tmp_path_factory: pytest.TempPathFactory) -> Item:
    library = load(rules(tmp_path_factory.mktemp("trial"), {ITEM: TEXT}))
    assert library.diagnostics == ()
    return library.items[0]


@pytest.fixture(scope="module")
def material(item: Item) -> Material:
    return item.statements.materials[0].versions[0].value


def _period(amount: int, unit: PeriodUnit = PeriodUnit.DAY) -> Period:
    return Period(amount, unit)


def test_the_head(item: Item) -> None:
    assert (item.id, item.name, item.place, item.kind) == ("trial", "试验许可", "", "备案")
    assert item.known_from == date(2023, 12, 1)
    assert item.count_from is CountFrom.RESUBMISSION
    assert item.fee == "不收费"
    assert item.result_document == "试验许可证"
    assert item.notes == ("甲", "乙")
    assert str(item.where) == "national/trial.yaml:1:1"
    assert [(h.name, h.kind, h.aliases) for h in item.handling_items] == [
        ("新办", HandlingKind.PERMIT, ()),
        ("延续", HandlingKind.PERMIT, ("换证",)),
        ("备案", HandlingKind.FILING, ()),
    ]


def test_how_the_item_is_run(item: Item) -> None:
    stated = item.statements
    [authority] = stated.authorities
    value = authority.versions[0].value
    assert (value.department, value.levels) == ("试验局", (Level.CITY, Level.COUNTY))
    assert value.delegates == ("试验站", "试验所")
    assert value.when != ALWAYS
    said = [
        version.value.words
        for entry in (
            *stated.authorities,
            *stated.terms,
            *stated.inspections,
            *stated.reforms,
            *stated.catch_alls,
        )
        for version in entry.versions
    ]
    assert said == [
        "试验局（市、县级）；受委托：试验站、试验所",
        "有效期5年",
        "有效期长期",
        "现场核查，5个工作日内",
        "实行告知承诺（自由贸易试验区）",
        "原文：法律、法规规定的其他材料",
    ]


def test_instruments(item: Item) -> None:
    measures = item.instruments["办法"]
    assert (measures.title, measures.document_number) == ("试验管理办法", "第1号")
    assert (measures.effective_from, measures.repealed_on) == (
        date(2023, 12, 1),
        date(2030, 1, 1),
    )
    assert measures.grade is Grade.PRIMARY
    assert item.instruments["办法细则"].grade is Grade.RECALLED


def test_own_fields_and_situations(item: Item) -> None:
    floor = item.fields[0]
    assert (floor.id, floor.unit, floor.minimum, floor.maximum) == ("floor", "", -2, 99)
    assert item.situations == {"高楼": NumberTest("floor", Order.ABOVE, 9)}
    assert item.decided_on_spot == ChoiceTest("handling_item", ("延续",))
    assert item.not_demanded[0].name == "健康证明"
    assert item.not_demanded[0].basis[0].article == "第三条"


def test_applicability(item: Item) -> None:
    filing, elsewhere = (d.versions[0].value for d in item.statements.applicability)
    assert filing.when == ChoicesTest("business_items", Holding.ONLY, ("饮品",))
    assert (filing.outcome, filing.handling_item) == (Outcome.FILING, "备案")
    assert filing.notice == "办备案。"
    assert (elsewhere.outcome, elsewhere.target) == (Outcome.OTHER_AUTHORITY, "教育局")


def test_a_material(material: Material) -> None:
    assert (material.id, material.name, material.aliases) == ("M1", "申请书", ("申请表",))
    assert material.when == ChoiceTest("handling_item", ("新办",))
    assert material.unless == Named("高楼", NumberTest("floor", Order.ABOVE, 9))
    assert material.necessity is Necessity.OPTIONAL
    assert material.role is MaterialRole.MINOR
    assert material.source is MaterialSource.THIRD_PARTY
    assert material.stage is Stage.INSPECTION
    assert (material.notice, material.note) == ("请提交。", "备注")
    assert [(b.instrument.key, b.article, b.grade) for b in material.basis] == [
        ("办法", "第一条", Grade.RECALLED),
        ("办法细则", "第二条", Grade.RECALLED),
    ]


def test_standards_have_their_codes_and_share_the_basis(material: Material) -> None:
    assert [s.code for s in material.standards] == [
        "form", "copies", "signature", "signature-2", "expiry", "age",
        "agree-1", "agree-2", "content-1", "content-2", "manual-1", "manual-2",
    ]  # fmt: skip
    assert all(s.correctable_on_spot for s in material.standards)
    assert material.standards[0].basis == material.basis


def test_each_standard(material: Material) -> None:
    own = {s.code: s for s in material.standards}
    common = {"basis": material.basis, "correctable_on_spot": True}
    forms = (MaterialForm.ORIGINAL, MaterialForm.ELECTRONIC)
    assert own["form"] == FormStandard(code="form", forms=forms, **common)
    assert own["copies"] == CopiesStandard(code="copies", count=2, **common)
    assert own["signature"] == SignatureStandard(
        code="signature", signer="申请人", method=SignMethod.EITHER, **common
    )
    assert own["expiry"] == ExpiryStandard(
        code="expiry", beyond=_period(30), remind=_period(60),
        when=ChoiceTest("business_form", ("餐饮",)), **common,
    )  # fmt: skip
    assert own["age"] == AgeStandard(code="age", within=_period(90), **common)
    assert own["agree-2"] == AgreementStandard(
        code="agree-2", stated="行数", field="machine_count", **common
    )
    assert own["content-1"] == ContentStandard(code="content-1", content="面积", **common)
    assert own["manual-1"] == ManualStandard(code="manual-1", text="清晰", **common)
    assert own["manual-2"] == ManualStandard(
        code="manual-2", text="一致", lacking="扫描图像", **common
    )


def test_a_standard_with_words_of_its_own(material: Material) -> None:
    own = {s.code: s for s in material.standards}
    each = own["signature-2"]
    assert isinstance(each, SignatureStandard)
    assert (each.signer, each.roster, each.notice) == ("仓库", "warehouses", "请盖章。")
    assert each.when == ChoicesTest("business_items", Holding.ANY, ("热食",))
    # 来源 beside it is absent, so the grade is the instrument's.
    assert [(b.instrument.key, b.grade) for b in each.basis] == [("办法细则", Grade.RECALLED)]
    assert own["content-2"].notice == "请公证。"
    assert [(b.article, b.grade) for b in own["content-2"].basis] == [("第九条", Grade.DERIVED)]


def test_alternatives(material: Material) -> None:
    assert material.shared == (
        SharedSource(name="电子执照", when=ChoiceTest("business_form", ("餐饮",))),
    )
    old, copy = material.alternatives
    assert (old.id, old.name, old.aliases) == ("M1-alt1", "旧申请书", ("旧表",))
    assert old.when == ChoiceTest("business_form", ("销售",))
    assert old.standards == (ExpiryStandard(code="expiry", basis=material.basis),)
    assert copy.id == "M1-alt2"
    form = copy.standards[0]
    assert isinstance(form, FormStandard)
    assert (form.forms, form.paper_only) == ((MaterialForm.COPY,), True)
    assert [b.article for b in form.basis] == ["第七条"]


def test_parts(material: Material) -> None:
    body, annex = material.parts
    assert (body.id, body.name, body.each) == ("M1a", "正文", "warehouses")
    assert body.when == ChoiceTest("warehouses.temperature", ("冷藏",))
    assert body.unless == NEVER
    assert body.basis == material.basis
    assert body.standards == (
        AgreementStandard(
            code="agree-1", stated="温度", field="warehouses.temperature", basis=material.basis
        ),
    )
    assert (annex.each, annex.notice) == ("", "请附。")
    assert annex.unless == ChoiceTest("business_form", ("食堂",))
    assert [a.id for a in annex.alternatives] == ["M1b-alt1"]
    assert [b.grade for b in annex.basis] == [Grade.PRIMARY]


def test_tolerance(material: Material) -> None:
    tolerance = material.tolerance
    assert tolerance is not None
    assert tolerance.period == _period(5, PeriodUnit.WORKING_DAY)
    assert tolerance.unless == ChoiceTest("machines_used", ("是",))
    assert (tolerance.promise_required, tolerance.consequence) == (False, "视为撤回")
    assert [b.article for b in tolerance.basis] == ["第六条"]


def test_commitment(material: Material) -> None:
    commitment = material.commitment
    assert commitment is not None
    assert (commitment.text, commitment.consequence) == ("已经写明", "撤销许可")
    assert commitment.unless == ChoiceTest("machines_used", ("是",))
    assert commitment.check_within == _period(60, PeriodUnit.WORKING_DAY)
    assert [b.article for b in commitment.basis] == ["第七条"]


def test_a_material_for_each_member_of_a_roster(item: Item) -> None:
    each = item.statements.materials[1].versions[0].value
    assert each.each == "warehouses"
    assert each.when == ChoiceTest("warehouses.temperature", ("冷藏",))
    assert each.unless == NEVER
    assert [(b.article, b.words) for b in each.basis] == [("", "《试验管理办法》")]


def test_conditions(item: Item) -> None:
    dated, by_hand, hint = item.statements.conditions
    assert dated.before is Before.ABSENT
    assert dated.versions[0].validity == Validity(date(2024, 1, 1), date(2025, 1, 1))
    floor = dated.versions[0].value
    assert (floor.review_class, floor.effect) == (ReviewClass.FORMAL, Effect.CORRECTION)
    assert floor.must == StatedTest("floor")
    assert (floor.notice, floor.correctable_on_spot) == ("请填楼层。", True)
    distance = by_hand.versions[0].value
    assert distance.must is None
    assert (distance.manual, distance.lacking) == ("远近", "测量")
    assert (distance.each, distance.when) == ("warehouses", ALWAYS)
    # A point that only warns asks for nothing and may stand without a basis.
    assert hint.versions[0].value.effect is Effect.WARNING
    assert hint.versions[0].value.basis == ()


def test_bars_windows_and_limits(item: Item) -> None:
    bar = item.statements.bars[0].versions[0].value
    assert (bar.target, bar.roles) == (BarTarget.PERSON, ("董事",))
    assert (bar.reasons, bar.period) == (("造假", "隐瞒"), _period(3, PeriodUnit.YEAR))
    assert (bar.item_only, bar.effect) == (False, Effect.CONDITION_UNMET)
    window = item.statements.windows[0].versions[0].value
    assert (window.handling_item, window.afterwards) == ("延续", "新办")
    assert window.expiry == "permit_expiry"
    assert (window.opens, window.closes) == (_period(90, PeriodUnit.WORKING_DAY), _period(0))
    assert window.late is LateEffect.NOT_ACCEPTED
    limit = item.statements.limits[0].versions[0].value
    assert (limit.step, limit.note) == ("决定", "快")
    assert limit.statutory == _period(20, PeriodUnit.WORKING_DAY)
    assert limit.committed == _period(5, PeriodUnit.WORKING_DAY)


def test_the_catalogue(tmp_path: Path) -> None:
    library = load(rules(tmp_path, {ITEM: TEXT}))
    catalogue = library.catalogue
    area = catalogue.find("营业面积")
    assert area is not None
    assert (area.id, area.unit, area.decimals) == ("business_area", "平方米", 2)
    machines = catalogue.by_id("machines_used")
    assert machines.silence == "否"
    assert "申报" in machines.silence_reason
    assert catalogue.by_id("applicant_name").taken_from == "applicant.name"
    drinks = catalogue.by_id("business_items").choice("饮料")
    assert drinks is not None
    assert drinks.name == "饮品"
    warehouses = catalogue.by_id("warehouses")
    key = warehouses.member(warehouses.member_key)
    assert key is not None
    assert key.id == "warehouses.name"
    assert catalogue.by_id("received_on").label == "收件日"
    assert {p.name for p in library.places.values()} == {"广东省", "深圳市"}
    assert library.calendar.years == {2025}
