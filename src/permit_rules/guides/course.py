"""How an application goes: the course as a diagram, and the time limits of its stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.conditions.nodes import ALWAYS, NEVER
from permit_rules.conditions.phrases import limit_words
from permit_rules.guides.citing import cited_lines
from permit_rules.guides.document import Cell, Table, table
from permit_rules.guides.flow import Exit, Flow, Step
from permit_rules.guides.narrowing import Narrowing
from permit_rules.guides.points import outcome_words
from permit_rules.model.review_point import Effect, ReviewClass
from permit_rules.model.time_limit import TimeLimit

#: The stages of a permit (行政许可法 ch. 4), each with words in the name of a step that belong
#: to it; the first stage with such a word counts.
_STAGES: Final = (
    ("受理", ("受理", "告知", "补正", "收件")),
    ("审查", ("审查", "审核", "评审", "初审")),
    ("核查", ("核查", "勘验", "查验", "检测", "检验", "听证", "考核")),
    ("决定", ("决定", "审批", "办结", "准予", "登记", "备案")),
    ("送达", ("送达", "发证", "颁发", "补发", "换发", "制证")),
)
_OTHER: Final = "其他"
_COLUMNS: Final = ("阶段", "环节", "法定时限", "承诺时限", "说明", "依据")


def stage_of(step: str) -> str:
    """The stage to which a step belongs, by its name: 受理, 审查, 核查, 决定, 送达, 其他."""
    return next((s for s, words in _STAGES if any(w in step for w in words)), _OTHER)


def told_limits(narrowing: Narrowing) -> Iterator[TimeLimit]:
    """The limits that may apply; not what fills in where nothing else says (补缺)."""
    for limit in narrowing.book.limits:
        if not limit.fallback and narrowing.left(limit.when) != NEVER:
            yield limit


def limit_table(narrowing: Narrowing) -> Table | None:
    """The time limits in the order of the stages."""
    order = [name for name, _ in _STAGES] + [_OTHER]
    limits = sorted(told_limits(narrowing), key=lambda limit: order.index(stage_of(limit.step)))
    return table(_COLUMNS, tuple(map(_limit_row, limits)))


def _limit_row(limit: TimeLimit) -> tuple[Cell, ...]:
    return (
        (stage_of(limit.step),),
        (limit.step,),
        (limit_words(limit.statutory),),
        (limit_words(limit.committed),) if limit.committed else (),
        (limit.note,) if limit.note else (),
        cited_lines(limit.basis),
    )


def course(narrowing: Narrowing) -> Flow:
    """From the application to the document that is handed over, with the ways out."""
    return Flow(f"{narrowing.book.item.name}办理流程", tuple(_steps(narrowing)))


def _steps(narrowing: Narrowing) -> Iterator[Step]:
    item = narrowing.book.item
    names = "、".join(h.name for h in narrowing.handling_items)
    yield Step(f"申请：{names}" if names else "申请")
    stated = narrowing.stated_item
    exits = tuple(_gate_exits(narrowing))
    if exits and not (stated and narrowing.under(stated).decided):
        yield Step("是否属于须办理的情形？", exits=exits, onward="属于")
    if _may_be_refused(narrowing):
        refusal = Exit("否", "不予受理，说明理由和可以走的路")
        yield Step("在申请期内，没有禁止申请的情形？", exits=(refusal,), onward="是")
    told = Exit("否", "一次告知须补正的全部内容")
    yield Step("材料齐全、符合要求？", _limits(narrowing, "受理"), (told,), "是")
    if not narrowing.grants:
        yield Step(
            f"完成{'、'.join(dict.fromkeys(h.kind.value for h in narrowing.handling_items))}"
        )
        return
    yield Step("受理")
    yield Step("审查", (*_review(narrowing), *_limits(narrowing, "审查")))
    inspected = (*_inspections(narrowing), *_limits(narrowing, "核查"))
    if inspected:
        yield Step("核查", inspected)
    refused = "不予许可，书面说明理由" if item.kind == "行政许可" else "不予办理，书面说明理由"
    yield Step(
        "符合条件？",
        (*_on_spot(narrowing), *_limits(narrowing, "决定")),
        (Exit("不符合", refused),),
        "符合",
    )
    document = f"：{item.result_document}" if item.result_document else ""
    yield Step(f"送达{document}", _limits(narrowing, "送达"))


def _gate_exits(narrowing: Narrowing) -> Iterator[Exit]:
    """The ways out, each outcome once."""
    stated = narrowing.stated_item
    names = [stated] if stated else [h.name for h in narrowing.book.item.handling_items]
    found: dict[str, list[str]] = {}
    for name in names:
        for gate in narrowing.under(name).gates:
            several = found.setdefault(outcome_words(gate.point), [])
            if gate.point.name not in several:
                several.append(gate.point.name)
    for outcome, reasons in found.items():
        shown = "；".join(reasons[:2]) + ("等" if len(reasons) > 2 else "")
        yield Exit(shown, outcome)


def _may_be_refused(narrowing: Narrowing) -> bool:
    book = narrowing.book
    possible = {h.name for h in narrowing.handling_items}
    return any(w.handling_item in possible for w in book.windows) or any(
        b.effect is Effect.REFUSAL and narrowing.applied(b.when) for b in book.bars
    )


def _limits(narrowing: Narrowing, stage: str) -> tuple[str, ...]:
    return tuple(
        f"{limit.step}：{limit_words(limit.statutory)}"
        + (f"（承诺{limit_words(limit.committed)}）" if limit.committed else "")
        for limit in told_limits(narrowing)
        if stage_of(limit.step) == stage
    )


def _review(narrowing: Narrowing) -> Iterator[str]:
    """How many conditions are looked at, and how many of them by hand."""
    asked = [
        c
        for c in narrowing.book.conditions
        if c.review_class is ReviewClass.SUBSTANTIVE and narrowing.applied(c.when)
    ]
    if asked:
        manual = sum(c.must is None for c in asked)
        yield f"实质审查{len(asked)}项" + (f"，其中由人核验{manual}项" if manual else "")


def _inspections(narrowing: Narrowing) -> Iterator[str]:
    for each in narrowing.book.inspections:
        left = narrowing.left(each.when)
        if left != NEVER:
            yield f"{narrowing.case(each.when)}{each.words}"
        if left == ALWAYS:
            return


def _on_spot(narrowing: Narrowing) -> Iterator[str]:
    node = narrowing.book.item.decided_on_spot
    lines = narrowing.applied(node) if node != NEVER else ()
    yield from (f"当场决定的：{line}" for line in lines)
