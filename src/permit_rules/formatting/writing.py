"""Pieces → text: two spaces a level, lists under their key, brackets on one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from permit_rules.formatting.pieces import Block, Flow, Piece, Text, Written

_STEP: Final = "  "


def write_pieces(written: Written) -> str:
    """The text of a file, ending in a line break."""
    if isinstance(written, Block):
        lines = list(_block(written, ""))
    else:
        lines = [*_above(written), *_scalar_lines(written, "")]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _block(block: Block, indent: str) -> Iterator[str]:
    for piece in block.pieces:
        if piece.gap:
            yield ""
        yield from (f"{indent}{c}" for c in (*piece.above, *_above(piece.value)))
        yield from _entry(piece, indent) if block.mapping else _member(piece, indent)
    yield from (f"{indent}{c}" for c in block.below)


def _entry(piece: Piece, indent: str) -> Iterator[str]:
    behind = f"  {piece.behind}" if piece.behind else ""
    value = piece.value
    if isinstance(value, Block):
        yield f"{indent}{piece.key}:{behind}"
        yield from _block(value, indent + _STEP if value.mapping else indent)
        return
    first, *rest = _scalar_lines(value, indent + _STEP)
    yield from _with_behind([f"{indent}{piece.key}: {first}", *rest], value, behind)


def _member(piece: Piece, indent: str) -> Iterator[str]:
    behind = f"  {piece.behind}" if piece.behind else ""
    value = piece.value
    if isinstance(value, Block):
        lines = _block(_without_first_gap(value), indent + _STEP)
        # Comments above the first entry would part it from its dash.
        first = value.pieces[0]
        above = (*first.above, *_above(first.value))
        yield from (f"{indent}{c}" for c in above)
        for number, line in enumerate(lines):
            if number < len(above):
                continue
            dash = number == len(above)
            yield f"{indent}- {line[len(indent) + len(_STEP) :]}" if dash else line
        return
    first_line, *rest = _scalar_lines(value, indent + _STEP)
    yield from _with_behind([f"{indent}- {first_line}", *rest], value, behind)


def _without_first_gap(block: Block) -> Block:
    first, *rest = block.pieces
    bare = Piece(first.key, first.value, False, first.above, first.behind)
    return Block(block.mapping, (bare, *rest), block.below)


def _with_behind(lines: list[str], value: Written, behind: str) -> Iterator[str]:
    """The comment stands behind the last line, of a block text behind its indicator."""
    at = 0 if isinstance(value, Text) and value.block else len(lines) - 1
    for number, line in enumerate(lines):
        yield line + behind if number == at else line


def _above(value: Written) -> tuple[str, ...]:
    """The comments that stood between the lines of brackets, wherever they are nested."""
    if not isinstance(value, Flow):
        return ()
    inner = (c for _, member in value.members for c in _above(member))
    return (*inner, *value.comments)


def _scalar_lines(value: Written, indent: str) -> list[str]:
    if isinstance(value, Flow):
        return [_flow(value)]
    assert isinstance(value, Text)
    first, *rest = value.lines
    if value.block:
        return [first, *_moved(rest, indent)]
    return [first, *(f"{indent}{line}" if line else "" for line in rest)]


def _moved(lines: list[str], indent: str) -> Iterator[str]:
    """The lines of a block text, as far in as the text now stands."""
    margin = min((len(x) - len(x.lstrip(" ")) for x in lines if x.strip()), default=0)
    yield from (f"{indent}{line[margin:]}" if line.strip() else "" for line in lines)


def _flow(flow: Flow) -> str:
    members = ", ".join(_flow_member(flow, key, value) for key, value in flow.members)
    return f"{{{members}}}" if flow.mapping else f"[{members}]"


def _flow_member(flow: Flow, key: str, value: Written) -> str:
    if isinstance(value, Flow):
        text = _flow(value)
    else:
        assert isinstance(value, Text)
        text = " ".join(value.lines)
    return f"{key}: {text}".rstrip() if flow.mapping else text
