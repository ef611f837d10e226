"""Which sheets a rule file has, and which columns a sheet has: both told by the file's format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Final, TypeAlias

from permit_rules.formatting.key_order import places
from permit_rules.formatting.ordering import schemas
from permit_rules.loading.item_format import Sections
from permit_rules.yaml_tree import Map, Path, Sequence, Tree

Schema: TypeAlias = "Mapping[str, Any]"

#: The columns that say what a row is.
ROW: Final = "行"
OWNER: Final = "属于"
#: What stands in the column :data:`ROW`; the last two belong to an entry.
ENTRY, PART, VERSION = "要点", "组成", "版本"

PARTS_KEY: Final = "组成"
VERSIONS_KEY: Final = "版本"
#: The keys by which an entry is known, in the order in which they are looked for.
IDENTITIES: Final = ("编号", "代码", "字段")

#: What stands behind the id, so that it can be kept in view.
NAMES: Final = ("名称", "材料名称", "环节")
_SECTIONS: Final = tuple(str(f.alias) for f in Sections.model_fields.values())
_YES_NO: Final = ["是", "否", True, False]


class Kind(Enum):
    """How a cell is read."""

    TEXT = "text"
    DAY = "day"
    CODE = "code"
    YES_NO = "yes or no"
    CHOICE = "choice"
    YAML = "yaml"


@dataclass(frozen=True, slots=True)
class Column:
    """One key of the format.

    ``choices`` is its closed vocabulary; ``bare``: a cell in YAML may also be a plain text;
    ``help`` is what the format says of the key.
    """

    key: str
    kind: Kind
    help: str = ""
    choices: tuple[str, ...] = ()
    bare: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet: its name, where its rows stand in the file, and its columns.

    ``parts`` and ``versions`` tell whether there are rows of those kinds; ``part_keys`` are the
    keys that a part may have.
    """

    name: str
    path: Path
    columns: tuple[Column, ...]
    parts: bool = False
    versions: bool = False
    part_keys: frozenset[str] = frozenset()

    @property
    def identity(self) -> str:
        """The key by which a row is known."""
        keys = {c.key for c in self.columns}
        return next(key for key in IDENTITIES if key in keys)

    def column(self, key: str) -> Column | None:
        """The column of a key, or None."""
        return next((c for c in self.columns if c.key == key), None)

    def key_of(self, column: str, row: str) -> str:
        """The key that a column stands for in a row of that kind: a part has no 材料名称."""
        return "名称" if row == PART and column == "材料名称" else column

    def column_of(self, key: str, row: str) -> str:
        """The column in which a key of such a row stands."""
        return "材料名称" if row == PART and key == "名称" else key


def forms_of(name: str, tree: Tree) -> tuple[Form, ...]:
    """The sheets of a file with the schema ``name`` (``item``, ``overlay`` …) that says ``tree``.

    Those that the file may have are among them whether it has any rows there or not; none where
    the file is not made of lists.
    """
    return tuple(_form(name, path) for path in _paths(name, tree))


def _paths(name: str, tree: Tree) -> Iterator[Path]:
    if name == "item":
        yield from ((section,) for section in ("申请信息", *_SECTIONS))
    elif name == "overlay":
        for change in ("增加", "替换"):
            yield from ((change, section) for section in _SECTIONS)
        yield ("撤销",)
    elif name == "general":
        groups = tree.get("通用规定") if isinstance(tree, Map) else None
        if isinstance(groups, Map):
            yield from (("通用规定", section) for section in _SECTIONS)
        count = len(groups.items) if isinstance(groups, Sequence) else 0
        for group in range(count):
            yield from (("通用规定", group, section) for section in _SECTIONS)
    elif name in ("fields", "places"):
        yield ({"fields": "申请信息", "places": "行政区划"}[name],)
    elif name == "casework":
        schema = schemas()["casework"]
        for key, value in schema["properties"].items():
            if _entry_of(value, schema["$defs"]) is not None:
                yield (key,)


def _form(name: str, path: Path) -> Form:
    words = [step for step in path if isinstance(step, str)]
    title = "·".join(words)
    for step in path:
        if isinstance(step, int):
            title = title.replace(words[0], f"{words[0]}{step + 1}")
    columns, part_keys, versions = _columns(name, tuple(words))
    return Form(title, path, columns, bool(part_keys), versions, part_keys)


@cache
def _columns(name: str, words: tuple[str, ...]) -> tuple[tuple[Column, ...], frozenset[str], bool]:
    """The columns under the keys ``words``, the keys of a part, and whether there are versions."""
    schema: Schema = schemas()[name]
    definitions: Schema = schema["$defs"]
    entry = schema
    for word in words:
        found = entry["properties"][word]
        inner = _entry_of(found, definitions)
        entry = inner if inner is not None else next(_options(found, definitions))
    keys = dict(entry["properties"])
    part = _entry_of(keys[PARTS_KEY], definitions) if PARTS_KEY in keys else None
    versions = keys.pop(VERSIONS_KEY, None) is not None
    order = places(frozenset(keys))
    columns = [_column(key, keys[key], definitions) for key in keys]
    columns.sort(key=lambda c: (c.key not in IDENTITIES, c.key not in NAMES, order[c.key]))
    part_keys = frozenset(part["properties"]) if part is not None else frozenset()
    return tuple(columns), part_keys, versions


def _column(key: str, schema: Schema, definitions: Schema) -> Column:
    options = list(_options(schema, definitions))
    values = [v for o in options for v in o.get("enum", ())]
    texts = any(o.get("type") != "object" and o.get("type") != "array" for o in options)
    kind, choices = Kind.TEXT, ()
    if any(o.get("type") in ("object", "array") for o in options):
        kind = Kind.YAML
    elif values == _YES_NO:
        kind, values = Kind.YES_NO, values[:2]
    elif values:
        kind = Kind.CHOICE
    elif any(o.get("type") == ["string", "integer"] for o in options):
        kind = Kind.CODE
    elif key.endswith("日期"):
        kind = Kind.DAY
    if kind in (Kind.YES_NO, Kind.CHOICE) and len(options) == 1:
        choices = tuple(values)
    return Column(key, kind, str(schema.get("description", "")), choices, texts)


def _entry_of(schema: Schema, definitions: Schema) -> Schema | None:
    """What an entry of a list of maps may say; None where ``schema`` is for something else."""
    for option in _options(schema, definitions):
        for inner in _options(option["items"], definitions) if "items" in option else ():
            if "properties" in inner:
                return inner
    return None


def _options(schema: Schema, definitions: Schema) -> Iterator[Schema]:
    """What a schema may stand for, references and alternatives opened up."""
    if "$ref" in schema:
        yield from _options(definitions[str(schema["$ref"]).rpartition("/")[2]], definitions)
    elif "anyOf" in schema:
        for option in schema["anyOf"]:
            yield from _options(option, definitions)
    else:
        yield schema
