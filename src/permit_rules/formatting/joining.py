"""Something added to a rule file: keys and lists joined, the comments of both kept."""

from __future__ import annotations

from dataclasses import replace

from permit_rules.formatting.pieces import Block, Flow, Piece, Written, read_pieces
from permit_rules.formatting.writing import write_pieces


def join_texts(text: str, more: str) -> str:
    """``text`` with what ``more`` says: lists are continued, maps get the keys they lack.

    What stands in ``text`` stays as it is; of what both say, its own is kept. The comments above
    the first key of ``more`` are about that file and are left out.

    Raises:
        ValueError: one of the two is no map in block form.
    """
    first, second = read_pieces(text), read_pieces(more)
    if not isinstance(first, Block) or not isinstance(second, Block):
        raise ValueError("only files written in blocks can be joined")
    head, *rest = second.pieces
    bare = replace(second, pieces=(replace(head, above=()), *rest))
    return write_pieces(_joined(first, bare))


def _joined(own: Written, more: Written) -> Written:
    own, more = _block(own), _block(more)
    if not isinstance(own, Block) or not isinstance(more, Block):
        return own
    if not own.mapping or not more.mapping:
        one, other = _listed(own), _listed(more)
        return replace(one, pieces=(*one.pieces, *other.pieces))
    pieces = list(own.pieces)
    for piece in more.pieces:
        at = next((n for n, p in enumerate(pieces) if p.key == piece.key), None)
        if at is None:
            pieces.append(piece)
        else:
            pieces[at] = replace(pieces[at], value=_joined(pieces[at].value, piece.value))
    return replace(own, pieces=tuple(pieces))


def _block(written: Written) -> Written:
    """What stands in brackets, as a block to which something can be added."""
    if not isinstance(written, Flow):
        return written
    return Block(written.mapping, tuple(Piece(k, v) for k, v in written.members))


def _listed(block: Block) -> Block:
    """A list; a map that stands for a list of one, as that list."""
    return Block(False, (Piece("", block),)) if block.mapping else block
