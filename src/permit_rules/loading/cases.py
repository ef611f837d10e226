"""Tables of cases: applications written by people who know the law, and what must be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from permit_rules.diagnostics import Diagnostic, Severity, Span, did_you_mean, in_reading_order
from permit_rules.errors import RulesInvalid
from permit_rules.loading.blanks import BLANK, to_fill
from permit_rules.loading.cases_format import (
    ApplicationKeys,
    CaseEntry,
    CasesFile,
    ExpectationEntry,
)
from permit_rules.loading.explain_validation import validate
from permit_rules.loading.rule_files import place_of_folder
from permit_rules.loading.stated import maps_of
from permit_rules.loading.yaml_reader import read_yaml
from permit_rules.yaml_tree import Map, Scalar, Tree

#: What cases say of the applicant itself, and payloads under ``credit``.
_CREDIT: Final = ("serious_dishonesty", "rating")
#: What is written for a fact that the application does not state.
NOT_STATED: Final = ("未填", "~", "null")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a check of the application must give; None: not looked at.

    ``verdict`` and the values of ``points`` are the Chinese labels; ``findings`` are the ids of
    all findings, ``questions`` the labels of all fields asked for. ``blank`` names what nobody has
    filled in yet (``结论``, ``要点 M2``); what is blank says nothing of the check.
    """

    verdict: str | None = None
    points: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[str, ...] | None = None
    questions: tuple[str, ...] | None = None
    blank: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One case: an application payload in English keys, and what must be found."""

    name: str
    application: dict[str, Any]
    expected: Expected
    where: Span
    source: str = ""


@dataclass(frozen=True, slots=True)
class CaseTable:
    """All cases of one item, and the applications that they begin from, by name.

    ``file`` is what the table is called in places, ``place`` the code of its folder.
    """

    item: str
    cases: tuple[Case, ...]
    bases: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    file: str = ""
    place: str = ""


def load_cases(path: str | Path) -> CaseTable:
    """The cases of a file.

    Raises:
        RulesInvalid: the file has a mistake; all of them are told.
    """
    table, diagnostics = read_cases(path)
    if table is None:
        raise RulesInvalid(diagnostics)
    return table


def read_cases(path: str | Path, name: str = "") -> tuple[CaseTable | None, tuple[Diagnostic, ...]]:
    """The cases of a file and what is wrong with it; the table is None where it has errors.

    ``name`` is what the file is called in places, by default with the folder it lies in.
    """
    file = Path(path)
    own = f"{file.parent.name}/{file.name}" if file.parent.name else file.name
    name = name or own
    try:
        content = file.read_bytes()
    except OSError:
        return None, (
            Diagnostic(code="SH507", message=f"打不开用例文件「{file}」。", help="请核对路径。"),
        )
    return cases_in(content, name, place_of_folder(file.parent.name))


def cases_in(
    content: bytes, name: str, place: str = ""
) -> tuple[CaseTable | None, tuple[Diagnostic, ...]]:
    """The cases of the text of a file; ``place`` is the code of the folder it belongs in."""
    reading = read_yaml(content, name)
    if reading.tree is None:
        return None, in_reading_order(reading.diagnostics)
    checked = validate(CasesFile, reading.tree)
    found = [*reading.diagnostics, *checked.diagnostics]
    table = None
    if checked.model is not None and isinstance(checked.tree, Map):
        table = replace(
            _Cases(checked.model, checked.tree, place, found).table(), file=name, place=place
        )
    if any(d.severity is Severity.ERROR for d in found):
        table = None
    return table, in_reading_order(found)


class _Cases:
    """Lays each case over its base."""

    def __init__(self, written: CasesFile, tree: Map, place: str, found: list[Diagnostic]) -> None:
        self.written = written
        self.tree = tree
        self.found = found
        self.common = {"item": written.item, **({"place": place} if place else {})}

    def table(self) -> CaseTable:
        trees = maps_of(self.tree.get("用例"))
        names: dict[str, Span] = {}
        # What could not be read looks as if it had not been written.
        broken = any(d.severity is Severity.ERROR for d in self.found)
        made = []
        for entry, tree in zip(self.written.cases, trees, strict=True):
            first = names.setdefault(entry.name, tree.where)
            if first != tree.where:
                self._report(
                    "SH215",
                    tree.where,
                    f"用例「{entry.name}」在第 {first.line} 行已有。",
                    "请换一个名称。",
                )
            case = Case(
                name=entry.name,
                application=self._application(entry, tree),
                expected=_expected(entry.expected, tree.get("预期")),
                where=tree.where,
                source=entry.source,
            )
            blank = (*case.expected.blank, *(("出处",) if BLANK in case.source else ()))
            if blank and not broken:
                found = tree.get("预期" if case.expected.blank else "出处") or tree
                self.found.append(to_fill(found.where, self.written.item, case.name, blank))
            made.append(case)
        bases = {name: self._alone(base) for name, base in self.written.bases.items()}
        return CaseTable(self.written.item, tuple(made), bases)

    def _alone(self, base: ApplicationKeys) -> dict[str, Any]:
        payload = _payload(base)
        facts = _stated(payload.get("facts", {}))
        return {**self.common, **payload, "facts": facts, "materials": payload.get("materials", [])}

    def _report(self, code: str, where: Span, message: str, help: str) -> None:
        self.found.append(
            Diagnostic(
                code=code, message=message, help=help, where=where, subject=self.written.item
            )
        )

    def _application(self, entry: CaseEntry, tree: Map) -> dict[str, Any]:
        base = self._base(entry, tree)
        own = _payload(entry)
        materials = list(own.pop("materials", base.get("materials", [])))
        for code in entry.removed:
            kept = [m for m in materials if code not in (m.get("code"), m.get("name"))]
            parts = [_without_part(m, code) for m in kept]
            if parts == materials:
                self._report(
                    "SH222",
                    _place(tree, "去掉材料", code),
                    f"要去掉的「{code}」不在材料里。",
                    "请核对编号。",
                )
            materials = parts
        materials += [_plain(paper) for paper in entry.added]
        facts = {**base.get("facts", {}), **own.pop("facts", {})}
        return {
            **self.common,
            **base,
            **own,
            **_laid(base, own, "applicant"),
            **_laid(base, own, "routes"),
            "facts": _stated(facts),
            "materials": materials,
        }

    def _base(self, entry: CaseEntry, tree: Map) -> dict[str, Any]:
        if not entry.base:
            return {}
        base = self.written.bases.get(entry.base)
        if base is None:
            near = did_you_mean(entry.base, self.written.bases)
            self._report(
                "SH222",
                _place(tree, "基准", entry.base),
                f"没有「{entry.base}」这个基准。",
                f"是否想写「{near}」？" if near else "请核对名称。",
            )
            return {}
        return _payload(base)


def _place(tree: Map, key: str, text: str) -> Span:
    """Where a text stands under a key."""
    value: Tree | None = tree.get(key)
    for item in getattr(value, "items", (value,)):
        if isinstance(item, Scalar) and item.text.strip() == text:
            return item.where
    return value.where if value is not None else tree.where


def _stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is written as not stated."""
    return {k: v for k, v in facts.items() if v not in NOT_STATED}


def _without_part(material: dict[str, Any], code: str) -> dict[str, Any]:
    parts = material.get("parts")
    if not parts:
        return material
    return {**material, "parts": [p for p in parts if p.get("code") != code]}


def _laid(base: dict[str, Any], own: dict[str, Any], key: str) -> dict[str, Any]:
    """A map of the case laid over that of the base, key by key."""
    if key not in base and key not in own:
        return {}
    return {key: {**base.get(key, {}), **own.get(key, {})}}


def _payload(written: ApplicationKeys) -> dict[str, Any]:
    """The payload keys that were written, values as they are."""
    keys = ApplicationKeys.model_fields
    return {k: _plain(getattr(written, k)) for k in keys if k in written.model_fields_set}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        written = value.model_fields_set
        names = (*type(value).model_fields, *(value.model_extra or ()))
        out = {k: _plain(getattr(value, k)) for k in names if k in written}
        credit = {k: out.pop(k) for k in _CREDIT if k in out}
        if credit:
            out["credit"] = credit
        return out
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value


def _expected(written: ExpectationEntry, tree: Tree | None) -> Expected:
    verdict = written.verdict.value if written.verdict else None
    points = {k: v.value for k, v in written.points.items()}
    return Expected(
        verdict=None if verdict == BLANK else verdict,
        points={k: v for k, v in points.items() if v != BLANK},
        findings=_filled(written.findings),
        questions=_filled(written.questions),
        blank=("预期",) if tree is None or _is_empty(tree) else tuple(_blank(written)),
    )


def _filled(written: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if written is not None and BLANK in written else written


def _is_empty(tree: Tree) -> bool:
    """Whether nothing is written: such a case would pass whatever came out."""
    return isinstance(tree, Map) and not tree.entries


def _blank(written: ExpectationEntry) -> Iterator[str]:
    """What is not filled in yet."""
    if written.verdict is not None and written.verdict.value == BLANK:
        yield "结论"
    yield from (f"要点 {p}" for p, status in written.points.items() if status.value == BLANK)
    for key, listed in (("缺", written.findings), ("问", written.questions)):
        if listed is not None and BLANK in listed:
            yield key
