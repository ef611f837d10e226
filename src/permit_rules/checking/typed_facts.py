"""What the application states → typed facts: read as people write it, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from permit_rules.checking.application import Application
from permit_rules.checking.payload_paths import at
from permit_rules.conditions.facts import AtLeast, Value
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.units import finest_units
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.result import Assumption
from permit_rules.written import NotReadable, fold, read_date, read_number, read_yes_no

_LARGEST = 2**61
_DISHONEST: Final = "applicant.credit.serious_dishonesty"
_SEPARATORS = re.compile(r"[、，,；;|｜/\n]+")


@dataclass(slots=True)
class TypedFacts:
    """The typed values by field id, what was presumed, and what could not be used.

    ``assumed`` maps the ids of fields whose silence was given a meaning; ``unusable`` holds the
    ids that were stated in a form nobody can read: they are unknown, and silence is no excuse.
    """

    values: dict[str, Value] = field(default_factory=dict)
    assumed: dict[str, Assumption] = field(default_factory=dict)
    unusable: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def type_facts(
    application: Application, catalogue: FieldCatalogue, damaged: frozenset[str] = frozenset()
) -> TypedFacts:
    """Type everything the application states against the field catalogue.

    ``damaged`` are payload paths that had to be left out when the payload was read.
    """
    typed = TypedFacts()
    for raw_key, raw in application.facts.items():
        found = catalogue.find(raw_key)
        if found is None:
            typed.diagnostics.append(_unknown_fact(raw_key, catalogue))
        elif f"facts.{raw_key}" in damaged:
            typed.unusable.add(found.id)
        else:
            _state(typed, found, raw, f"facts.{raw_key}")
    if "facts" in damaged:
        typed.unusable.update(f.id for f in catalogue.fields if not f.taken_from)
    for f in catalogue.fields:
        if f.taken_from:
            if any(_below(f.taken_from, path) for path in damaged):
                typed.unusable.add(f.id)
            else:
                _state(typed, f, _taken(application, f.taken_from), f.taken_from)
                if f.taken_from == _DISHONEST:
                    _listed(typed, f, application, damaged)
    for f in catalogue.fields:
        if f.silence is not None and f.id not in typed.values and f.id not in typed.unusable:
            value = type_value(f, f.silence)
            typed.values[f.id] = value
            typed.assumed[f.id] = Assumption(
                key=f.id, label=f.label, value=f.silence, reason=f.silence_reason
            )
    return typed


def type_value(field: Field, raw: object) -> Value:
    """One value of a field, typed.

    Raises:
        NotReadable: the value cannot be read as the field's type; the text says why.
    """
    if field.type is FieldType.NUMBER:
        return _number(field, raw)
    if field.type is FieldType.YES_NO:
        return "是" if read_yes_no(raw) else "否"
    if field.type is FieldType.DATE:
        return read_date(raw)
    if field.type is FieldType.CHOICE:
        return _choice(field, raw)
    if field.type is FieldType.CHOICES:
        return frozenset(_choice(field, r) for r in _several(field, raw))
    if field.type is FieldType.TEXT:
        if isinstance(raw, (Mapping, list, bool)):
            raise NotReadable(f"「{field.label}」要填一段文字")
        return str(raw).strip()
    raise NotReadable(f"「{field.label}」要填一个名单")


def _state(typed: TypedFacts, field: Field, raw: object, path: str) -> None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return
    try:
        value = (
            _roster(typed, field, raw, path)
            if field.type is FieldType.ROSTER
            else type_value(field, raw)
        )
    except NotReadable as e:
        typed.values.pop(field.id, None)
        typed.unusable.add(field.id)
        typed.diagnostics.append(
            Diagnostic(
                code="SH811",
                where=at(path),
                message=f"「{field.label}」无法采用：{e}",
                help="请改正；在此之前这一项按没有填写处理",
            )
        )
        return
    if field.id in typed.unusable:
        return
    if typed.values.setdefault(field.id, value) != value:
        del typed.values[field.id]
        typed.unusable.add(field.id)
        typed.diagnostics.append(
            Diagnostic(
                code="SH812",
                where=at(path),
                message=f"「{field.label}」填了两个不同的值",
                help="请只保留一个；在此之前这一项按没有填写处理",
            )
        )


def _number(field: Field, raw: object) -> Value:
    number = read_number(raw)
    scaled = finest_units(number, field)
    if scaled is None:
        raise NotReadable(f"单位应当是「{field.unit}」，写的是「{number.unit[:10]}」")
    if scaled.denominator != 1:
        raise NotReadable(f"最多保留 {field.decimals} 位小数（单位：{field.unit or '无'}）")
    amount = scaled / 10**field.decimals
    if field.minimum is not None and amount < field.minimum:
        raise NotReadable(f"不能小于 {field.minimum}{field.unit}")
    if field.maximum is not None and amount > field.maximum:
        raise NotReadable(f"不能大于 {field.maximum}{field.unit}")
    if abs(scaled) > _LARGEST:
        raise NotReadable("这个数过大，请核对")
    return AtLeast(int(scaled)) if number.at_least else int(scaled)


def _choice(field: Field, raw: object) -> str:
    if isinstance(raw, (list, tuple)):
        if len(raw) != 1:
            raise NotReadable(f"只能选一项，写了 {len(raw)} 项")
        raw = raw[0]
    if isinstance(raw, Enum):
        raw = raw.value
    if not isinstance(raw, str):
        raise NotReadable("要填选项的名称")
    found = field.choice(raw)
    if found is None:
        near = did_you_mean(raw, (n for c in field.choices for n in (c.name, *c.aliases)))
        hint = (
            f"是否想写「{near}」？"
            if near
            else ("可选的有：" + "、".join(c.name for c in field.choices[:12]))
        )
        raise NotReadable(f"没有「{raw[:40]}」这个选项。{hint}")
    return found.name


def _several(field: Field, raw: object) -> list[Any]:
    if isinstance(raw, str):
        if field.choice(raw) is not None:
            return [raw]
        return [p for p in _SEPARATORS.split(raw) if p.strip()]
    if isinstance(raw, (list, tuple)):
        return list(raw)
    raise NotReadable('要填一个列表，例如 ["甲", "乙"]')


def _roster(typed: TypedFacts, field: Field, raw: object, path: str) -> Value:
    if not isinstance(raw, (list, tuple)):
        raise NotReadable("要填一个名单（列表）")
    members = []
    for n, entry in enumerate(raw):
        named = {field.member_key: entry} if isinstance(entry, str) else entry
        if not isinstance(named, Mapping):
            raise NotReadable(f"第 {n + 1} 项不是一个对象")
        members.append(_member(typed, field, named, f"{path}[{n}]"))
    return tuple(members)


def _member(
    typed: TypedFacts, roster: Field, entry: Mapping[str, Any], path: str
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key, raw in entry.items():
        if raw is None or raw == "" or key == "bars":
            continue  # records that bar a person are read where bars are decided
        found = roster.member(key)
        if found is None:
            names = [n for m in roster.members for n in m.names]
            near = did_you_mean(key, names)
            typed.diagnostics.append(
                Diagnostic(
                    code="SH813",
                    where=at(f"{path}.{key}"),
                    severity=Severity.WARNING,
                    message=f"「{roster.label}」的成员没有「{key[:40]}」这一项",
                    help=f"是否想写「{near}」？" if near else "这一项没有用到",
                )
            )
            continue
        try:
            values[found.id] = type_value(found, raw)
        except NotReadable as e:
            typed.diagnostics.append(
                Diagnostic(
                    code="SH811",
                    where=at(f"{path}.{key}"),
                    message=f"「{found.label}」无法采用：{e}",
                    help="请改正；在此之前这一项按没有填写处理",
                )
            )
    return values


def _unknown_fact(key: str, catalogue: FieldCatalogue) -> Diagnostic:
    near = catalogue.suggest(key)
    found = catalogue.find(near) if near else None
    kind = f"（{found.type.value}{'，' + found.unit if found.unit else ''}）" if found else ""
    return Diagnostic(
        code="SH810",
        where=at(f"facts.{key}"),
        message=f"没有「{key[:40]}」这一项申请信息",
        help=f"是否想写「{near}」{kind}？" if near else "这一项没有用到，请核对名称",
    )


def _listed(
    typed: TypedFacts, field: Field, application: Application, damaged: frozenset[str]
) -> None:
    """Whether the applicant stands on a list of serious dishonesty on the day of receipt."""
    path = "applicant.credit.lists"
    lists, day = application.applicant.credit.lists, application.received_on
    if any(p.startswith(path) for p in damaged):
        typed.values.pop(field.id, None)
        typed.unusable.add(field.id)
        return
    if lists is None or day is None:
        return
    covers = {entry.covers(day) for entry in lists}
    if True not in covers and None in covers:
        if typed.values.get(field.id) != "是":
            typed.values.pop(field.id, None)
            typed.unusable.add(field.id)
    else:
        _state(typed, field, True in covers, path)


def _taken(application: Application, path: str) -> object:
    node: Any = application
    for step in path.split("."):
        node = getattr(node, step, None)
    if isinstance(node, bool) or node is None or isinstance(node, (str, date, Decimal, tuple)):
        return list(node) if isinstance(node, tuple) else node
    return node.value if isinstance(node, Enum) else node


def _below(path: str, damaged: str) -> bool:
    return (
        path == damaged
        or path.startswith((f"{damaged}.", f"{damaged}["))
        or (damaged.startswith(f"{path}["))
    )


def member_label(roster: Field, member: Mapping[str, Value], number: int) -> str:
    """What a roster's member is called: the value of its key, else its place in the list."""
    key = roster.member(roster.member_key)
    name = member.get(key.id) if key else None
    # A name of blanks alone would stand for the whole application, and for papers of nobody.
    return name if isinstance(name, str) and fold(name) else f"第{number}项"


def used(assumed: Mapping[str, Assumption], fields: Iterable[str]) -> tuple[Assumption, ...]:
    """The presumptions about fields that a decision really read, by field id."""
    read = set(fields)
    return tuple(assumed[k] for k in sorted(assumed) if k in read)
