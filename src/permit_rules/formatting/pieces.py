"""A YAML file as it is written: blocks of pieces, each with its comments; scalars untouched.

Only what the reader of rule files accepts is expected here: no anchors, tags or directives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

_BLANKS: Final = " \t"


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as it stands in the file, line by line; ``block`` for ``|`` and ``>``."""

    lines: tuple[str, ...]
    block: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A collection in brackets; a member of a list has no key.

    ``comments`` stood between its lines, where no line is left for them: they go above it.
    """

    mapping: bool
    members: tuple[tuple[str, Written], ...]
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of a block: its key ("" in a list) and value, and what stands around it.

    ``gap``: a blank line before it; ``above``: comments on lines of their own; ``behind``: the
    comment at the end of the line of its key.
    """

    key: str
    value: Written
    gap: bool = False
    above: tuple[str, ...] = ()
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A collection over several lines; ``below`` are comments after its last piece."""

    mapping: bool
    pieces: tuple[Piece, ...]
    below: tuple[str, ...] = ()


Written: TypeAlias = "Text | Flow | Block"


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    alone: bool


def read_pieces(text: str) -> Written:
    """The pieces of a file.

    Raises:
        yaml.YAMLError: it is not YAML.
        ValueError: it holds nothing.
    """
    node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if node is None:
        raise ValueError("the file holds nothing")
    return _Reader(text, node).whole()


class _Reader:
    """Cuts a text along the nodes of its tree; comments are handed out in the order of lines."""

    def __init__(self, text: str, root: Node) -> None:
        self.lines = text.split("\n")
        self.root = root
        self.comments = list(self._comments())
        self.next = 0

    def whole(self) -> Written:
        made = self._written(self.root, -1)
        rest = self._taken(len(self.lines), -1)
        if isinstance(made, Block):
            return Block(made.mapping, made.pieces, (*made.below, *rest))
        return made

    def _written(self, node: Node, outer: int) -> Written:
        if isinstance(node, ScalarNode):
            return self._text(node)
        assert isinstance(node, CollectionNode)
        return self._flow(node) if node.flow_style else self._block(node, outer)

    # ---- blocks ------------------------------------------------------------------------------

    def _block(self, node: Node, outer: int) -> Block:
        """``outer`` is the column of the key or dash that the block belongs to."""
        mapping = isinstance(node, MappingNode)
        pieces: list[Piece] = []
        for key, value in _members(node):
            start = (key or value).start_mark
            # A member of a list begins behind its dash, which may stand on a line before.
            above = self._taken(start.line, -1)
            gap = self._blank_before(start.line, len(above))
            pieces.append(self._piece(key, value, above, gap, node.start_mark.column))
        # A comment after the last piece belongs here as long as it is not further out.
        column = max(node.start_mark.column, outer + 1)
        below = self._taken(_last_line(self, node), column)
        return Block(mapping, tuple(pieces), below)

    def _piece(
        self, key: Node | None, value: Node, above: tuple[str, ...], gap: bool, column: int
    ) -> Piece:
        behind = ""
        block = isinstance(value, CollectionNode) and not value.flow_style
        if block and key is not None:
            behind = self._behind(key.start_mark.line)
        made = self._written(value, column)
        if not block:
            behind = self._behind(_end_line(value))
        name = self._source(key) if key is not None else ""
        return Piece(name, made, gap, above, behind)

    def _taken(self, line: int, column: int) -> tuple[str, ...]:
        """The comments on lines of their own before ``line``, from ``column`` on."""
        found = []
        while self.next < len(self.comments):
            comment = self.comments[self.next]
            if comment.line >= line or comment.column < column or not comment.alone:
                break
            found.append(comment.text)
            self.next += 1
        return tuple(found)

    def _behind(self, line: int) -> str:
        if self.next < len(self.comments):
            comment = self.comments[self.next]
            if comment.line == line:
                self.next += 1
                return comment.text
        return ""

    def _blank_before(self, line: int, comments: int) -> bool:
        """Whether a blank line stands before the piece, or before the comments above it."""
        at = line - 1
        blank = False
        while at >= 0 and (not self.lines[at].strip() or comments):
            if self.lines[at].strip():
                comments -= 1
            else:
                blank = True
            at -= 1
        return blank and at >= 0

    # ---- in brackets, and texts ----------------------------------------------------------------

    def _flow(self, node: Node) -> Flow:
        end = node.end_mark.line
        members = tuple(
            (self._source(key) if key is not None else "", self._written(value, -1))
            for key, value in _members(node)
        )
        inside = []
        while self.next < len(self.comments) and self.comments[self.next].line < end:
            inside.append(self.comments[self.next].text)
            self.next += 1
        return Flow(isinstance(node, MappingNode), members, tuple(inside))

    def _text(self, node: ScalarNode) -> Text:
        if node.style in ("|", ">"):
            last = _end_line(node)
            first = self.lines[node.start_mark.line][node.start_mark.column :]
            header = first.partition(" #")[0].rstrip()
            return Text((header, *self.lines[node.start_mark.line + 1 : last + 1]), block=True)
        return Text(tuple(self._source(node).split("\n")))

    def _source(self, node: Node) -> str:
        start, end = node.start_mark, node.end_mark
        if start.line == end.line:
            return self.lines[start.line][start.column : end.column].rstrip(_BLANKS)
        lines = [
            self.lines[start.line][start.column :],
            *self.lines[start.line + 1 : end.line],
            self.lines[end.line][: end.column],
        ]
        while lines and not lines[-1].strip():
            lines.pop()
        return "\n".join(line.strip(_BLANKS) for line in lines)

    # ---- comments ------------------------------------------------------------------------------

    def _comments(self) -> Iterator[_Comment]:
        spans = sorted(_spans(self.root))
        starts = [s[0] for s in spans]
        for number, line in enumerate(self.lines):
            at = line.find("#")
            while at >= 0:
                before = line[:at]
                inside = bisect_right(starts, (number, at)) - 1
                free = inside < 0 or spans[inside][1] <= (number, at)
                if free and (not before or before[-1] in _BLANKS):
                    yield _Comment(number, at, line[at:].rstrip(), not before.strip())
                    break
                at = line.find("#", at + 1)


def _members(node: Node) -> Iterator[tuple[Node | None, Node]]:
    if isinstance(node, MappingNode):
        yield from node.value
    elif isinstance(node, SequenceNode):
        yield from ((None, value) for value in node.value)


def _end_line(node: Node) -> int:
    """The last line on which the node has something; a block text ends before its end mark."""
    end = node.end_mark
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return int(end.line - 1 if end.column == 0 else end.line)
    return int(end.line)


def _last_line(reader: _Reader, node: Node) -> int:
    """The line on which whatever follows the block begins."""
    end = node.end_mark
    at = int(end.line)
    if at < len(reader.lines) and reader.lines[at][: end.column].strip():
        at += 1
    return at


def _spans(node: Node) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the scalars stand, since a # inside one of them begins no comment."""
    if isinstance(node, ScalarNode):
        start, end = node.start_mark, node.end_mark
        if node.style in ("|", ">"):
            # Behind the indicator itself a comment may stand.
            yield (start.line + 1, 0), (end.line, end.column)
        else:
            yield (start.line, start.column), (end.line, end.column)
        return
    for key, value in _members(node):
        if key is not None:
            yield from _spans(key)
        yield from _spans(value)
