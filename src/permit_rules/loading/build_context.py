"""What building an item needs to know, and where its mistakes are gathered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.conditions.nodes import ALWAYS, Node
from permit_rules.conditions.parse import ParseScope, parse_condition
from permit_rules.diagnostics import Diagnostic, Severity, Span, did_you_mean
from permit_rules.loading.stated import text_at
from permit_rules.model.basis import Grade, Instrument, LegalBasis
from permit_rules.model.item import HandlingItem
from permit_rules.written import fold
from permit_rules.yaml_tree import Map, Scalar, Sequence, Tree

_SEVERAL: Final = re.compile("[；;\n]")
_CITED: Final = re.compile(r"[\s　]|第|附件|附录|$")
_SITUATION: Final = "情形"
_GRADES: Final = {fold(grade.value): grade for grade in Grade}


@dataclass(frozen=True, slots=True)
class Suspects:
    """Names whose declaration is itself wrong: what uses them is not looked at again.

    ``incomplete`` says that a whole file of declarations could not be read, so that no name at
    all can be called unknown.
    """

    names: frozenset[str] = frozenset()
    incomplete: bool = False

    def holds(self, name: str) -> bool:
        """Whether the declaration of ``name`` is known to be wrong."""
        return fold(name) in self.names

    def joined(self, other: Suspects) -> Suspects:
        """Both together."""
        return Suspects(self.names | other.names, self.incomplete or other.incomplete)


@dataclass(slots=True)
class BuildContext:
    """The names an item may use, and every mistake found while building it.

    ``lost`` are keys that were written but could not be used, each with the place of its map.
    """

    item: str
    known_from: date
    catalogue: FieldCatalogue
    handling_items: tuple[HandlingItem, ...] = ()
    situations: Mapping[str, Node] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    suspects: Suspects = field(default_factory=Suspects)
    lost: frozenset[tuple[Span, str]] = frozenset()
    found: list[Diagnostic] = field(default_factory=list)
    point: str = ""

    def about(self, point: str) -> BuildContext:
        """The same context for one point; what it finds is gathered together with the rest."""
        # Not by dataclasses.replace, which takes several times as long: every entry has its own.
        return BuildContext(
            self.item,
            self.known_from,
            self.catalogue,
            self.handling_items,
            self.situations,
            self.instruments,
            self.suspects,
            self.lost,
            self.found,
            point,
        )

    @property
    def subject(self) -> str:
        """``item/point``, as diagnostics name it."""
        return f"{self.item}/{self.point}" if self.point else self.item

    def report(
        self,
        code: str,
        where: Span,
        message: str,
        help: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note one mistake."""
        self.found.append(
            Diagnostic(
                code=code,
                message=message,
                where=where,
                help=help,
                severity=severity,
                subject=self.subject,
            )
        )

    # ---- conditions ---------------------------------------------------------------------------

    def condition(
        self,
        tree: Tree | None,
        absent: Node = ALWAYS,
        roster: Field | None = None,
        requirement: bool = False,
    ) -> Node:
        """The condition of a tree; ``absent`` where none is written."""
        if tree is None:
            return absent
        doubts = self.suspects.incomplete or bool(self.suspects.names)
        if doubts and any(self._in_doubt(name, roster) for name in _names_in(tree)):
            return absent
        node, found = parse_condition(
            tree,
            ParseScope(
                catalogue=self.catalogue,
                situations=self.situations,
                roster=roster,
                in_requirement=requirement,
                subject=self.subject,
            ),
        )
        self.found.extend(found)
        return node

    def _in_doubt(self, name: str, roster: Field | None) -> bool:
        if self.suspects.holds(name):
            return True
        if not self.suspects.incomplete or name == _SITUATION:
            return False
        return self.catalogue.find(name) is None and not (roster and roster.member(name))

    # ---- names --------------------------------------------------------------------------------

    def find_field(
        self,
        written: Scalar,
        roster: Field | None = None,
        wanted: FieldType | None = None,
        code: str = "SH212",
    ) -> Field | None:
        """The field a scalar names, of the wanted type; None after noting what is wrong."""
        name = written.text.strip()
        found = (roster.member(name) if roster else None) or self.catalogue.find(name)
        if found is None:
            if not self.suspects.incomplete and not self.suspects.holds(name):
                self.report(
                    code,
                    written.where,
                    f"写的是「{name[:40]}」，申请信息目录里没有。",
                    self._suggestion(name, wanted),
                )
            return None
        if wanted is not None and found.type is not wanted:
            self.report(
                "SH213",
                written.where,
                f"「{found.label}」的类型是{found.type.value}，这里要用{wanted.value}。",
                self._suggestion("", wanted),
            )
            return None
        return found

    def _suggestion(self, name: str, wanted: FieldType | None) -> str:
        fields = [f for f in self.catalogue.fields if wanted is None or f.type is wanted]
        near = did_you_mean(name, (n for f in fields for n in (f.label, *f.aliases)))
        if name and near:
            return f"是否想写「{near}」？"
        known = "、".join(f.label for f in fields[:12])
        if wanted is not None and known:
            return f"可用的{wanted.value}：{known}。"
        return "请核对名称，或者先在申请信息目录里声明。"

    def roster(self, keys: Map, key: str = "逐个") -> Field | None:
        """The roster named under a key, or None."""
        written = keys.get(key)
        if not isinstance(written, Scalar):
            return None
        return self.find_field(written, wanted=FieldType.ROSTER)

    def handling_item(self, written: Scalar, name: str) -> str:
        """The declared name of a handling item; "" after noting that there is none."""
        wanted = fold(name)
        for item in self.handling_items:
            if wanted in map(fold, (item.name, *item.aliases)):
                return item.name
        if not self.suspects.holds("业务办理项"):
            names = [n for h in self.handling_items for n in (h.name, *h.aliases)]
            near = did_you_mean(name, names)
            known = "、".join(h.name for h in self.handling_items)
            self.report(
                "SH214",
                written.where,
                f"本事项没有「{name[:40]}」这个业务办理项。",
                f"是否想写「{near}」？" if near else f"可写的有：{known}。",
            )
        return ""

    # ---- legal bases --------------------------------------------------------------------------

    def basis(self, keys: Map, inherited: tuple[LegalBasis, ...] = ()) -> tuple[LegalBasis, ...]:
        """The legal bases of an entry: its own 依据, or those it stands beneath."""
        named = text_at(keys, "来源")
        grade = _GRADES.get(fold(named)) if named else None
        written = keys.get("依据")
        if not isinstance(written, Scalar):
            return tuple(replace(b, grade=grade) for b in inherited) if grade else inherited
        parts = [part.strip() for part in _SEVERAL.split(written.text) if part.strip()]
        made = (self._one_basis(part, written, grade) for part in parts)
        return tuple(b for b in made if b is not None)

    def _one_basis(self, cited: str, written: Scalar, grade: Grade | None) -> LegalBasis | None:
        fitting = [key for key in self.instruments if key and cited.startswith(key)]
        for key in sorted(fitting, key=len, reverse=True):
            rest = cited.removeprefix(key)
            if _CITED.match(rest):
                instrument = self.instruments[key]
                return LegalBasis(
                    instrument=instrument, article=rest.strip(), grade=grade or instrument.grade
                )
        name = _CITED.split(cited, maxsplit=1)[0]
        if not (self.suspects.holds(name) or self.suspects.holds("设定依据")):
            near = did_you_mean(name, self.instruments)
            known = "、".join(self.instruments) or "（还没有）"
            guess = f"是否想写「{near}」？" if near else f"已有的简称：{known}。"
            self.report(
                "SH211",
                written.where,
                f"依据以「{name[:40]}」开头，设定依据里没有这个简称。",
                f"{guess}写成「简称 条款」，几条用；隔开。",
            )
        return None


def _names_in(tree: Tree) -> Iterator[str]:
    """The names a condition uses: fields, and the situations behind 情形."""
    if isinstance(tree, Sequence):
        for item in tree.items:
            yield from _names_in(item)
    elif isinstance(tree, Map):
        for entry in tree.entries:
            yield entry.key.text
            if entry.key.text == _SITUATION and isinstance(entry.value, Scalar):
                yield from (name.strip() for name in entry.value.text.split("、"))
