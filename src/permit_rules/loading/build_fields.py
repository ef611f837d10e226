"""Field declarations → fields, and everything in which a declaration contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeAlias

from permit_rules.conditions.fields import (
    RECEIVED_ON,
    Choice,
    Field,
    FieldType,
    handling_item_field,
)
from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.loading.field_format import FieldEntry
from permit_rules.loading.stated import maps_of
from permit_rules.written import NotReadable, fold, read_date, read_number, read_yes_no
from permit_rules.yaml_tree import Map, Scalar, Sequence

NO_UNIT: Final = ("无", "无量纲")
_SEPARATORS: Final = "、，,[]｜|"
#: Which keys go with which type; all others go with every type.
_ONLY_FOR: Final = {
    "单位": (FieldType.NUMBER,),
    "小数位": (FieldType.NUMBER,),
    "最小": (FieldType.NUMBER,),
    "最大": (FieldType.NUMBER,),
    "取值": (FieldType.CHOICE, FieldType.CHOICES),
    "成员": (FieldType.ROSTER,),
    "成员键": (FieldType.ROSTER,),
}
_NEEDED: Final = {
    FieldType.NUMBER: (("单位", "写明单位；没有单位的写「单位: 无」。"),),
    FieldType.CHOICE: (("取值", "列出可以取的值，如「取值: [甲, 乙]」。"),),
    FieldType.CHOICES: (("取值", "列出可以取的值，如「取值: [甲, 乙]」。"),),
    FieldType.ROSTER: (
        ("成员", "列出每个成员要填的项目。"),
        ("成员键", "写明用哪一项称呼一个成员。"),
    ),
}
#: A folded name → where its owner is declared (None: built in) and the owner's label.
_Names: TypeAlias = "dict[str, tuple[Span | None, str]]"
_RESERVED: Final = (RECEIVED_ON, handling_item_field(()))


class FieldBuilder:
    """Builds fields one after the other and watches that no name means two of them."""

    def __init__(self, taken: Iterable[Field] = (), subject: str = "") -> None:
        self.found: list[Diagnostic] = []
        self._subject = subject
        self._names: _Names = {}
        for field in (*_RESERVED, *taken):
            for name in field.folded_names:
                self._names.setdefault(name, (None, field.label))

    def build(self, entries: tuple[FieldEntry, ...], trees: tuple[Map, ...]) -> tuple[Field, ...]:
        """The fields of one file or item."""
        return tuple(self._top(e, t) for e, t in zip(entries, trees, strict=True))

    def _report(self, code: str, where: Span, message: str, help: str) -> None:
        self.found.append(
            Diagnostic(code=code, message=message, where=where, help=help, subject=self._subject)
        )

    def _top(self, entry: FieldEntry, tree: Map) -> Field:
        self._claim(tree, entry.label, self._names)
        return self._field(entry, tree, "")

    def _claim(self, tree: Map, label: str, names: _Names) -> None:
        """Note every name of a declaration that already means another field."""
        for key in ("字段", "标识", "别名"):
            for written in _scalars(tree, key):
                name = written.text.strip()
                place, owner = names.setdefault(fold(name), (tree.where, label))
                if place != tree.where:
                    line = f"（{place.file} 第 {place.line} 行）" if place else ""
                    self._report(
                        "SH216",
                        written.where,
                        f"「{name[:40]}」已经是申请信息「{owner}」{line}的名称。",
                        "每个名称只能指一项申请信息，请换一个名称，或者直接用已有的那一项。",
                    )

    def _field(self, entry: FieldEntry, tree: Map, prefix: str) -> Field:
        kind = entry.type
        self._check_keys(entry, tree)
        members = self._members(entry, tree)
        choices = self._choices(entry, tree)
        field = Field(
            id=f"{prefix}{entry.id}",
            label=entry.label,
            type=kind,
            unit="" if entry.unit in NO_UNIT else entry.unit,
            decimals=entry.decimals,
            minimum=entry.minimum,
            maximum=entry.maximum,
            choices=choices,
            members=members,
            member_key=self._member_key(entry, tree, members),
            aliases=entry.aliases,
            question=entry.question,
            description=entry.description,
            silence_reason=entry.silence_reason,
            taken_from=entry.taken_from,
        )
        return self._with_silence(field, entry, tree)

    def _check_keys(self, entry: FieldEntry, tree: Map) -> None:
        kind = entry.type
        for written in tree.entries:
            kinds = _ONLY_FOR.get(written.key.text)
            if kinds and kind not in kinds:
                of = "、".join(k.value for k in kinds)
                self._report(
                    "SH152",
                    written.key.where,
                    f"「{entry.label}」是{kind.value}，不能写「{written.key.text}」。",
                    f"「{written.key.text}」只用于{of}；请删去，或者改正「类型」。",
                )
        for key, help in _NEEDED.get(kind, ()):
            if tree.get(key) is None:
                self._report(
                    "SH151",
                    tree.where,
                    f"「{entry.label}」是{kind.value}，缺少「{key}」。",
                    f"请{help}",
                )
        low, high = entry.minimum, entry.maximum
        if low is not None and high is not None and low > high:
            self._report(
                "SH156",
                tree.where,
                f"「{entry.label}」的最小值大于最大值。",
                "请改正「最小」或者「最大」。",
            )

    # ---- choices and members ------------------------------------------------------------------

    def _choices(self, entry: FieldEntry, tree: Map) -> tuple[Choice, ...]:
        names: dict[str, tuple[int, str]] = {}
        written = tree.get("取值")
        items = written.items if isinstance(written, Sequence) else ()
        for number, (choice, item) in enumerate(zip(entry.choices, items, strict=False)):
            if any(s in choice.name for s in _SEPARATORS):
                self._report(
                    "SH153",
                    item.where,
                    f"取值「{choice.name[:40]}」里有分隔用的符号。",
                    "条件里几个值用、隔开，取值的名称不能含有 、，,[] ｜，请换一个写法。",
                )
            for name in (choice.name, *choice.aliases):
                first, owner = names.setdefault(fold(name), (number, choice.name))
                if first != number:
                    self._report(
                        "SH216",
                        item.where,
                        f"「{name[:40]}」已经是取值「{owner}」的名称。",
                        "同一项里每个名称只能指一个取值，请改正。",
                    )
        return tuple(Choice(c.name, c.aliases, c.description) for c in entry.choices)

    def _members(self, entry: FieldEntry, tree: Map) -> tuple[Field, ...]:
        names: _Names = {}
        members = []
        for member, written in zip(entry.members, maps_of(tree.get("成员")), strict=False):
            if member.type is FieldType.ROSTER:
                self._report(
                    "SH152",
                    written.where,
                    f"名单的成员「{member.label}」不能再是名单。",
                    "请另立一个名单。",
                )
            members.append(self._field(member, written, f"{entry.id}."))
            self._claim(written, member.label, names)
        return tuple(members)

    def _member_key(self, entry: FieldEntry, tree: Map, members: tuple[Field, ...]) -> str:
        written = tree.get("成员键")
        if not isinstance(written, Scalar) or not members:
            return ""
        for member in members:
            if fold(entry.member_key) in map(fold, (member.label, *member.aliases)):
                return member.label
        known = "、".join(m.label for m in members)
        self._report(
            "SH220",
            written.where,
            f"成员里没有「{entry.member_key[:40]}」这一项。",
            f"可写的有：{known}。",
        )
        return members[0].label

    # ---- silence ------------------------------------------------------------------------------

    def _with_silence(self, field: Field, entry: FieldEntry, tree: Map) -> Field:
        if (entry.silence is None) != (not entry.silence_reason):
            present, lacking = ("未填视为", "理由") if entry.silence else ("理由", "未填视为")
            self._report(
                "SH154",
                tree.where,
                f"「{field.label}」写了「{present}」，却没有写「{lacking}」。",
                "两者要一起写：只有依法有则必须申报的事，没有填写才可以视为没有。",
            )
        if entry.silence is None:
            return field
        value = canonical(field, entry.silence)
        if value is None:
            written = tree.get("未填视为")
            where = written.where if written else tree.where
            self._report(
                "SH155",
                where,
                f"「{entry.silence[:40]}」不是「{field.label}」（{field.type.value}）的值。",
                possible_values(field),
            )
            return field
        return replace(field, silence=value)


def _scalars(tree: Map, key: str) -> tuple[Scalar, ...]:
    value = tree.get(key)
    if isinstance(value, Scalar):
        return (value,)
    items = value.items if isinstance(value, Sequence) else ()
    return tuple(i for i in items if isinstance(i, Scalar))


def canonical(field: Field, text: str) -> str | None:
    """The value as the field writes it; None where it is no value of the field."""
    try:
        if field.type is FieldType.YES_NO:
            return "是" if read_yes_no(text) else "否"
        if field.type is FieldType.NUMBER:
            read_number(text)
        if field.type is FieldType.DATE:
            read_date(text)
    except NotReadable:
        return None
    if field.type is FieldType.ROSTER:
        return None
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        choice = field.choice(text)
        return choice.name if choice else None
    return text


def possible_values(field: Field) -> str:
    """What may be written as a value of the field, in one sentence."""
    if field.type is FieldType.YES_NO:
        return "只写 是 或者 否。"
    if field.type is FieldType.ROSTER:
        return "名单没有填写就是不知道，不能视为别的；请删去「未填视为」和「理由」。"
    if field.choices:
        return f"可写的取值：{'、'.join(c.name for c in field.choices)}。"
    return f"请写一个{field.type.value}。"
