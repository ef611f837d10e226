"""Targets (指标) held against the figures, each with its bound as the notice has it.

低于 5% leaves 5% itself out, 不低于 2000件 lets 2000 in (民法典 art. 1259): the order is data.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from permit_rules.casework.figures.model import JudgedTarget
from permit_rules.casework.figures.ratio import CANNOT_TELL, Ratio
from permit_rules.casework.figures.span import Span
from permit_rules.conditions.nodes import Order
from permit_rules.model.basis import LegalBasis
from permit_rules.model.casework import Figure, Target, holding
from permit_rules.result import Basis

_COMPARED: Final[dict[Order, Callable[[Any, Any], bool]]] = {
    Order.AT_LEAST: operator.ge,
    Order.ABOVE: operator.gt,
    Order.AT_MOST: operator.le,
    Order.BELOW: operator.lt,
    Order.EQUAL: operator.eq,
    Order.NOT_EQUAL: operator.ne,
}
_WORDS: Final = {
    Order.AT_LEAST: "不低于",
    Order.ABOVE: "高于",
    Order.AT_MOST: "不高于",
    Order.BELOW: "低于",
    Order.EQUAL: "等于",
    Order.NOT_EQUAL: "不等于",
}


def judge(
    targets: tuple[Target, ...],
    place: str,
    period: Span,
    day: date | None,
    found: Mapping[Figure, Ratio | int],
) -> tuple[JudgedTarget, ...]:
    """Each target that holds at a place on a day, met, missed or not to be told.

    ``day`` is the last of the period; None where nothing says which it is: no target holds then.
    """
    if day is None:
        return ()
    return tuple(_judged(target, period, found) for target in holding(targets, place, day))


def _judged(target: Target, period: Span, found: Mapping[Figure, Ratio | int]) -> JudgedTarget:
    figure = next((f for f in Figure if f.value == target.figure), None)
    value = found.get(figure) if figure else None
    met, why = _met(target, figure, value, period)
    judgement = "cannot_tell" if met is None else "met" if met else "missed"
    return JudgedTarget(
        id=target.id,
        figure=target.figure,
        wanted=f"{_WORDS[target.order]}{_plain(target)}{target.unit}",
        found=_shown(value, target.unit),
        judgement=judgement,
        why=why,
        basis=_bases(target.basis),
    )


def _met(
    target: Target, figure: Figure | None, value: Ratio | int | None, period: Span
) -> tuple[bool | None, str]:
    if figure is None or value is None:
        return None, f"没有「{target.figure}」这个统计项"
    if target.unit != figure.unit:
        return None, f"指标的单位是「{target.unit}」，统计项的单位是「{figure.unit}」"
    wanted = Fraction(target.value)
    if isinstance(value, Ratio):
        share = value.value
        if share is None:
            return None, "分母是0"
        return _COMPARED[target.order](share * 100, wanted), ""
    return _counted(target, wanted, value, period)


def _counted(target: Target, wanted: Fraction, value: int, period: Span) -> tuple[bool | None, str]:
    """A count belongs to a period: that of a part of it can only grow."""
    met = _COMPARED[target.order](value, wanted)
    if target.until is None or target.since is None:
        return met, ""
    last = target.until - timedelta(days=1)
    if (period.since, period.through) == (target.since, last):
        return met, ""
    inside = (
        period.since is not None
        and period.through is not None
        and target.since <= period.since
        and period.through <= last
    )
    if inside and _settled(target.order, met):
        return met, ""
    return None, f"指标的期间是{target.since}至{last}，与统计期间不同"


def _settled(order: Order, met: bool) -> bool:
    """Whether a count of a part of the period already decides for the whole of it."""
    if order in (Order.AT_LEAST, Order.ABOVE):
        return met
    return order in (Order.AT_MOST, Order.BELOW) and not met


def _plain(target: Target) -> str:
    return f"{target.value:f}"


def _shown(value: Ratio | int | None, unit: str) -> str:
    if isinstance(value, Ratio):
        return value.words
    return CANNOT_TELL if value is None else f"{value}{unit}"


def _bases(bases: Iterable[LegalBasis]) -> tuple[Basis, ...]:
    return tuple(
        Basis(
            instrument=b.instrument.title,
            article=b.article,
            document_number=b.instrument.document_number,
            grade=b.grade.value,
            verified=b.grade.verified,
        )
        for b in bases
    )
