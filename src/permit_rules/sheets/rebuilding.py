"""Written lists and maps with other members: in the style and with the comments they had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import yaml

from permit_rules.formatting.pieces import Block, Flow, Piece, Text, Written
from permit_rules.sheets.cell_text import flow_text
from permit_rules.sheets.entries import list_pieces, map_pieces
from permit_rules.yaml_tree import Map, Path, Tree
from permit_rules.yaml_tree import Sequence as Items


def map_with(base: Written | None, pieces: Sequence[Piece]) -> Written:
    """The map with these keys; in brackets where it stood in brackets and all fits there."""
    if isinstance(base, Flow) and all(_fits_brackets(p.value) for p in pieces):
        return Flow(True, tuple((p.key, p.value) for p in pieces), base.comments)
    return Block(True, tuple(pieces), base.below if isinstance(base, Block) else ())


def list_with(base: Written | None, pieces: Sequence[Piece]) -> Written:
    """The list with these members; a single map stays one as long as it is alone."""
    if isinstance(base, Flow) and not base.mapping and all(_fits_brackets(p.value) for p in pieces):
        return Flow(False, tuple(("", p.value) for p in pieces), base.comments)
    if base is not None and len(pieces) == 1 and _is_map(base):
        return pieces[0].value
    if isinstance(base, Block) and not base.mapping:
        first = replace(pieces[0], gap=base.pieces[0].gap)
        return replace(base, pieces=(first, *pieces[1:]))
    return Block(False, (replace(pieces[0], gap=False), *pieces[1:]))


def at(written: Written, path: Path) -> Written | None:
    """What is written at ``path``, or None."""
    for step in path:
        if isinstance(step, int):
            pieces = list_pieces(written)
            if step >= len(pieces):
                return None
            written = pieces[step].value
            continue
        piece = next((p for p in map_pieces(written) if key_text(p.key) == step), None)
        if piece is None:
            return None
        written = piece.value
    return written


def put(written: Written, path: Path, value: Written | None) -> Written | None:
    """What is written, with ``value`` at ``path``, or without it where it is None.

    None where nothing is left.
    """
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        pieces = list(list_pieces(written))
        made = put(pieces[step].value, rest, value)
        pieces[step] = replace(pieces[step], value=made or pieces[step].value)
        return list_with(written, pieces)
    pieces = list(map_pieces(written))
    place = next((n for n, p in enumerate(pieces) if key_text(p.key) == step), None)
    if place is not None:
        made = put(pieces[place].value, rest, value) if rest else value
        pieces[place : place + 1] = [replace(pieces[place], value=made)] if made else []
    elif value is not None:
        for key in reversed(rest):
            value = Block(True, (Piece(str(key), value),))
        pieces.append(Piece(step, value, gap=any(p.gap for p in pieces)))
    return map_with(written, pieces) if pieces else None


def key_text(source: str) -> str:
    """What a key says as it stands in the file."""
    if source[:1] in ("'", '"'):
        return str(yaml.load(source, Loader=yaml.BaseLoader))
    return source


def kept(base: Written, before: Tree, new: Written, after: Tree) -> Written:
    """``new``, written as ``base`` was where they say the same, with the comments of ``base``."""
    if flow_text(before) == flow_text(after):
        return base
    if isinstance(base, Flow) and isinstance(new, Flow):
        return replace(new, comments=base.comments)
    if not isinstance(base, Block) or not isinstance(new, Flow) or base.mapping != new.mapping:
        return new
    if isinstance(before, Map) and isinstance(after, Map):
        return map_with(base, _kept_keys(base, before, new, after))
    if isinstance(before, Items) and isinstance(after, Items):
        return list_with(base, _kept_items(base, before, new, after)) if after.items else new
    return new


def _kept_keys(base: Block, before: Map, new: Flow, after: Map) -> list[Piece]:
    old = {e.key.text: (p, e.value) for p, e in zip(base.pieces, before.entries, strict=True)}
    made = []
    for (key, value), entry in zip(new.members, after.entries, strict=True):
        piece, said = old.get(entry.key.text, (None, None))
        if piece is None or said is None:
            made.append(Piece(key, value))
        else:
            made.append(replace(piece, value=kept(piece.value, said, value, entry.value)))
    return made


def _kept_items(base: Block, before: Items, new: Flow, after: Items) -> list[Piece]:
    texts = [flow_text(t) for t in before.items], [flow_text(t) for t in after.items]
    made: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if what == "equal":
            made += base.pieces[a:b]
        elif what == "replace" and b - a == d - c:
            for old, at in zip(range(a, b), range(c, d), strict=True):
                value = kept(
                    base.pieces[old].value, before.items[old], new.members[at][1], after.items[at]
                )
                made.append(replace(base.pieces[old], value=value))
        else:
            made += (Piece("", value) for _, value in new.members[c:d])
    return made


def _is_map(written: Written) -> bool:
    return not isinstance(written, Text) and written.mapping


def _fits_brackets(written: Written) -> bool:
    return isinstance(written, Flow) or (isinstance(written, Text) and not written.block)
