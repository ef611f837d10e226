"""名称、告知里的数写着「以上」，条件却不包括本数，或者正好相反。

为什么：以上、以下、以内、不低于、不超过包括本数，超过、不满、以外、低于不包括（民法典第一千二百五十九条）。
告知里说「超过1000人」，条件却从1000人起，正好一千人的申请人看到的和核对的就不一样。

错误示例：
  审核要点:
  - 编号: S1
    类别: 形式审查
    名称: 从业人员超过20人
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 20 人}
    依据: 办法 第七条

正确示例：
  审核要点:
  - 编号: S1
    类别: 形式审查
    名称: 从业人员20人以上
    当: {业务办理项: 新办}
    应当: {从业人数: 不低于 20 人}
    依据: 办法 第七条
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.nodes import Node, NumberTest, Order, tests_of
from permit_rules.conditions.phrases import field_of, order_word
from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.linting.stated import materials_in, statements_in
from permit_rules.model.library import Library
from permit_rules.written import NotReadable, read_number

CODE: Final = "SH753"
_NUMBER: Final = r"(?P<number>[0-9][0-9,.]*[十百千万亿]*|[一二三四五六七八九十百千万亿两]+)"
_UNIT: Final = r"[㎡%a-zA-Z\u4e00-\u9fff]{0,4}?"
_WORDS: Final[tuple[tuple[str, frozenset[Order]], ...]] = (
    (rf"(?:不低于|不少于|不小于|至少){_NUMBER}", frozenset({Order.AT_LEAST, Order.BELOW})),
    (rf"(?:不超过|不多于|不高于|不大于|至多){_NUMBER}", frozenset({Order.AT_MOST, Order.ABOVE})),
    (rf"{_NUMBER}{_UNIT}(?:（含）)?以上", frozenset({Order.AT_LEAST, Order.BELOW})),
    (rf"{_NUMBER}{_UNIT}(?:（含）)?(?:以下|以内)", frozenset({Order.AT_MOST, Order.ABOVE})),
    (rf"(?<!不)(?:超过|多于|高于|大于){_NUMBER}", frozenset({Order.ABOVE, Order.AT_MOST})),
    (rf"(?<!不)(?:低于|少于|小于|不满|不足){_NUMBER}", frozenset({Order.BELOW, Order.AT_LEAST})),
)
_SCALES: Final = {"万": 4, "亿": 8}
_INCLUSIVE: Final = {Order.AT_LEAST: Order.ABOVE, Order.AT_MOST: Order.BELOW}
_NEIGHBOURS: Final = {**_INCLUSIVE, **{b: a for a, b in _INCLUSIVE.items()}}


def lint(library: Library) -> Iterator[Diagnostic]:
    """Points whose words and whose conditions disagree about the bound itself."""
    for item, _, statements in statements_in(library):
        catalogue = library.catalogue.with_fields(item.fields)
        for dated in statements.conditions:
            for version in dated.versions:
                point = version.value
                nodes = (point.when, *((point.must,) if point.must is not None else ()))
                for found in _against((point.name, point.notice), nodes, catalogue):
                    yield _told(f"{item.id}/{point.id}", version.where, *found)
    for item, material in materials_in(library):
        catalogue = library.catalogue.with_fields(item.fields)
        for paper in (material.value, *material.value.parts):
            for found in _against(
                (paper.name, paper.notice), (paper.when, paper.unless), catalogue
            ):
                yield _told(f"{item.id}/{paper.id}", material.where, *found)


def _told(subject: str, where: Span, words: str, test: str) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        subject=subject,
        where=where,
        message=f"写着「{words}」，条件却是「{test}」，正好等于时说法不一",
        help="以上、不低于包括本数，超过、低于不包括；请核对原文，改正其中一处",
    )


def _against(
    texts: tuple[str, ...], nodes: tuple[Node, ...], catalogue: FieldCatalogue
) -> Iterator[tuple[str, str]]:
    bounds = _bounds(nodes, catalogue)
    for text in texts:
        for pattern, agreeing in _WORDS:
            for found in re.finditer(pattern, text):
                amount = _amount(found["number"])
                orders = bounds.get(amount, {}) if amount is not None else {}
                against = [o for o in orders if _NEIGHBOURS.get(o) in agreeing]
                if against and not agreeing & set(orders):
                    yield found[0], orders[against[0]]


def _bounds(
    nodes: tuple[Node, ...], catalogue: FieldCatalogue
) -> Mapping[Decimal, dict[Order, str]]:
    """The thresholds of conditions, in the units of their fields, each with its orders."""
    made: dict[Decimal, dict[Order, str]] = {}
    for node in nodes:
        for test in tests_of(node):
            if isinstance(test, NumberTest):
                field = field_of(catalogue, test.field)
                if field is None:
                    continue
                amount = Decimal(test.value).scaleb(-field.decimals)
                words = f"{order_word(test.order)}{amount.normalize():f}{field.unit}"
                # 「10万元」 is read as 100,000, whatever the unit of the field.
                amount = amount.scaleb(_SCALES.get(field.unit[:1], 0)).normalize()
                made.setdefault(amount, {})[test.order] = f"{field.label}{words}"
    return made


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(read_number(text.rstrip(".,")).amount).normalize()
    except NotReadable:
        return None
