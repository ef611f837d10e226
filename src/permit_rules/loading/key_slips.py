"""Keys that a model does not have: misspelt, or not indented beneath the key they belong to.

Both can be put right well enough to go on reading, so that the slip brings no message but its
own: nothing is missing because its name was mistyped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from permit_rules.diagnostics import Diagnostic, Edit, Span, did_you_mean
from permit_rules.loading.tree_paths import at, key_at, present, subject_at
from permit_rules.written import fold, standard
from permit_rules.yaml_tree import Entry, Map, Path, Scalar, Sequence, Tree


@dataclass(frozen=True, slots=True)
class KeySlip:
    """An unknown key at ``path``: the key that was ``meant``, or the one it stands ``beneath``."""

    path: Path
    diagnostic: Diagnostic | None
    meant: str = ""
    beneath: str = ""


def key_slips(
    errors: Iterable[Any], kind: type[BaseModel], tree: Tree, subject: str
) -> list[KeySlip]:
    """What the unknown keys among the errors of a validation were meant to be, where clear.

    A text under a key that need not be there is left alone: the guess may be wrong, and nothing
    hangs on it.
    """
    all_errors = list(errors)
    missing = [e["loc"] for e in all_errors if e["type"] == "missing"]
    slips: dict[Path, KeySlip] = {}
    for error in all_errors:
        loc = error["loc"]
        path = present(tree, loc)
        parent = at(tree, path[:-1])
        if error["type"] != "extra_forbidden" or not isinstance(parent, Map):
            continue
        about = subject_at(tree, path, subject)
        slip = _outdented(path, parent, slips, about)
        if slip is None:
            lacking = tuple(str(m[-1]) for m in missing if m[:-1] == loc[:-1])
            slip = _misspelt(path, parent, lacking, known_keys(kind, loc[:-1]), about)
        if slip is not None:
            slips[path] = slip
    return list(slips.values())


def meant_key(kind: type[BaseModel], loc: tuple[Any, ...]) -> str:
    """The key that an unknown one may stand for; itself where nothing is near."""
    return _meant(str(loc[-1]), known_keys(kind, loc[:-1])) or str(loc[-1])


def repaired(tree: Tree, slips: Iterable[KeySlip]) -> Tree:
    """The tree with every such key where, and what, it was meant to be."""
    return _repaired(tree, {slip.path: slip for slip in slips}, ())


def unknown_key(
    kind: type[BaseModel], loc: tuple[Any, ...], where: Span, subject: str
) -> Diagnostic:
    """What to say of an unknown key."""
    known = known_keys(kind, loc[:-1])
    return _told(str(loc[-1]), known, _meant(str(loc[-1]), known), where, subject)


# ---- what was meant ---------------------------------------------------------------------------


def _misspelt(
    path: Path, parent: Map, lacking: tuple[str, ...], known: tuple[str, ...], subject: str
) -> KeySlip | None:
    """A key that was mistyped; one that the map lacks is likelier than others."""
    name = str(path[-1])
    meant = _meant(name, lacking) or _meant(name, known)
    key, value = key_at(parent, path[-1:]), parent.get(name)
    if meant is None or key is None or parent.get(meant) is not None:
        return None
    if meant not in lacking and isinstance(value, Scalar):
        return None
    return KeySlip(path, _told(name, known, meant, key.where, subject), meant=meant)


def _meant(name: str, known: tuple[str, ...]) -> str | None:
    same = next((k for k in known if fold(k) == fold(name)), None)
    return same or did_you_mean(name, known)


def _told(
    name: str, known: tuple[str, ...], meant: str | None, where: Span, subject: str
) -> Diagnostic:
    if meant is not None and fold(meant) == fold(name):
        what = "繁体字" if standard(name) == meant else "多余的空格或者全角字符"
        code, message = "SH133", f"「{name[:40]}」里有{what}。"
        help = f"请写成「{meant}」。"
        edit = Edit(where.line, where.column, name, meant)
        return Diagnostic(
            code=code, message=message, help=help, where=where, subject=subject, edit=edit
        )
    code, message = "SH210", f"没有「{name[:40]}」这个键。"
    help = f"是否想写「{meant}」？" if meant else f"这里可写的有：{'、'.join(known)}。"
    return Diagnostic(code=code, message=message, help=help, where=where, subject=subject)


def _outdented(
    path: Path, parent: Map, slips: Mapping[Path, KeySlip], subject: str
) -> KeySlip | None:
    """A key below an empty one, at the same margin: it was to stand beneath it."""
    names = [e.key.text for e in parent.entries]
    above = names.index(str(path[-1])) - 1
    if above < 0:
        return None
    former = slips.get((*path[:-1], names[above]))
    if former is not None and former.beneath:
        return KeySlip(path, None, beneath=former.beneath)
    key, entry = parent.entries[above + 1].key, parent.entries[above]
    same_margin = key.where.column == entry.key.where.column
    if not (isinstance(entry.value, Scalar) and not entry.value.text and same_margin):
        return None
    name = entry.key.text
    diagnostic = Diagnostic(
        code="SH128",
        message=f"「{name}」下面是空的，「{key.text[:40]}」与它左对齐了。",
        help=f"「{name}」下面的内容要比它多缩进两个空格。",
        where=key.where,
        subject=subject,
    )
    return KeySlip(path, diagnostic, beneath=name)


# ---- what a model knows -----------------------------------------------------------------------


def known_keys(kind: type[BaseModel], loc: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys of the model at a location."""
    return tuple(key for key, _ in described_keys(kind, loc))


def described_keys(kind: type[BaseModel], loc: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """The keys of the model at a location, each with its description."""
    model: type[BaseModel] | None = kind
    for step in loc:
        if model is None or not isinstance(step, str):
            continue
        inside = next((f.annotation for f in model.model_fields.values() if f.alias == step), None)
        # A key of a free map (设定依据: {办法: …}) stays at the model of its values.
        model = _model_in(inside) if inside is not None else model
    for field in model.model_fields.values() if model else ():
        if field.alias:
            yield field.alias, field.description or ""


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in get_args(annotation) if (m := _model_in(a)) is not None), None)


# ---- repair -----------------------------------------------------------------------------------


def _repaired(tree: Tree, slips: Mapping[Path, KeySlip], here: Path) -> Tree:
    if isinstance(tree, Sequence):
        items = tuple(_repaired(t, slips, (*here, n)) for n, t in enumerate(tree.items))
        return Sequence(items, tree.where)
    if not isinstance(tree, Map):
        return tree
    entries: dict[str, Entry] = {}
    for entry in tree.entries:
        path = (*here, entry.key.text)
        value = _repaired(entry.value, slips, path)
        slip = slips.get(path)
        if slip is not None and slip.beneath:
            upper = entries[slip.beneath]
            inside = upper.value.entries if isinstance(upper.value, Map) else ()
            moved = Map((*inside, Entry(entry.key, value)), entry.key.where)
            entries[slip.beneath] = Entry(upper.key, moved)
            continue
        name = slip.meant if slip is not None else entry.key.text
        entries.setdefault(name, Entry(Scalar(name, entry.key.where, entry.key.style), value))
    return Map(tuple(entries.values()), tree.where)
