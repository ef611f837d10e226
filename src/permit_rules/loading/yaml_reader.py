"""Bytes of a YAML file → tree of texts, every node with its place, every slip named.

The reader takes PyYAML's events and constructs nothing, so no text is typed behind the clerk's
back, no tag runs anything, and an alias cannot grow into a bomb. Whatever the bytes, it answers
with diagnostics and raises nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.loading.explain_syntax import explain_syntax
from permit_rules.loading.file_text import FileText, read_text
from permit_rules.loading.scalar_slips import (
    IDEOGRAPHIC,
    Notes,
    read_scalar,
    refuse_directives,
    refuse_wide_comma,
    refuse_wide_indentation,
    with_half_width_colon,
)
from permit_rules.yaml_tree import Entry, Map, Scalar, Sequence, Tree

MAX_DEPTH: Final = 64
MAX_NODES: Final = 100_000
#: Keys under which tests stand; a comment behind one of them is looked at twice.
CONDITION_KEYS: Final = frozenset({"需要", "不适用", "当", "应当", "情形定义"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; ``tree`` None: so little is certain that nothing else should be said."""

    tree: Tree | None
    diagnostics: tuple[Diagnostic, ...] = ()


class _Stop(Exception):
    """The rest of the file is not worth reading; the diagnostic has been noted."""


def read_yaml(content: bytes, file: str) -> Reading:
    """The tree of a file and every mistake of its YAML; ``file`` names it in the places."""
    source = read_text(content, file)
    if source.text is None:
        return Reading(None, source.diagnostics)
    builder = _Builder(source)
    tree = builder.read(source.text)
    return Reading(tree, (*source.diagnostics, *builder.notes.found))


class _Builder:
    """Builds one tree from the events of one file."""

    def __init__(self, source: FileText) -> None:
        self.source = source
        self.notes = Notes(source)
        #: Whether the file has a blank of full width at all; few have.
        self.wide_blanks = IDEOGRAPHIC in (source.text or "")
        self.nodes = 0
        self.trusted = True
        self._events: Iterator[Any] = iter(())

    def read(self, text: str) -> Tree | None:
        try:
            # libyaml where PyYAML was built with it; both give the same events.
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
            self._events = iter(loader.get_event, None)
            tree = self._document()
        except _Stop:
            return None
        except yaml.YAMLError as error:
            self.notes.replace(explain_syntax(error, self.source))
            return None
        except (ValueError, OverflowError) as error:
            # The pure reader lets escapes and versions that are no numbers slip through.
            self.notes.replace(explain_syntax(yaml.YAMLError(str(error)), self.source))
            return None
        return tree if self.trusted else None

    def _document(self) -> Tree | None:
        refuse_directives(self.notes)
        tree: Tree | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(
                        "SH106",
                        event,
                        "一个文件里写了几份文档（--- 分隔）。",
                        "请删去 ---，或者拆成几个文件。",
                    )
            elif isinstance(event, NodeEvent):
                tree = self._node(event, 0, False)
        if tree is None or (isinstance(tree, Scalar) and not tree.text and tree.style == "plain"):
            self.notes.found.append(
                Diagnostic(
                    code="SH105",
                    message="文件是空的。",
                    where=Span(self.source.file, 1, 1),
                    help="请写上内容，或者删去这个文件。",
                )
            )
            return None
        return tree

    def _node(self, event: Any, depth: int, in_condition: bool) -> Tree:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(
                "SH112", event, f"文件的内容超过 {MAX_NODES} 项，没有读完。", "请拆成几个文件。"
            )
        if depth > MAX_DEPTH:
            self._stop("SH111", event, f"嵌套超过 {MAX_DEPTH} 层，没有读完。", "请减少层数。")
        if isinstance(event, ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_anchor_and_tag(event)
            return read_scalar(event, in_condition, self.notes)
        if isinstance(event, AliasEvent):
            self._distrust(
                "SH109",
                self.notes.place(event),
                f"这里用了 YAML 别名 *{event.anchor}。",
                "请把内容在这里再写一遍；审核要点须能从上到下通读。",
            )
            return Scalar("", self.notes.place(event))
        if event.anchor is not None or event.tag is not None:
            self._refuse_anchor_and_tag(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, depth, in_condition)
        return self._mapping(event, depth, in_condition)

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._say(
                "SH109",
                event,
                f"这里用了 YAML 锚点 &{event.anchor}。",
                "请删去；以 & 开头的文字要加引号。",
            )
        if event.tag is not None:
            self._say(
                "SH108",
                event,
                f"这里用了 YAML 标签 {event.tag[:40]}。",
                "请删去；以 ! 开头的文字要加引号。",
            )

    def _sequence(self, event: Any, depth: int, in_condition: bool) -> Sequence:
        where = self.notes.place(event)
        items: list[Tree] = []
        for inner in self._events:
            if isinstance(inner, SequenceEndEvent):
                break
            item = self._node(inner, depth + 1, in_condition)
            if event.flow_style and isinstance(item, Scalar):
                refuse_wide_comma(item, self.notes)
            items.append(item)
        return Sequence(tuple(items), where)

    def _mapping(self, event: Any, depth: int, in_condition: bool) -> Map:
        where = self.notes.place(event)
        entries: dict[str, Entry] = {}
        for inner in self._events:
            if isinstance(inner, MappingEndEvent):
                break
            key = self._key(inner, depth)
            value = self._node(
                next(self._events), depth + 1, in_condition or key.text in CONDITION_KEYS
            )
            if isinstance(value, Scalar) and not value.text:
                key, value = with_half_width_colon(key, value, self.notes)
            name = key.text
            if name == "<<" and key.style == "plain":
                self._distrust(
                    "SH110", key.where, "这里用了 YAML 合并键 <<。", "请把要合并的内容写出来。"
                )
            elif name in entries:
                first = entries[name].key.where
                self.notes.note(
                    "SH107",
                    key.where,
                    f"「{name[:40]}」在第 {first.line} 行已经写过。",
                    "请删去一处，或者合成一处。",
                )
            else:
                entries[name] = Entry(key, value)
        return Map(tuple(entries.values()), where)

    def _key(self, event: Any, depth: int) -> Scalar:
        if not isinstance(event, ScalarEvent):
            if isinstance(event, AliasEvent):
                self._stop("SH109", event, "键的位置用了 YAML 别名。", "请写出键的名称。")
            self._stop(
                "SH113",
                event,
                "键的位置写的是列表或者映射。",
                "键要写成一个名称；含有 [ ] { } 的文字要加引号。",
            )
        key = self._node(event, depth + 1, False)
        assert isinstance(key, Scalar)
        if self.wide_blanks:
            refuse_wide_indentation(event, key, self.notes)
        if not key.text:
            self.notes.note("SH113", key.where, "冒号前面没有写名称。", "请在冒号前写上名称。")
        return key

    # ---- reporting ----------------------------------------------------------------------------

    def _say(self, code: str, event: Any, message: str, help: str) -> None:
        self.notes.note(code, self.notes.place(event), message, help)

    def _distrust(self, code: str, where: Span, message: str, help: str) -> None:
        """Note a mistake that leaves the meaning of the file uncertain."""
        self.trusted = False
        self.notes.note(code, where, message, help)

    def _stop(self, code: str, event: Any, message: str, help: str) -> NoReturn:
        self.notes.found.append(
            Diagnostic(code=code, message=message, where=self.notes.place(event), help=help)
        )
        raise _Stop
