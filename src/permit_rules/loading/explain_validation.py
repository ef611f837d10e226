"""Rule-file models against trees: every mistake once, at its place, with its repair.

Keys that were mistyped are mended first; then what is wrong is taken out and the rest validated
again, so that one slip does not hide the others, nor bring a message about what it left behind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from permit_rules.diagnostics import Diagnostic, Edit, Span
from permit_rules.loading.file_text import MAX_REPORTED
from permit_rules.loading.key_slips import (
    described_keys,
    key_slips,
    meant_key,
    repaired,
    unknown_key,
)
from permit_rules.loading.tree_paths import (
    at,
    key_at,
    present,
    subject_at,
    with_stand_ins,
    without,
)
from permit_rules.yaml_tree import Map, Path, Scalar, Sequence, Tree

M = TypeVar("M", bound=BaseModel)
#: The keys whose values the condition language reads from the tree itself.
TREE_KEYS: Final = frozenset({"需要", "不适用", "当", "应当"})

_SHAPES: Final = {
    "model_type": "映射",
    "model_attributes_type": "映射",
    "dict_type": "映射",
    "mapping_type": "映射",
    "tuple_type": "列表",
    "list_type": "列表",
}
_SHAPE_HELP: Final = {
    "映射": "请写成「键: 内容」，一行一个并缩进，或者 {键: 内容, 键: 内容}。",
    "列表": "请写成列表：每一项以「- 」开头，或者 [甲, 乙]。",
}
#: With more mistakes than that nothing is mended, and only the first are told.
_MOST_ERRORS: Final = 1000
#: Slips in keys are mended level by level, then what is broken is taken out the same way.
_MOST_ROUNDS: Final = 12
_COLON: Final = re.compile(r"([^\s:：]{1,20})([:：])(?! )")


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """A model, the tree it was made from, and what had to be left out.

    ``model`` None: nothing usable was left. ``tree`` is what remained of the written tree;
    ``lost`` the keys that were written but could not be used, each with the place of its map.
    """

    model: M | None
    tree: Tree
    diagnostics: tuple[Diagnostic, ...] = ()
    lost: frozenset[tuple[Span, str]] = frozenset()


def validate(
    kind: type[M], tree: Tree, subject: str = "", stand_ins: Mapping[str, Tree] | None = None
) -> Validated[M]:
    """Validate a tree; ``stand_ins`` fill the place of required keys that are missing or wrong.

    A stand-in only lets the rest of the file be looked at; the mistake is reported all the same.
    """
    found: list[Diagnostic] = []
    lost: set[tuple[Span, str]] = set()
    told = False
    for _ in range(_MOST_ROUNDS):
        try:
            model = kind.model_validate(plain(tree))
            return Validated(model, tree, tuple(found), frozenset(lost))
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=False)
        few = len(errors) <= _MOST_ERRORS and len(found) < MAX_REPORTED
        slips = key_slips(errors, kind, tree, subject) if few and not told else []
        if slips:
            found += (slip.diagnostic for slip in slips if slip.diagnostic is not None)
            tree = repaired(tree, slips)
            continue
        if not told:
            found += (_explain(e, kind, tree, subject) for e in errors[:MAX_REPORTED])
            told = True
        if len(errors) > _MOST_ERRORS:
            break
        gone = frozenset(present(tree, e["loc"]) for e in errors)
        lost |= {(at(tree, path[:-1]).where, str(path[-1])) for path in gone if path}
        lost |= {
            (at(tree, present(tree, e["loc"])[:-1]).where, meant_key(kind, e["loc"]))
            for e in errors
            if e["type"] == "extra_forbidden"
        }
        tree = with_stand_ins(without(tree, gone), stand_ins or {})
        if () in gone and not isinstance(tree, Map):
            break
    return Validated(None, tree, tuple(found), frozenset(lost))


def plain(tree: Tree, key: str = "") -> Any:
    """Dicts, lists and texts for pydantic; conditions stay trees."""
    if isinstance(tree, Scalar):
        return tree.text
    if key in TREE_KEYS:
        return tree
    if isinstance(tree, Sequence):
        return [i.text if isinstance(i, Scalar) else plain(i) for i in tree.items]
    if key == "情形定义":
        return {key.text: value for key, value in tree.entries}
    return {
        key.text: value.text if isinstance(value, Scalar) else plain(value, key.text)
        for key, value in tree.entries
    }


# ---- words ------------------------------------------------------------------------------------


def _explain(error: Any, kind: type[BaseModel], tree: Tree, subject: str) -> Diagnostic:
    loc: tuple[Any, ...] = error["loc"]
    path = present(tree, loc)
    node = at(tree, path)
    subject = subject_at(tree, path, subject)
    sort = error["type"]
    if sort == "extra_forbidden":
        key = key_at(tree, path)
        told = unknown_key(kind, loc, key.where if key else node.where, subject)
        return _cut_off(told, str(loc[-1])) if _is_piece(key, node) else told
    if sort == "missing":
        return _missing_key(kind, loc, node, subject)
    if sort == "rule_file":
        told = error["ctx"]
        where = _place(tree, path, node)
        edit = edit_of(node, told["meant"]) if isinstance(node, Scalar) and told["meant"] else None
        return Diagnostic(
            code=told["code"],
            message=told["message"],
            help=told["help"],
            where=where,
            subject=subject,
            edit=edit,
        )
    if sort in ("too_short", "too_long"):
        name = str(loc[-1]) if loc else ""
        return _told(
            "SH147",
            f"「{name}」里没有写内容。",
            "请至少写一项。",
            _place(tree, path, node),
            subject,
        )
    return _wrong_shape(_SHAPES.get(sort, "映射"), loc, node, _place(tree, path, node), subject)


def _told(code: str, message: str, help: str, where: Span, subject: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, help=help, where=where, subject=subject)


def edit_of(written: Scalar, meant: str) -> Edit:
    """The edit that writes ``meant`` in the place of a text, with its quotes where it has some."""
    quote = '"' if written.style == "quoted" else ""
    where = written.where
    return Edit(where.line, where.column, f"{quote}{written.text}{quote}", f"{quote}{meant}{quote}")


def _is_piece(key: Scalar | None, node: Tree) -> bool:
    """Whether an unknown key without a value is a text that a comma in brackets has cut off."""
    return (
        key is not None
        and isinstance(node, Scalar)
        and not node.text
        and node.style == "plain"
        and node.where.line == key.where.line
    )


def _cut_off(told: Diagnostic, name: str) -> Diagnostic:
    return replace(
        told,
        message=f"没有「{name[:40]}」这个键，它后面也没有内容。",
        help="若它是前面文字的一部分，被逗号截断了，请给前面的整段文字加上半角引号，"
        "或者改用全角逗号。",
    )


def _place(tree: Tree, path: Path, node: Tree) -> Span:
    """Where to point: at the value, or at the key where the value is empty."""
    key = key_at(tree, path)
    if key is not None and isinstance(node, Scalar) and not node.text.strip():
        return key.where
    return node.where


def _missing_key(
    kind: type[BaseModel], loc: tuple[Any, ...], node: Tree, subject: str
) -> Diagnostic:
    name = str(loc[-1])
    said = next((d for k, d in described_keys(kind, loc[:-1]) if k == name), "")
    if isinstance(node, Scalar):
        # A text where a map stands in short form lacks nothing; it is the wrong thing.
        return _wrong_shape("映射", loc, node, node.where, subject)
    return _told(
        "SH141", f"这里缺少「{name}」。", f"请补上「{name}」：{said}。", node.where, subject
    )


def _wrong_shape(
    shape: str, loc: tuple[Any, ...], node: Tree, where: Span, subject: str
) -> Diagnostic:
    name = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    of = f"「{name}」" if name else "这里"
    if not isinstance(node, Scalar):
        found = "列表" if isinstance(node, Sequence) else "映射"
        return _told(
            "SH142", f"{of}要写成{shape}，写的却是{found}。", _SHAPE_HELP[shape], where, subject
        )
    if not node.text.strip():
        return _told(
            "SH147", f"{of}后面没有写内容。", "请写上内容，或者把这一行删去。", where, subject
        )
    colon = _COLON.match(node.text) if node.style == "plain" else None
    if colon and colon[2] == "：":
        return _told(
            "SH121",
            f"「{colon[1]}」后面用了全角冒号「：」。",
            f"请写成「{colon[1]}: 」，半角冒号后空一格。",
            where,
            subject,
        )
    if colon:
        return _told(
            "SH122",
            f"「{colon[1]}:」的冒号后面没有空格。",
            f"请写成「{colon[1]}: 」，半角冒号后空一格。",
            where,
            subject,
        )
    return _told(
        "SH142",
        f"{of}要写成{shape}，写的却是文字「{node.text[:40]}」。",
        _SHAPE_HELP[shape],
        where,
        subject,
    )
