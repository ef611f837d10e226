"""Results built by hand, one for each verdict: what the golden notices are written from."""

from __future__ import annotations

from datetime import date

from permit_rules.result import (
    Assumption,
    Basis,
    Change,
    CheckResult,
    Clause,
    CommitmentMade,
    ConditionalLine,
    Counts,
    Deferral,
    Demand,
    Exemption,
    Finding,
    FindingKind,
    InstanceResult,
    Note,
    NoteKind,
    OpenWay,
    PaperAsked,
    PartRef,
    PayloadFinding,
    PointResult,
    PointStatus,
    Question,
    Requirement,
    Route,
    TimeLimitLine,
    Verdict,
    Way,
)

RECALLED = Basis(instrument="茶馆管理办法", article="第十条第二项", grade="凭记忆", verified=False)
READ = Basis(instrument="茶馆管理条例", article="第九条", grade="法规原文", verified=True)
NEW = Clause(text="业务办理项为新办", value="新办", truth="yes")


def _content(paper: str, content: str) -> Requirement:
    return Requirement(
        point=f"teahouse/{paper}/{content}",
        kind="content",
        text=f"须含有或者标明「{content}」",
        content=content,
    )


MISSING = Finding(
    code="missing",
    kind=FindingKind.MISSING,
    points=("teahouse/M3a", "teahouse/M3c"),
    material="M3",
    material_name="场所文件",
    parts=(PartRef(id="M3a", name="平面图"), PartRef(id="M3c", name="房屋产权证明复印件")),
    review_class="形式审查",
    message="未提交《场所文件》中的《平面图》、《房屋产权证明复印件》。",
    reason=(NEW, Clause(text="营业面积超过200平方米", value="260平方米", truth="yes")),
    basis=(RECALLED, READ),
    remedy="请提交《平面图》和《房屋产权证明复印件》，或者《租赁合同复印件》。",
    demands=(
        Demand(
            paper=PaperAsked(
                id="M3a",
                name="平面图",
                requirements=(_content("M3a", "面积"),),
            ),
            instance="总店",
        ),
        Demand(
            paper=PaperAsked(id="M3c", name="房屋产权证明复印件"),
            instead=(
                PaperAsked(
                    id="M3c-alt1",
                    name="租赁合同复印件",
                    requirements=(
                        Requirement(
                            point="teahouse/M3c-alt1/expiry",
                            kind="expiry",
                            text="在收件日须仍在有效期内",
                        ),
                    ),
                ),
            ),
        ),
    ),
    routes=(
        Route(kind="shared", open=True, text="经不动产登记核验的，免予提交"),
        Route(
            kind="later",
            open=False,
            text="可以书面承诺后先行受理，在5个工作日内补交；逾期未补交的，视为撤回申请",
            reason=(Clause(text="严重失信为“是”", value="是", truth="yes"),),
        ),
    ),
)
DEFECTIVE = Finding(
    code="defective/expiry",
    kind=FindingKind.DEFECTIVE,
    points=("teahouse/M2/expiry",),
    material="M2",
    material_name="营业执照复印件",
    review_class="材料标准",
    message="《营业执照复印件》在收件日须仍在有效期内；有效期至2026-03-01。",
    reason=(
        Clause(text="不满足“已通过电子营业执照核验”", value="否", truth="yes"),
        Clause(
            text="不满足“《营业执照复印件》符合要求（在收件日须仍在有效期内）”",
            value="否",
            truth="yes",
        ),
    ),
    basis=(READ,),
    remedy="请改正后重新提交《营业执照复印件》：在收件日须仍在有效期内。",
    correctable_on_spot=True,
)
UNMET = Finding(
    code="condition_unmet",
    kind=FindingKind.CONDITION_UNMET,
    points=("teahouse/S1",),
    instance="总店",
    review_class="实质审查",
    message="不符合要求：大型茶馆配备卫生负责人（总店）。",
    reason=(
        Clause(text="座位数不低于100个", value="120个", truth="yes"),
        Clause(text="未填写卫生负责人", value="未填写", truth="yes"),
    ),
    basis=(READ,),
    remedy="请配备卫生负责人并填写姓名。",
)
BARRED = Finding(
    code="barred",
    kind=FindingKind.BARRED,
    points=("teahouse/W1/expired",),
    review_class="形式审查",
    message="许可证有效期已经届满，不能延续。",
    basis=(READ,),
    remedy="请按新办提出申请。",
)
FILING = Finding(
    code="filing_due",
    kind=FindingKind.FILING_DUE,
    points=("teahouse/B1",),
    review_class="形式审查",
    message="仅销售预包装茶叶。",
    reason=(Clause(text="售卖品种只含预包装茶叶", value="预包装茶叶", truth="yes"),),
    basis=(RECALLED,),
    remedy="仅销售预包装茶叶的，办理备案即可。",
)
ELSEWHERE = Finding(
    code="other_authority",
    kind=FindingKind.OTHER_AUTHORITY,
    points=("teahouse/A1",),
    review_class="形式审查",
    message="「税务局」不是办理本事项的机关。",
    basis=(READ,),
    remedy="请向茶馆管理局提出申请。",
)
OFFER = CommitmentMade(
    point="teahouse/M5",
    material="M5",
    material_name="分店平面图",
    text="分店的布局与申请书所写一致",
    check_within="60个工作日",
    consequence="撤销许可决定，并记入信用记录",
    basis=(READ,),
)
BARE_OFFER = CommitmentMade(
    point="teahouse/M8", material="M8", material_name="卫生管理制度", text="已建立卫生管理制度"
)
REPLACEABLE = Finding(
    code="missing",
    kind=FindingKind.MISSING,
    points=("teahouse/M5",),
    material="M5",
    material_name="分店平面图",
    review_class="形式审查",
    message="未提交《分店平面图》。",
    basis=(READ,),
    remedy="请提交《分店平面图》。",
    routes=(
        Route(
            kind="commitment",
            open=True,
            text="可以书面承诺“分店的布局与申请书所写一致”，不再提交",
            paper="M5",
            offer=OFFER,
        ),
        Route(kind="commitment", open=False, text="不再提交", paper="M8", offer=BARE_OFFER),
    ),
)
RECEIVED = (
    PointResult(
        point="teahouse/M1",
        kind="material",
        name="茶馆经营许可申请书",
        review_class="形式审查",
        status=PointStatus.MET,
        way=Way.HANDED_IN,
    ),
    PointResult(
        point="teahouse/M2",
        kind="material",
        name="营业执照复印件",
        review_class="形式审查",
        status=PointStatus.MET,
        way=Way.SHARED,
    ),
    PointResult(
        point="teahouse/M6",
        kind="material",
        name="布局说明",
        review_class="形式审查",
        status=PointStatus.MET,
        instances=(
            InstanceResult(instance="总店", status=PointStatus.MET, way=Way.ALTERNATIVE),
            InstanceResult(instance="分店", status=PointStatus.NOT_APPLICABLE),
        ),
    ),
)

LIMIT = TimeLimitLine(
    step="一次告知",
    statutory="5个工作日",
    committed="1个工作日",
    note="逾期不告知的，自收到申请材料之日起即为受理",
    basis=(READ,),
)


def _result(verdict: Verdict, **more: object) -> CheckResult:
    common: dict[str, object] = {
        "item": "teahouse",
        "item_name": "茶馆经营许可",
        "levels": ("",),
        "handling_item": "新办",
        "service_kind": "行政许可",
        "applicant": "清风茶馆",
        "received_on": date(2026, 3, 2),
        "verdict": verdict,
        "verdict_label": verdict.label,
        "complete": True,
        "counts": Counts(met=20, not_applicable=7, total=27),
        "count_from": "首次收件日",
        "since": date(2025, 4, 15),
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
    return CheckResult.model_validate({**common, **more})


RESULTS: dict[str, CheckResult] = {
    "accepted": _result(
        Verdict.ACCEPTED,
        decided_on_spot=True,
        exempt=(
            Exemption(
                point="teahouse/M2", material="营业执照复印件", by="shared", source="电子营业执照"
            ),
            Exemption(
                point="teahouse/M4",
                material="明火安全承诺",
                by="condition",
                reason=(Clause(text="经营方式为外卖", value="外卖", truth="yes"),),
            ),
        ),
        commitments=(
            OFFER,
            BARE_OFFER,
        ),
        limits=(LIMIT,),
        points=RECEIVED,
        holds_until=date(2027, 3, 3),
    ),
    "accepted-with-deferrals": _result(
        Verdict.ACCEPTED_WITH_DEFERRALS,
        notes=(
            Note(
                kind=NoteKind.DEFERRABLE,
                point="teahouse/M4",
                text="《明火安全承诺》容缺后补，须在5个工作日内补交；逾期未补交的，视为撤回申请。",
                basis=(READ,),
            ),
        ),
        deferrals=(
            Deferral(
                point="teahouse/M4",
                material="明火安全承诺",
                within="5个工作日",
                consequence="视为撤回申请",
                basis=(READ,),
            ),
            Deferral(point="teahouse/M9", material="布局图", within="10日", basis=(RECALLED,)),
        ),
        points=RECEIVED,
        limits=(LIMIT,),
    ),
    "on-spot": _result(Verdict.CORRECTION, findings=(DEFECTIVE,), limits=(LIMIT,)),
    "commitment-open": _result(Verdict.CORRECTION, findings=(REPLACEABLE,)),
    "correction": _result(
        Verdict.CORRECTION,
        place="440300",
        levels=("", "440300"),
        findings=(MISSING, UNMET, DEFECTIVE),
        notes=(
            Note(
                kind=NoteKind.HUMAN_CHECK,
                point="teahouse/S2",
                text="场所通风良好（机器缺少：现场查看）",
                basis=(RECALLED,),
            ),
            Note(kind=NoteKind.NOT_REQUIRED, text="《健康证明》依法不得要求提交，可以退还。"),
            Note(
                kind=NoteKind.WARNING,
                point="teahouse/S3",
                text="开业前提出申请：已经开业的，应当停业办理。",
            ),
            Note(
                kind=NoteKind.REQUIRED,
                point="teahouse/M7",
                text="现场核查时须出示《茶具消毒记录》。",
            ),
        ),
        assumed=(
            Assumption(
                key="applicant.bars",
                label="禁止期记录",
                value="无",
                reason="没有提供记录的视为没有",
            ),
        ),
        payload=(
            PayloadFinding(
                code="SH805",
                severity="error",
                where="applicant.nmae",
                message="没有「nmae」这一项",
                help="是否想写「name」？",
            ),
        ),
        limits=(LIMIT,),
        counts=Counts(met=12, finding=5, not_applicable=9, manual=1, total=27),
        until=date(2026, 7, 1),
        holds_until=date(2026, 4, 30),
        changes=(
            Change(
                on=date(2026, 5, 1),
                what="自2026-05-01起，已提交的《营业执照复印件》不再有效",
                point="teahouse/M2/expiry",
            ),
        ),
    ),
    "not-accepted": _result(
        Verdict.NOT_ACCEPTED,
        handling_item="延续",
        findings=(BARRED,),
        open_way=OpenWay(
            text="可以按新办重新提出申请。",
            handling_item="新办",
            materials=("茶馆经营许可申请书", "营业执照复印件"),
        ),
    ),
    "elsewhere": _result(
        Verdict.NOT_ACCEPTED,
        findings=(ELSEWHERE,),
        open_way=OpenWay(text="请向茶馆管理局提出申请。", authority="茶馆管理局"),
    ),
    "not-required": _result(
        Verdict.NOT_REQUIRED,
        findings=(FILING,),
        open_way=OpenWay(
            text="请按备案办理。", handling_item="备案", materials=("预包装茶叶备案表",)
        ),
    ),
    "cannot-tell": _result(
        Verdict.CANNOT_TELL,
        complete=False,
        incomplete_because=("有2个审核要点因信息没有填写或者材料没有查验而无法判断",),
        findings=(UNMET,),
        questions=(
            Question(
                kind="field",
                key="area",
                label="营业面积",
                text="营业面积是多少平方米？",
                unit="平方米",
                points=("teahouse/M3b",),
            ),
            Question(
                kind="observation",
                key="M2/form@",
                label="《营业执照复印件》",
                text="《营业执照复印件》符合要求（须为复印件），是否属实？",
                options=("是", "否"),
                points=("teahouse/M2/form",),
            ),
        ),
        conditional=(
            ConditionalLine(
                point="teahouse/M3b",
                condition="营业面积不低于200平方米",
                text="若营业面积不低于200平方米，还须提交《场所文件》中的《大型茶馆安全方案》。",
                remedy="请提交《大型茶馆安全方案》。",
                demands=(
                    Demand(
                        paper=PaperAsked(
                            id="M3b",
                            name="大型茶馆安全方案",
                            requirements=(_content("M3b", "疏散路线"), _content("M3b", "灭火器")),
                        )
                    ),
                ),
                depends_on=("area",),
                basis=(RECALLED,),
            ),
        ),
        unsettled=("M3b",),
        since=None,
    ),
    "unreadable": CheckResult(
        item="",
        verdict=Verdict.CANNOT_TELL,
        verdict_label=Verdict.CANNOT_TELL.label,
        complete=False,
        incomplete_because=("申请数据无法读取，没有进行核对",),
        payload=(
            PayloadFinding(
                code="SH801",
                severity="error",
                where="payload",
                message="申请数据不是 JSON：第 1 行第 1 列无法解读",
                help="请提交一个 UTF-8 编码的 JSON 对象",
            ),
        ),
    ),
}
