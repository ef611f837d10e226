"""Places in a rule file made from sheets → the cells they come from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from permit_rules.diagnostics import Diagnostic, Span
from permit_rules.sheets.cell_place import CellPlace, at_cell
from permit_rules.sheets.forms import Form
from permit_rules.sheets.weaving import Origin
from permit_rules.yaml_tree import Map, Path, Sequence, Tree

#: Keys named in a message: what is lacking has no place of its own in the file.
_NAMED: Final = re.compile("「([^」]+)」")
_LACKING: Final = frozenset({"SH141", "SH601"})


@dataclass(frozen=True, slots=True)
class _Source:
    """The row, and the cell where it is one, that a part of the file comes from."""

    origin: Origin | None = None
    cell: CellPlace | None = None


class Tracer:
    """Knows of which cell each place of a file was made."""

    def __init__(
        self, tree: Tree, file: str, forms: Iterable[Form], origins: Mapping[Path, Origin]
    ) -> None:
        self._line = re.compile(f"{re.escape(file)} 第 ([0-9]+) 行")
        self._forms = {form.path: form for form in forms}
        self._origins = origins
        marks = sorted(self._marks(tree, (), None, _Source()), key=lambda m: m[0])
        self._starts = [start for start, _ in marks]
        self._sources = [source for _, source in marks]

    def traced(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic at its cell; as it is where it concerns what no sheet carries."""
        where = diagnostic.where
        source = self._source(where) if where is not None else _Source()
        if source.origin is None:
            return diagnostic
        place = source.cell or source.origin.row.place("")
        if diagnostic.code in _LACKING:
            place = self._lacking(diagnostic, source.origin) or place
        message = self._line.sub(self._line_as_cell, diagnostic.message)
        return next(at_cell((replace(diagnostic, message=message),), place))

    def _line_as_cell(self, found: re.Match[str]) -> str:
        """The cell of a line that a message names."""
        line = int(found[1])
        inside = [s for at, s in zip(self._starts, self._sources, strict=True) if at[0] == line]
        cells = [s.cell for s in inside if s.cell is not None]
        return str(cells[0]) if cells else found[0]

    def _source(self, where: Span) -> _Source:
        at = bisect_right(self._starts, (where.line, where.column)) - 1
        return self._sources[at] if at >= 0 else _Source()

    def _lacking(self, diagnostic: Diagnostic, origin: Origin) -> CellPlace | None:
        """The blank cell in which what is lacking should stand."""
        words = (
            f"{diagnostic.message}「依据」" if diagnostic.code == "SH601" else diagnostic.message
        )
        for key in _NAMED.findall(words):
            for column in (key, "材料名称" if key == "名称" else key):
                if column in origin.row.places:
                    return origin.row.places[column]
        return None

    def _marks(
        self, tree: Tree, path: Path, form: Form | None, source: _Source
    ) -> Iterator[tuple[tuple[int, int], _Source]]:
        """Where each node begins, and what it comes from; a node within a cell is that cell's."""
        form = self._forms.get(path, form)
        if form is not None and isinstance(tree, Map) and (*path, 0) in self._origins:
            # A single map stands for a list of one.
            path = (*path, 0)
        origin = self._origins.get(path)
        if origin is not None:
            source = _Source(origin)
        if not isinstance(tree, Sequence) or source.origin is None or source.cell is not None:
            yield (tree.where.line, tree.where.column), source
        if isinstance(tree, Sequence):
            for number, item in enumerate(tree.items):
                yield from self._marks(item, (*path, number), form, source)
        elif isinstance(tree, Map):
            for entry in tree.entries:
                inner = source
                if origin is not None and form is not None:
                    column = form.column_of(entry.key.text, origin.kind)
                    inner = _Source(origin, origin.row.places.get(column))
                yield (entry.key.where.line, entry.key.where.column), inner
                yield from self._marks(entry.value, (*path, entry.key.text), form, inner)
