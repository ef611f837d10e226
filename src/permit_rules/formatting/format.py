"""One rule file, formatted; what it says is compared before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from permit_rules.diagnostics import Diagnostic, Severity, Span
from permit_rules.formatting.ordering import ordered
from permit_rules.formatting.pieces import Block, Written, read_pieces
from permit_rules.formatting.writing import write_pieces
from permit_rules.loading.build_bundles import kind_of
from permit_rules.loading.rule_files import CASES_SUFFIX, FACTS_SUFFIX
from permit_rules.loading.yaml_reader import read_yaml
from permit_rules.yaml_tree import Map, Scalar, Sequence, Tree

_AT_ROOT: Final = {
    "library.yaml": "library",
    "places.yaml": "places",
    "general.yaml": "general",
    "casework.yaml": "casework",
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """``text`` is None where the file cannot be read; ``diagnostics`` then say why."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def format_file(content: bytes, path: str) -> Formatted:
    """The file in its one form: keys in the order of the format, spacing and blank lines even.

    ``path`` is the path below the rules folder, which tells what the file is. Comments are kept,
    texts are not touched, and what the file says stays the same: that is compared, and a file of
    which it is not true is left as it is. Formatting twice changes nothing more.

    Raises:
        RuntimeError: the formatted text would say something else; a fault of the library.
    """
    reading = read_yaml(content, path)
    if reading.tree is None or any(d.severity is Severity.ERROR for d in reading.diagnostics):
        return Formatted(None, reading.diagnostics)
    if not _in_chinese(reading.tree):
        return Formatted(None, (_no_rule_file(path),))
    text = content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    pieces = read_pieces(text)
    name = schema_name(path, reading.tree)
    made = write_pieces(_with_head(ordered(pieces, name) if name else pieces, pieces))
    again = read_yaml(made.encode(), path).tree
    if again is None or _meaning(again) != _meaning(reading.tree):
        raise RuntimeError(f"formatting {path} would change what it says; it was left as it is")
    return Formatted(made)


def _in_chinese(tree: Tree) -> bool:
    """Whether it has keys in Chinese, as every rule file does."""
    return isinstance(tree, Map) and any(not entry.key.text.isascii() for entry in tree.entries)


def _no_rule_file(path: str) -> Diagnostic:
    return Diagnostic(
        code="SH501",
        where=Span(path, 1, 1),
        message="这不是规则文件：没有一个中文的键。",
        help="请核对路径，只整理审核要点文件夹里的文件。",
    )


def _with_head(after: Written, before: Written) -> Written:
    """The comments at the top of the file stay there, whichever key is first."""
    if not isinstance(after, Block) or not isinstance(before, Block):
        return after
    head = before.pieces[0].above
    bare = tuple(replace(p, above=()) if p.key == before.pieces[0].key else p for p in after.pieces)
    first = replace(bare[0], above=(*head, *bare[0].above), gap=False)
    return replace(after, pieces=(first, *bare[1:]))


def schema_name(path: str, tree: Tree) -> str:
    """The schema of the file at ``path`` (``item``, ``overlay`` …); "" where it has none."""
    first, _, rest = path.partition("/")
    if path.endswith(FACTS_SUFFIX):
        return ""
    if path.endswith(CASES_SUFFIX):
        return "cases"
    if not rest:
        return _AT_ROOT.get(first, "")
    if first == "bundles":
        kind = kind_of(path)
        return kind if kind == "bundle" else f"bundle-{kind}"
    if first in ("fields", "calendars"):
        return "fields" if first == "fields" else ""
    if isinstance(tree, Map) and tree.get("事项标识") is None and tree.get("事项") is not None:
        return "overlay"
    return "item"


def _meaning(tree: Tree) -> object:
    """What a tree says: texts, lists in their order, maps without one."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return tuple(_meaning(i) for i in tree.items)
    return frozenset((e.key.text, _meaning(e.value)) for e in tree.entries)
