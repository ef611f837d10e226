"""One table of cases behind another: bases and cases joined, the comments of both kept."""

from __future__ import annotations

from dataclasses import replace

from permit_rules.formatting.pieces import Block, Piece, read_pieces
from permit_rules.formatting.writing import write_pieces


def join_tables(text: str, more: str) -> str:
    """``text`` with the bases and cases of ``more`` behind its own; its other keys stay.

    Raises:
        ValueError: one of the two is no table in blocks.
    """
    first, second = read_pieces(text), read_pieces(more)
    if not isinstance(first, Block) or not isinstance(second, Block):
        raise ValueError("a table of cases is written in blocks")
    joined = first
    for piece in second.pieces:
        joined = _with(joined, piece)
    return write_pieces(joined)


def _with(table: Block, more: Piece) -> Block:
    if not isinstance(more.value, Block):
        return table
    own = next((p for p in table.pieces if p.key == more.key), None)
    if own is None:
        return replace(table, pieces=_placed(table.pieces, replace(more, above=())))
    if not isinstance(own.value, Block):
        return replace(table, pieces=tuple(_replaced(p, own, more) for p in table.pieces))
    value = replace(own.value, pieces=(*own.value.pieces, *more.value.pieces))
    grown = replace(own, value=value)
    return replace(table, pieces=tuple(grown if p is own else p for p in table.pieces))


def _replaced(piece: Piece, own: Piece, more: Piece) -> Piece:
    """An empty list written ``[]`` gives way to what is joined to it."""
    return replace(own, value=more.value) if piece is own else piece


def _placed(pieces: tuple[Piece, ...], more: Piece) -> tuple[Piece, ...]:
    """Bases stand before the cases, the cases at the end."""
    if more.key != "基准":
        return (*pieces, more)
    at = next((n for n, p in enumerate(pieces) if p.key == "用例"), len(pieces))
    return (*pieces[:at], more, *pieces[at:])
