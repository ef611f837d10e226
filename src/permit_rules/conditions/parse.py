"""From the YAML tree of a condition to typed nodes, collecting every mistake.

A map means that all of its lines hold, a list of maps that any of them does; nothing is nested
deeper. A line is a field and one test, or 情形 and the names of situations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from permit_rules.conditions.mistakes import NotATest, mistake
from permit_rules.conditions.nodes import ALWAYS, Node, conjunction, disjunction
from permit_rules.conditions.odd_forms import odd_forms
from permit_rules.conditions.parse_line import DEEPER, WrongName, parse_line
from permit_rules.conditions.parse_scope import ParseScope
from permit_rules.diagnostics import Diagnostic, Edit, Severity
from permit_rules.yaml_tree import Map, Scalar, Sequence, Tree

__all__ = ["ParseScope", "parse_condition"]

_LONGEST: Final = 400
_FORM: Final = "条件写成「申请信息: 测试」，一行一个，例如「经营面积: 不低于 200 平方米」。"


def parse_condition(tree: Tree, scope: ParseScope) -> tuple[Node, tuple[Diagnostic, ...]]:
    """The condition that ``tree`` states, and everything that is wrong with it. Never raises.

    A line with a mistake takes no part in the condition; where nothing is left, the condition
    always holds. Codes: :data:`permit_rules.conditions.mistakes.CODES`.
    """
    parser = _Parser(scope)
    return parser.condition(tree), tuple(parser.found)


@dataclass(slots=True)
class _Parser:
    scope: ParseScope
    found: list[Diagnostic] = field(default_factory=list)

    def condition(self, tree: Tree) -> Node:
        if isinstance(tree, Map):
            return self.every(tree)
        if isinstance(tree, Sequence):
            return self.any(tree)
        self.report(tree, _not_a_condition(tree))
        return ALWAYS

    def any(self, tree: Sequence) -> Node:
        """A list of maps: one of them holds."""
        if not tree.items:
            self.report(tree, mistake("SH303", "列表里没有写条件。", _FORM))
        parts: list[Node] = []
        for item in tree.items:
            if isinstance(item, Map):
                parts.append(self.every(item))
            elif isinstance(item, Sequence):
                self.report(item, mistake("SH302", "列表里又写了列表。", DEEPER))
            else:
                self.report(item, _not_a_condition(item))
        return disjunction(*parts) if parts else ALWAYS

    def every(self, tree: Map) -> Node:
        """A map: all of its lines hold."""
        if not tree.entries:
            self.report(tree, mistake("SH303", "没有写条件。", _FORM))
        parts: list[Node] = []
        for entry in tree.entries:
            try:
                parts.append(parse_line(entry, self.scope))
            except NotATest as error:
                # What a name means is wrong at the name, everything else at the test.
                self.report(entry.key if isinstance(error, WrongName) else entry.value, error)
            else:
                for written, problem in odd_forms(entry, self.scope.find(entry.key.text)):
                    self.report(written, NotATest(problem), Severity.WARNING)
        return conjunction(*parts)

    def report(self, written: Tree, error: NotATest, severity: Severity = Severity.ERROR) -> None:
        self.found.extend(
            Diagnostic(
                code=p.code,
                message=_cut(p.message),
                where=written.where,
                help=_cut(p.help),
                severity=severity,
                subject=self.scope.subject,
                edit=_edit(written, p.swap),
            )
            for p in error.problems
        )


def _edit(written: Tree, swap: tuple[str, str] | None) -> Edit | None:
    """The edit of a text in which one part is to be swapped for another."""
    if swap is None or not isinstance(written, Scalar) or swap[0] not in written.text:
        return None
    quote = '"' if written.style == "quoted" else ""
    new = written.text.replace(*swap, 1)
    where = written.where
    return Edit(where.line, where.column, f"{quote}{written.text}{quote}", f"{quote}{new}{quote}")


def _cut(sentence: str) -> str:
    """A sentence that repeats a text of any length, short enough to be read."""
    if len(sentence) <= _LONGEST:
        return sentence
    return f"{sentence[: _LONGEST // 2]}……{sentence[-_LONGEST // 4 :]}"


def _not_a_condition(tree: Scalar) -> NotATest:
    shown = tree.text.strip()
    if not shown:
        return mistake("SH303", "没有写条件。", _FORM)
    if "：" in shown:
        return mistake(
            "SH301",
            f"写的是「{shown}」，其中的冒号是全角的。",
            f"冒号要用半角，后面空一格：「{shown.replace('：', ': ', 1)}」。",
        )
    return mistake("SH301", f"写的是「{shown}」，不是条件。", _FORM)
