"""What a statement says, key by key in sentences, and in which keys two statements differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Final, TypeAlias

from permit_rules.checking.requirements import requirement
from permit_rules.conditions.fields import Choice, FieldCatalogue
from permit_rules.conditions.nodes import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    DateTest,
    Named,
    Node,
    Not,
    NumberTest,
    Observed,
    StatedTest,
    without_names,
)
from permit_rules.conditions.phrases import day_words, label_of, limit_words
from permit_rules.conditions.wording import sentence
from permit_rules.guides.citing import cited
from permit_rules.guides.differences import key_of, standard_key
from permit_rules.model.basis import LegalBasis
from permit_rules.model.material import Standard
from permit_rules.working_days import HalfWorkingDays, Period

_NODES: Final = (
    All, AnyOf, Not, Named, NumberTest, ChoiceTest, ChoicesTest, DateTest, StatedTest, Observed,
)  # fmt: skip
_PERIODS: Final = (Period, HalfWorkingDays)
_INSIDE: Final = {
    "parts": "组成", "alternatives": "可替代", "shared": "共享核验", "members": "成员",
}  # fmt: skip
#: What says the same thing in other words, or sorts it for readers.
_WORDING: Final = frozenset(
    {"名称", "材料名称", "别名", "告知", "说明", "维度", "缺少的输入", "问", "原文"}
)
_BASIS: Final = "依据"
#: The words of a key, and whether they are those of a condition.
_Said: TypeAlias = "tuple[str, bool]"
_NOTHING: Final[_Said] = ("", False)
#: Attributes that identify a statement, or follow from others.
_PASSED_OVER: Final = frozenset({"id", "code", "target_name"})
#: Attributes that name a field.
_FIELD_IDS: Final = frozenset({"each", "expiry", "roster", "field"})


class EditKind(str, Enum):
    """What an edit is about: what is asked, how it is said, or on which basis."""

    SUBSTANCE = "substance"
    WORDING = "wording"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Edit:
    """One key that says something else; ``before`` or ``after`` "" where it is not written.

    ``condition`` says that the key holds a condition, which can be looked at over cells.
    """

    key: str
    before: str
    after: str
    condition: bool = False

    @property
    def kind(self) -> EditKind:
        """By the last part of the key."""
        last = self.key.rpartition("的")[2]
        if last in (_BASIS, "设定依据"):
            return EditKind.BASIS
        return EditKind.WORDING if last in _WORDING else EditKind.SUBSTANCE


def edits(old: object, new: object, catalogue: FieldCatalogue, key: str = "") -> tuple[Edit, ...]:
    """The keys in which two statements of one kind differ, in the order of the newer one.

    ``key`` is that of a statement that is a mere text or condition.
    """
    before, after = _stated(old, catalogue, False), _stated(new, catalogue, False)
    # A situation that means something else keeps its name: then it is told by what it means.
    wide_before, wide_after = _stated(old, catalogue, True), _stated(new, catalogue, True)
    found = []
    for own in dict.fromkeys((*after, *before)):
        one, other = before.get(own, _NOTHING), after.get(own, _NOTHING)
        if one == other:
            one, other = wide_before.get(own, _NOTHING), wide_after.get(own, _NOTHING)
        if one != other:
            found.append(Edit(own or key, one[0], other[0], one[1] or other[1]))
    whole = {e.key for e in found if not (e.before and e.after)}
    return tuple(e for e in found if not _told_by_whole(e, whole))


def _told_by_whole(edit: Edit, whole: set[str]) -> bool:
    """Whether it is a mere word of something that comes or goes as a whole."""
    above, within, _ = edit.key.rpartition("的")
    return bool(within) and edit.kind is EditKind.WORDING and above in whole


def _stated(value: object, catalogue: FieldCatalogue, opened: bool) -> Mapping[str, _Said]:
    if value is None:
        return {}
    if isinstance(value, str):
        return {"": (value, False)}
    if isinstance(value, _NODES):
        return {"": (_said(value, catalogue, opened), True)}
    return {k: (w, c) for k, w, c in _Teller(catalogue, opened).told(value, "")}


def _said(node: Node, catalogue: FieldCatalogue, opened: bool) -> str:
    return sentence(without_names(node) if opened else node, catalogue)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells every attribute that is not as it is when nothing is written."""

    catalogue: FieldCatalogue
    opened: bool

    def told(self, value: Any, before: str) -> Iterator[tuple[str, str, bool]]:
        """Every key with its words, and whether they are those of a condition."""
        kind = type(value).__name__
        for attribute in fields(value):
            name, content = attribute.name, getattr(value, attribute.name)
            if name in _PASSED_OVER or _is_default(attribute, content):
                continue
            key = f"{before}{key_of(kind, name)}"
            if name == "standards":
                yield from self._standards(content, before)
            elif name in ("parts", "alternatives", "shared", "members"):
                yield from self._within(name, content, before)
            elif is_dataclass(content) and not isinstance(content, (*_NODES, *_PERIODS)):
                yield key, "有", False
                yield from self.told(content, f"{key}的")
            else:
                yield key, self._words(name, content), isinstance(content, _NODES)

    def _within(
        self, name: str, several: tuple[Any, ...], before: str
    ) -> Iterator[tuple[str, str, bool]]:
        for each in several:
            called = str(each.label if name == "members" else each.name)
            key = f"{before}{_INSIDE[name]}《{called}》"
            yield key, "有", False
            # What it is called, the key tells.
            yield from (t for t in self.told(each, f"{key}的") if t[1] != called)

    def _standards(
        self, standards: tuple[Standard, ...], before: str
    ) -> Iterator[tuple[str, str, bool]]:
        kinds: dict[str, list[Standard]] = {}
        for standard in standards:
            kinds.setdefault(standard_key(standard), []).append(standard)
        for kind, several in kinds.items():
            key = f"{before}{kind}"
            yield key, "；".join(requirement(s, self.catalogue) for s in several), False
            for name, found in (
                ("当", [self._node(s.when) for s in several if s.when != ALWAYS]),
                ("告知", [s.notice for s in several if s.notice]),
                (_BASIS, [cited(s.basis) for s in several if s.basis]),
                ("可当场更正", ["是" for s in several if s.correctable_on_spot]),
            ):
                if found:
                    yield f"{key}的{name}", "；".join(dict.fromkeys(found)), name == "当"

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, _NODES):
            return self._node(value)
        if isinstance(value, _PERIODS):
            return limit_words(value)
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Enum):
            return str(value.value)
        if isinstance(value, date):
            return day_words(value)
        if isinstance(value, tuple) and value and isinstance(value[0], LegalBasis):
            return cited(value)
        if isinstance(value, tuple):
            return "、".join(self._words("", v) for v in value) or "（空）"
        if isinstance(value, Choice):
            return value.name
        if name in _FIELD_IDS:
            return label_of(self.catalogue, str(value))
        return "（空）" if value in (None, "") else str(value)

    def _node(self, node: Node) -> str:
        return _said(node, self.catalogue, self.opened)


def _is_default(attribute: Any, content: Any) -> bool:
    if attribute.default is not MISSING:
        return bool(content == attribute.default)
    if attribute.default_factory is not MISSING:
        return bool(content == attribute.default_factory())
    # A condition that is always written: 总是 says nothing.
    return content in ((), ALWAYS, NEVER) if not isinstance(content, (int, str)) else False
