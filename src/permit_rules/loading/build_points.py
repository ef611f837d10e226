"""Review conditions, applicability, bars, windows and time limits, one dated version each."""

from __future__ import annotations

from permit_rules.conditions.fields import FieldType
from permit_rules.conditions.nodes import ALWAYS
from permit_rules.loading.build_context import BuildContext
from permit_rules.loading.point_format import (
    ApplicabilityEntry,
    BarEntry,
    BarScope,
    ConditionEntry,
    LimitEntry,
    WindowEntry,
)
from permit_rules.model.review_point import (
    Applicability,
    Bar,
    BarTarget,
    Outcome,
    RenewalWindow,
    ReviewCondition,
)
from permit_rules.model.time_limit import TimeLimit
from permit_rules.yaml_tree import Map, Scalar


def build_condition(
    written: ConditionEntry, keys: Map, context: BuildContext
) -> ReviewCondition | None:
    """A review condition; a manual one has no requirement."""
    if written.review_class is None:
        return None
    _machine_or_person(keys, context)
    roster = context.roster(keys)
    must = keys.get("应当")
    return ReviewCondition(
        id=written.id,
        name=written.name,
        review_class=written.review_class,
        dimensions=written.dimensions,
        when=context.condition(keys.get("当"), roster=roster),
        must=None if must is None else context.condition(must, ALWAYS, roster, requirement=True),
        effect=written.effect,
        notice=written.notice,
        manual=written.manual,
        lacking=written.lacking,
        each=roster.id if roster else "",
        basis=context.basis(keys),
        correctable_on_spot=written.correctable,
    )


def _machine_or_person(keys: Map, context: BuildContext) -> None:
    must, by_hand, point = (keys.get(k) for k in ("应当", "核验方式", "核验要点"))
    if must is not None and (by_hand or point) is not None:
        where = next(e.key.where for e in keys.entries if e.key.text in ("核验方式", "核验要点"))
        context.report(
            "SH602",
            where,
            "写了「应当」，就不能再写人工核验。",
            "能用条件判断的留「应当」；判断不了的只写「核验方式: 人工」和「核验要点」。",
        )
    elif must is None and (by_hand is None or point is None):
        context.report(
            "SH602",
            keys.where,
            "没有写「应当」，也没有写全人工核验。",
            "请写「应当」和条件；机器判断不了的，写「核验方式: 人工」和「核验要点」。",
        )


#: Outcomes after which another handling item of the same item is the way on.
_LEADING_ON = (Outcome.FILING, Outcome.REPORT, Outcome.REFUSED)


def build_applicability(
    written: ApplicabilityEntry, keys: Map, context: BuildContext
) -> Applicability | None:
    """Where an application turns out to be one for something else."""
    if written.outcome is None:
        return None
    handling_item = ""
    to = keys.get("转为")
    if isinstance(to, Scalar):
        handling_item = context.handling_item(to, written.handling_item)
        if written.outcome not in _LEADING_ON:
            context.report(
                "SH605",
                to.where,
                f"结果是「{written.outcome.value}」，不能写「转为」。",
                "「转为」只用于结果是备案、报告或者不予受理的；其他事项、其他机关请写「办理」。",
            )
    elsewhere = written.outcome in (Outcome.OTHER_ITEM, Outcome.OTHER_AUTHORITY)
    if elsewhere and not written.target:
        context.report(
            "SH605",
            keys.where,
            f"结果是「{written.outcome.value}」，没有写「办理」。",
            "请写「办理」：其他事项写它的事项标识，其他机关写机关名称。",
        )
    return Applicability(
        id=written.id,
        name=written.name,
        when=context.condition(keys.get("当")),
        outcome=written.outcome,
        handling_item=handling_item,
        target=written.target,
        notice=written.notice,
        basis=context.basis(keys),
    )


def build_bar(written: BarEntry, keys: Map, context: BuildContext) -> Bar | None:
    """A bar on a new application."""
    if written.target is None or written.period is None:
        return None
    roles = next((e.key for e in keys.entries if e.key.text == "职务"), None)
    if roles is not None and written.target is BarTarget.APPLICANT:
        context.report(
            "SH606",
            roles.where,
            "对象是申请人，不能写「职务」。",
            "看某些职务的人员的，请把「对象」改成「人员」。",
        )
    return Bar(
        id=written.id,
        name=written.name,
        target=written.target,
        reasons=written.reasons,
        period=written.period,
        roles=written.roles,
        item_only=written.scope is BarScope.THIS_ITEM,
        when=context.condition(keys.get("当")),
        effect=written.effect,
        basis=context.basis(keys),
    )


def build_window(written: WindowEntry, keys: Map, context: BuildContext) -> RenewalWindow | None:
    """A renewal window; its expiry is a date field, its handling items are the item's."""
    opens, closes, late = written.opens, written.closes, written.late
    governed, expiry, after = (keys.get(k) for k in ("业务办理项", "届满日", "届满后"))
    if closes is None or late is None:
        return None
    if not (
        isinstance(governed, Scalar) and isinstance(expiry, Scalar) and isinstance(after, Scalar)
    ):
        return None
    field = context.find_field(expiry, wanted=FieldType.DATE)
    if opens and opens.unit is closes.unit and opens.amount < closes.amount:
        begin = keys.get("起")
        context.report(
            "SH407",
            begin.where if begin else keys.where,
            f"申请期从届满前 {opens} 起，却到届满前 {closes} 就止了。",
            "「起」要比「止」离届满日更远，请核对。",
        )
    afterwards = written.afterwards.removeprefix("按").removesuffix("办理").strip()
    return RenewalWindow(
        id=written.id,
        handling_item=context.handling_item(governed, written.handling_item),
        expiry=field.id if field else "",
        opens=opens,
        closes=closes,
        late=late,
        afterwards=context.handling_item(after, afterwards),
        basis=context.basis(keys),
    )


def build_limit(written: LimitEntry, keys: Map, context: BuildContext) -> TimeLimit | None:
    """A time limit of a step."""
    if written.statutory is None:
        return None
    return TimeLimit(
        id=written.id,
        step=written.step,
        statutory=written.statutory,
        committed=written.committed,
        clock=written.clock,
        start=written.begins,
        when=context.condition(keys.get("当")),
        fallback=written.fallback,
        note=written.note,
        basis=context.basis(keys),
    )
