"""What a name in a condition means where it stands, and what to say of one that means nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from permit_rules.conditions.fields import RECEIVED_ON, Field, FieldCatalogue
from permit_rules.conditions.mistakes import NotATest, Problem, described, listed, nearest
from permit_rules.conditions.nodes import Named, Node, disjunction
from permit_rules.written import fold
from permit_rules.yaml_tree import Entry, Scalar


@dataclass(frozen=True, slots=True)
class ParseScope:
    """What the names in a condition may mean, and where the condition stands.

    ``roster`` is the list that the condition is repeated for (逐个): its member fields are found
    before those of the application. ``in_requirement`` is True only under 应当, where 已填 and
    未填 are allowed. ``subject`` goes into the diagnostics.
    """

    catalogue: FieldCatalogue
    situations: Mapping[str, Node] = field(default_factory=dict)
    roster: Field | None = None
    in_requirement: bool = False
    subject: str = ""

    def find(self, name: str) -> Field | None:
        """The field of this name: of the member, of the application, or the day of receipt."""
        member = self.roster.member(name) if self.roster else None
        found = member or self.catalogue.find(name)
        if found is None and fold(name) in map(fold, RECEIVED_ON.names):
            return RECEIVED_ON
        return found

    def suggest(self, name: str) -> str | None:
        """The nearest name of a field that :meth:`find` would find, or None."""
        members = self.roster.members if self.roster else ()
        known = (*members, *self.catalogue.fields, RECEIVED_ON)
        return nearest(name, (n for f in known for n in f.names))

    def situation(self, name: str) -> tuple[str, Node] | None:
        """The situation of this name, folded, with the name it was declared by; or None."""
        wanted = fold(name)
        return next(((n, s) for n, s in self.situations.items() if fold(n) == wanted), None)


# ---- names that lead nowhere ------------------------------------------------------------------

_JOINING: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("且", "并且", "同时", "全部", "都", "all", "and"),
        "同一张表里的几行本来就要全部成立，直接写成几行即可。",
    ),
    **dict.fromkeys(
        ("或", "或者", "任一", "之一", "any", "or"),
        "任一成立即可的，请写成列表，每一种以「- 」开头。",
    ),
    **dict.fromkeys(
        ("非", "不", "除外", "not", "none"),
        "要排除的，请写「≠」「不是」「不含」，或者写在「不适用」里。",
    ),
}


def unknown_field(entry: Entry, scope: ParseScope) -> Problem:
    name = entry.key.text
    joining = _JOINING.get(fold(name))
    if joining:
        return Problem("SH301", f"写的是「{name}」，条件里没有这个词。", joining)
    return Problem(
        "SH203", f"写的是「{name}」，申请信息目录里没有。", _where_it_might_lead(entry, scope)
    )


def _where_it_might_lead(entry: Entry, scope: ParseScope) -> str:
    name = entry.key.text
    situation = scope.situation(name)
    if situation is not None:
        return f"「{name}」是情形的名称，是否想写「情形: {situation[0]}」？"
    roster = next((f for f in scope.catalogue.fields if f.member(name)), None)
    if roster is not None:
        return (
            f"「{name}」是名单「{roster.label}」中一项的信息，只能用在「逐个: {roster.label}」里。"
        )
    if isinstance(entry.value, Scalar) and not entry.value.text.strip():
        return f"「{name}」后面没有内容；若它是被逗号截断的取值列表的一部分，请把逗号改为「、」。"
    near = scope.suggest(name)
    meant = scope.find(near) if near else None
    if meant is None:
        return "请核对名称，或者先在申请信息目录里声明。"
    return f"是否想写{described(meant)}？"


def parse_situations(text: str, scope: ParseScope) -> Node:
    """情形: one name, or several of which any applies."""
    whole = scope.situation(text)
    names = [text] if whole else re.split(r"\s*、\s*", text)
    parts: list[Node] = []
    problems: list[Problem] = []
    for name in names:
        found = scope.situation(name)
        if found is None:
            problems.append(_unknown_situation(name, scope))
        else:
            parts.append(Named(*found))
    if problems:
        raise NotATest(*problems)
    return disjunction(*parts)


def _unknown_situation(name: str, scope: ParseScope) -> Problem:
    if not name:
        return Problem(
            "SH303", "「情形」后面少写了一个名称。", "请补上名称，或者删去多余的「、」。"
        )
    near = nearest(name, scope.situations)
    known = listed(scope.situations, 12)
    guess = f"是否想写「{near}」？" if near else ""
    return Problem(
        "SH201",
        f"写的是「{name}」，「情形定义」里没有这个情形。",
        guess + (f"已定义的情形：{known}。" if known else "请先在「情形定义」里给它起名。"),
    )
