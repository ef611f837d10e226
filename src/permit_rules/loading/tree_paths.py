"""Paths through trees: what stands there, and a tree without what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from permit_rules.yaml_tree import Entry, Map, Path, Scalar, Sequence, Tree


def present(tree: Tree, loc: tuple[Any, ...]) -> Path:
    """The part of a location that exists in the tree.

    A single map may stand for a list of one, and a text for a map: those steps lead nowhere.
    """
    path: list[str | int] = []
    node = tree
    for step in loc:
        if isinstance(node, Map) and isinstance(step, str):
            value = node.get(step)
            if value is None:
                break
            node = value
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif isinstance(step, int):
            continue
        else:
            break
        path.append(step)
    return tuple(path)


def at(tree: Tree, path: Path) -> Tree:
    """The node at a path that exists."""
    for step in path:
        if isinstance(tree, Map):
            value = tree.get(str(step))
            assert value is not None
            tree = value
        elif isinstance(tree, Sequence):
            tree = tree.items[int(step)]
    return tree


def key_at(tree: Tree, path: Path) -> Scalar | None:
    """The key under which the node at ``path`` stands; None for an item of a list."""
    parent = at(tree, path[:-1]) if path else tree
    if not path or not isinstance(parent, Map):
        return None
    return next((e.key for e in parent.entries if e.key.text == path[-1]), None)


def subject_at(tree: Tree, path: Path, item: str) -> str:
    """``item/point`` for a node within an entry that has an id, else the item alone."""
    point = ""
    for end in range(len(path) + 1):
        node = at(tree, path[:end])
        written = node.get("编号") if isinstance(node, Map) else None
        if isinstance(written, Scalar) and written.text.strip():
            point = written.text.strip()[:40]
    return f"{item}/{point}" if item and point else item


def without(tree: Tree, gone: frozenset[Path], here: Path = ()) -> Tree:
    """The tree without the nodes at these paths; ``here`` is where ``tree`` stands."""
    if isinstance(tree, Map):
        kept = tuple(
            Entry(e.key, without(e.value, gone, (*here, e.key.text)))
            for e in tree.entries
            if (*here, e.key.text) not in gone
        )
        return Map(kept, tree.where)
    if isinstance(tree, Sequence):
        return Sequence(
            tuple(
                without(t, gone, (*here, n))
                for n, t in enumerate(tree.items)
                if (*here, n) not in gone
            ),
            tree.where,
        )
    return tree


def with_stand_ins(tree: Tree, stand_ins: Mapping[str, Tree]) -> Tree:
    """The map with these entries behind its own, where it has none of that key."""
    if not isinstance(tree, Map):
        return tree
    added = tuple(
        Entry(Scalar(key, tree.where), value)
        for key, value in stand_ins.items()
        if tree.get(key) is None
    )
    return Map((*tree.entries, *added), tree.where)
