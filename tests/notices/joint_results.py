"""Answers to joint applications built by hand, and a plan: for the golden notices."""

from __future__ import annotations

from datetime import date

from permit_rules.joint_result import (
    BusinessPlan,
    Dependency,
    Elsewhere,
    Inferred,
    JointField,
    JointPaper,
    JointResult,
    PaperUse,
    PermitAnswer,
    PermitNeeded,
    Tally,
)
from permit_rules.result import (
    CheckResult,
    Clause,
    ConditionalLine,
    ConditionData,
    Demand,
    Exemption,
    Finding,
    FindingKind,
    OpenWay,
    PaperAsked,
    PointResult,
    PointStatus,
    Question,
    Requirement,
    Route,
    TimeLimitLine,
    Verdict,
)
from tests.notices.results import READ, RECALLED, RESULTS, UNMET

SELLS_TEA = Clause(text="经营活动含茶饮", value="茶饮、评弹", truth="yes")
DECISION = TimeLimitLine(step="决定", statutory="20个工作日", committed="5个工作日", basis=(READ,))
FIRE_DECISION = TimeLimitLine(step="消防检查决定", statutory="3个工作日", basis=(RECALLED,))
COPY = Requirement(point="teahouse/M2/form", kind="form", text="须为复印件", forms=("复印件",))
VALID = Requirement(point="teahouse/M2/expiry", kind="expiry", text="在收件日须仍在有效期内")
SIGNED = Requirement(
    point="teahouse/M1/signature", kind="signature", text="须由申请人签名", method="签名"
)
LICENCE = Finding(
    code="missing",
    kind=FindingKind.MISSING,
    points=("teahouse/M2", "stage/M3"),
    material="business-licence",
    material_name="营业执照",
    review_class="形式审查",
    message="未提交《营业执照》。",
    reason=(SELLS_TEA,),
    basis=(READ, RECALLED),
    remedy="请提交《营业执照》。",
    demands=(
        Demand(
            paper=PaperAsked(id="business-licence", name="营业执照", requirements=(COPY, VALID))
        ),
    ),
    routes=(Route(kind="shared", open=True, text="通过电子营业执照核验的，免予提交"),),
)
PLAN = BusinessPlan(
    bundle="tea-theatre",
    bundle_name="书茶馆",
    place="440400",
    permits=(
        PermitNeeded(
            need="F1",
            item="teahouse",
            item_name="茶馆经营许可",
            handling_item="新办",
            certain=True,
            reason=(SELLS_TEA,),
            basis=(READ,),
        ),
        PermitNeeded(
            need="F2",
            item="tobacco",
            item_name="烟草零售许可",
            handling_item="新办",
            certain=False,
            when=ConditionData(
                all=(
                    ConditionData(
                        field="activities",
                        operator="any_of",
                        values=("烟草零售",),
                        text="经营活动含烟草零售",
                    ),
                    ConditionData(
                        negated=ConditionData(
                            field="online", operator="one_of", values=("是",), text="只在网上卖"
                        )
                    ),
                )
            ),
            basis=(RECALLED,),
            note="卖电子烟的也是",
        ),
    ),
    not_needed=(
        PermitNeeded(
            need="F3",
            item="hotel",
            item_name="旅馆许可",
            handling_item="新办",
            certain=True,
            reason=(Clause(text="经营活动含住宿", value="茶饮、评弹", truth="no"),),
        ),
    ),
    elsewhere=(
        Elsewhere(
            need="T1",
            name="税务登记信息确认",
            department="税务机关",
            certain=True,
            reason=(Clause(text="办理事由为开办", value="开办", truth="yes"),),
            basis=(RECALLED,),
        ),
        Elsewhere(need="T2", name="海关备案", department="海关", certain=False, note="进口茶叶的"),
    ),
    questions=(
        Question(
            kind="field",
            key="activities",
            label="经营活动",
            text="做哪些生意？",
            options=("茶饮", "评弹", "烟草零售"),
            points=("bundles/F2",),
        ),
    ),
    inferred=(
        Inferred(field="public", label="面向公众", value="是", reason="茶馆对外营业", by="I1"),
    ),
    digest="9f86d081884c7d659a2feaa0c55ad015",
)


def _stage(verdict: Verdict, **more: object) -> CheckResult:
    common: dict[str, object] = {
        "item": "stage",
        "item_name": "演出场所许可",
        "handling_item": "设立",
        "service_kind": "行政许可",
        "applicant": "清风茶馆",
        "received_on": date(2026, 3, 2),
        "verdict": verdict,
        "verdict_label": verdict.label,
        "complete": True,
        "limits": (FIRE_DECISION,),
    }
    return CheckResult.model_validate({**common, **more})


def _together(verdict: Verdict, **more: object) -> CheckResult:
    common: dict[str, object] = {
        "item": "",
        "item_name": "书茶馆",
        "place": "440400",
        "applicant": "清风茶馆",
        "received_on": date(2026, 3, 2),
        "verdict": verdict,
        "verdict_label": verdict.label,
        "complete": True,
        "count_from": "首次收件日",
    }
    return CheckResult.model_validate({**common, **more})


CONDITIONS = (
    PointResult(
        point="stage/S1",
        kind="condition",
        name="有安全出口",
        review_class="实质审查",
        status=PointStatus.MANUAL,
    ),
    PointResult(
        point="stage/S2",
        kind="condition",
        name="舞台不用明火",
        review_class="实质审查",
        status=PointStatus.MET,
    ),
    PointResult(
        point="stage/S3",
        kind="condition",
        name="露天演出另有要求",
        review_class="实质审查",
        status=PointStatus.NOT_APPLICABLE,
    ),
)
TEAHOUSE = PermitAnswer(
    key="teahouse",
    item="teahouse",
    item_name="茶馆经营许可",
    handling_item="新办",
    authority="珠海市示例区市场监督管理局",
    needed_because=(SELLS_TEA,),
    basis=(READ,),
    fields=("applicant_name", "area"),
    papers=(0, 1),
    result=RESULTS["correction"].model_copy(update={"limits": (DECISION,)}),
)
STAGE = PermitAnswer(
    key="stage@一号厅",
    item="stage",
    item_name="演出场所许可",
    handling_item="设立",
    premises="一号厅",
    authority="珠海市示例区文化广电旅游体育局",
    fields=("applicant_name",),
    waits_for=("teahouse",),
    counts=False,
    result=_stage(Verdict.CORRECTION, findings=(LICENCE,), points=CONDITIONS),
)
PAPERS = (
    JointPaper(
        identity="business-licence",
        name="营业执照",
        uses=(
            PaperUse(permit="teahouse", paper="M2", name="营业执照复印件"),
            PaperUse(permit="stage@一号厅", paper="M3", name="营业执照"),
        ),
        requirements=(COPY, VALID),
    ),
    JointPaper(
        identity="joint-form",
        name="一照通行申请表",
        uses=(PaperUse(permit="teahouse", paper="M1", name="茶馆经营许可申请书"),),
        requirements=(SIGNED,),
        in_hand=True,
    ),
    JointPaper(
        identity="stage/M5",
        name="平面图",
        premises="一号厅",
        instance="二层",
        uses=(PaperUse(permit="stage@一号厅", paper="M5", name="平面图"),),
        shared_source="不动产登记",
    ),
    JointPaper(
        identity="stage/M2",
        name="茶馆经营许可证",
        uses=(PaperUse(permit="stage@一号厅", paper="M2", name="茶馆经营许可证"),),
        comes_from="teahouse",
    ),
)
FIELDS = (
    JointField(
        field="applicant_name",
        label="申请人名称",
        permits=("teahouse", "stage@一号厅"),
        stated=True,
        source="营业执照",
    ),
    JointField(
        field="hall",
        label="厅堂面积",
        premises="一号厅",
        permits=("stage@一号厅",),
        stated=True,
        source="以前的办件",
    ),
    JointField(field="area", label="营业面积", permits=("teahouse",), stated=False),
)
DEPENDENCIES = (
    Dependency(
        permit="stage@一号厅",
        needs="teahouse",
        paper="M2",
        paper_name="茶馆经营许可证",
        may_follow=True,
        text="演出场所许可要用的《茶馆经营许可证》，由本次申请的茶馆经营许可产生。",
        basis=(RECALLED,),
    ),
    Dependency(
        permit="teahouse",
        needs="stage@一号厅",
        paper="M9",
        paper_name="演出场所许可证",
        may_follow=False,
        text="",
    ),
)
LIMITS = (
    DECISION.model_copy(update={"step": "茶馆经营许可：决定"}),
    FIRE_DECISION.model_copy(update={"step": "演出场所许可：消防检查决定"}),
    TimeLimitLine(step="统一、联合、集中办理", statutory="45个工作日", basis=(READ,)),
)
QUESTIONS = (
    Question(
        kind="field",
        key="area",
        label="营业面积",
        text="营业面积是多少平方米？",
        unit="平方米",
        points=("teahouse/M3b", "stage/M6"),
    ),
    *PLAN.questions,
)
CONDITIONAL = (
    ConditionalLine(
        point="stage/M6",
        condition="营业面积不低于200平方米",
        text="若营业面积不低于200平方米，还须提交《疏散方案》。",
        remedy="请提交《疏散方案》。",
        demands=(Demand(paper=PaperAsked(id="stage/M6", name="疏散方案", requirements=(COPY,))),),
        depends_on=("area",),
        basis=(RECALLED,),
    ),
    ConditionalLine(
        point="bundles/F2",
        condition="经营活动含烟草零售",
        text="若经营活动含烟草零售，还须办理《烟草零售许可》。",
        depends_on=("unasked",),
    ),
)


def _joint(verdict: Verdict, together: CheckResult, **more: object) -> JointResult:
    common: dict[str, object] = {
        "bundle": "tea-theatre",
        "bundle_name": "书茶馆",
        "place": "440400",
        "applicant": "清风茶馆",
        "received_on": date(2026, 3, 2),
        "verdict": verdict,
        "verdict_label": verdict.label,
        "complete": True,
        "plan": PLAN,
        "permits": (TEAHOUSE, STAGE),
        "together": together,
        "papers": PAPERS,
        "fields": FIELDS,
        "paper_count": Tally(separately=7, together=4),
        "field_count": Tally(separately=4, together=3),
        "dependencies": DEPENDENCIES,
        "limits": LIMITS,
        "digest": PLAN.digest,
    }
    return JointResult.model_validate({**common, **more})


JOINT: dict[str, JointResult] = {
    "joint-correction": _joint(
        Verdict.CORRECTION,
        _together(
            Verdict.CORRECTION,
            complete=False,
            findings=(LICENCE, UNMET),
            questions=QUESTIONS,
            conditional=CONDITIONAL,
            notes=RESULTS["correction"].notes,
            assumed=RESULTS["correction"].assumed,
            payload=RESULTS["correction"].payload,
            exempt=(
                Exemption(point="stage/M5", material="平面图", by="shared", source="不动产登记"),
                Exemption(
                    point="teahouse/M4",
                    material="明火安全承诺",
                    by="condition",
                    reason=(SELLS_TEA,),
                ),
            ),
            holds_until=date(2026, 4, 30),
        ),
        complete=False,
        incomplete_because=("有2个问题没有回答",),
    ),
    "joint-accepted": _joint(
        Verdict.ACCEPTED_WITH_DEFERRALS,
        RESULTS["accepted-with-deferrals"].model_copy(update={"item": "", "item_name": ""}),
        plan=None,
        bundle="",
        bundle_name="",
        dependencies=(),
        permits=(
            TEAHOUSE.model_copy(update={"result": RESULTS["accepted-with-deferrals"]}),
            STAGE.model_copy(
                update={"result": _stage(Verdict.ACCEPTED), "waits_for": (), "counts": True}
            ),
        ),
    ),
    "joint-refused": _joint(
        Verdict.NOT_ACCEPTED,
        _together(Verdict.NOT_ACCEPTED, findings=RESULTS["not-accepted"].findings),
        permits=(
            TEAHOUSE.model_copy(update={"result": RESULTS["not-accepted"]}),
            STAGE.model_copy(update={"waits_for": (), "counts": True}),
        ),
        papers=(),
        fields=(),
        paper_count=Tally(separately=0, together=0),
        dependencies=(),
    ),
    "joint-cannot-tell": _joint(
        Verdict.CANNOT_TELL,
        _together(
            Verdict.CANNOT_TELL,
            complete=False,
            questions=QUESTIONS,
            open_way=OpenWay(text="请向示例局咨询。"),
        ),
        complete=False,
    ),
}
