"""A rulebook seen under stated facts: what cannot apply falls away, what is open says 若…."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from permit_rules.checking.typed_facts import type_value
from permit_rules.conditions.completions import completions
from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.fields import HANDLING_ITEM_ID, Field
from permit_rules.conditions.nodes import ALWAYS, NEVER, Node
from permit_rules.conditions.phrases import label_of, value_words
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import Truth, truth
from permit_rules.conditions.wording import sentence
from permit_rules.diagnostics import did_you_mean
from permit_rules.model.item import HandlingItem, HandlingKind
from permit_rules.model.review_point import Applicability
from permit_rules.model.rulebook import Rulebook
from permit_rules.written import NotReadable
from permit_rules.written.characters import narrow

#: So many ways of filling in what is open are tried before a condition is told as it is left.
COMPLETIONS: Final = 200


class SituationInvalid(ValueError):
    """A situation cannot be read; ``mistakes`` says in Chinese what is wrong, all of it."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("；".join(mistakes))


@dataclass(frozen=True, slots=True)
class Gate:
    """An applicability that may hold, and what is left of its condition."""

    point: Applicability
    left: Node


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A rulebook and the facts that narrow it; without facts everything may apply."""

    book: Rulebook
    facts: Facts = field(default_factory=Facts)

    def under(self, handling: str) -> Narrowing:
        """The same with this handling item."""
        values = {**self.facts.values, HANDLING_ITEM_ID: handling}
        return replace(self, facts=replace(self.facts, values=values))

    def left(self, node: Node) -> Node:
        """What is left of a condition: ALWAYS, NEVER, or what still hangs on something."""
        left = residual(node, self.facts, self.book.calendar)
        if left in (ALWAYS, NEVER):
            return left
        # Kleene is not sharp: a condition may come out the same however it is filled in.
        ways = completions(left, self.facts, self.book.catalogue, limit=COMPLETIONS)
        if ways is None:
            return left
        seen: set[Truth] = set()
        for way in ways:
            seen.add(truth(left, way, self.book.calendar))
            if len(seen) > 1 or Truth.CANNOT_TELL in seen:
                return left
        return left if not seen else ALWAYS if seen == {Truth.YES} else NEVER

    def words(self, node: Node) -> str:
        """What is left of a condition, as a sentence."""
        return sentence(self.left(node), self.book.catalogue)

    def case(self, node: Node) -> str:
        """若…， before what hangs on a condition; "" where it certainly holds."""
        left = self.left(node)
        return "" if left == ALWAYS else f"若{sentence(left, self.book.catalogue)}，"

    def where(self, node: Node) -> str:
        """（若…） behind what hangs on a condition; "" where it certainly holds."""
        case = self.case(node).removesuffix("，")
        return f"（{case}）" if case else ""

    # ---- which way an application goes ---------------------------------------------------------

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The applicabilities that may hold, up to the first that certainly does."""
        found = []
        for point in self.book.applicability:
            left = self.left(point.when)
            if left != NEVER:
                found.append(Gate(point, left))
            if left == ALWAYS:
                break
        return tuple(found)

    @property
    def decided(self) -> Applicability | None:
        """The applicability that certainly decides, whatever else is true."""
        first = next(iter(self.gates), None)
        return first.point if first is not None and first.left == ALWAYS else None

    @property
    def stated_item(self) -> str:
        """The handling item that the facts name; "" where they name none."""
        value = self.facts.values.get(HANDLING_ITEM_ID)
        return value if isinstance(value, str) else ""

    @property
    def handling_items(self) -> tuple[HandlingItem, ...]:
        """The handling items that may be applied for, those first led to by an applicability."""
        wanted: dict[str, None] = {}
        for each in self.book.item.handling_items:
            if self.stated_item in ("", each.name):
                gate = self.under(each.name).decided
                name = each.name if gate is None else gate.handling_item
                wanted.update({name: None} if name else {})
        return tuple(h for h in self.book.item.handling_items if h.name in wanted)

    @property
    def grants(self) -> bool:
        """Whether a permit may come of it, and not only a filing or a report."""
        return any(h.kind is HandlingKind.PERMIT for h in self.handling_items)

    def applied(self, node: Node) -> tuple[str, ...]:
        """For which handling items, and in which case, a condition may hold; a line for each.

        Nothing where it holds for none.
        """
        cases: dict[str, list[str]] = {}
        for each in self.handling_items:
            under = self.under(each.name)
            left = under.left(node)
            if left != NEVER:
                cases.setdefault(under.case(left).removesuffix("，"), []).append(each.name)
        if len(self.handling_items) == 1:
            return tuple(case or "都适用" for case in cases)
        everywhere = len(self.handling_items)
        return tuple(
            ("各业务办理项" if len(names) == everywhere else "、".join(names))
            + (f"：{case}" if case else "")
            for case, names in cases.items()
        )

    def told(self) -> str:
        """The facts in words: 业务办理项：新办；经营项目：热食类食品制售."""
        return "；".join(
            f"{label_of(self.book.catalogue, key)}：{self._value(key, value)}"
            for key, value in self.facts.values.items()
        )

    def _value(self, key: str, value: Value) -> str:
        return value_words(self.book.catalogue.by_id(key), value)


# ---- reading a situation -----------------------------------------------------------------------


def narrowed(book: Rulebook, situation: Iterable[str]) -> Narrowing:
    """The rulebook under a situation: names of a handling item, and 字段=值.

    Raises:
        SituationInvalid: something in it names nothing, or cannot be read; all of it is told.
    """
    values: dict[str, Value] = {}
    mistakes: list[str] = []
    for text in situation:
        try:
            key, value = _fact(book, text)
        except NotReadable as error:
            mistakes.append(f"「{text[:60]}」：{error}")
            continue
        if values.setdefault(key, value) != value:
            label = label_of(book.catalogue, key)
            mistakes.append(f"「{text[:60]}」：「{label}」写了两个不同的值")
    if mistakes:
        raise SituationInvalid(tuple(mistakes))
    return Narrowing(book, Facts(values=values))


def _fact(book: Rulebook, text: str) -> tuple[str, Value]:
    name, sign, value = narrow(text).partition("=")
    if not sign:
        handling = book.catalogue.by_id(HANDLING_ITEM_ID)
        if handling.choice(text) is None:
            names = [h.name for h in book.item.handling_items]
            known = "、".join(names)
            raise NotReadable(f"没有这个业务办理项，可选的有：{known}；申请信息写成 字段=值")
        return handling.id, type_value(handling, text)
    found = book.catalogue.find(name.strip())
    if found is None:
        near = did_you_mean(name.strip(), _labels(book.catalogue.fields))
        raise NotReadable("没有这一项申请信息" + (f"，是否想写「{near}」？" if near else ""))
    return found.id, type_value(found, value.strip())


def _labels(fields: Iterable[Field]) -> Iterator[str]:
    for each in fields:
        yield from each.names
