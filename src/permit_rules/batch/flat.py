"""One application in columns → its payload: a column a fact, a few for the rest.

* ``item``, ``place``, ``received_on``, ``channel``, ``receiving_authority``;
* ``applicant.name`` and so on: a path into the application, its steps parted by dots;
* ``materials.营业执照``: whether the paper is handed in (是, 有, √, 1, x), or its properties as
  JSON; ``materials.营业执照.form`` one property, ``materials.营业执照.states.名称`` what it states;
  ``materials`` alone a list of names;
* ``shared``, ``persons``, ``routes``, ``history``: JSON, or for ``shared`` names parted by 、;
* ``facts.座位数``, and every other column: a fact. Several choices are parted by 、.

An empty cell states nothing. A cell that begins with ``[`` or ``{`` and is JSON is taken as that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from permit_rules.checking.application import Application, SubmittedMaterial

#: A column of this name alone holds the whole application as JSON text.
PAYLOAD: Final = "payload"
_TOP: Final = frozenset(Application.model_fields)
_ON_PAPER: Final = frozenset(SubmittedMaterial.model_fields) - {"name"}
_LISTS: Final = frozenset({"contents", "signed_by", "covers", "parts"})
_SEVERAL: Final = re.compile(r"\s*[、,，;；\n]\s*")
_YES: Final = frozenset(
    {"是", "有", "√", "✓", "1", "x", "X", "y", "Y", "yes", "true", "True", "已提交"}
)
_NO: Final = frozenset({"否", "无", "没有", "×", "0", "n", "N", "no", "false", "False", "未提交"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column belongs: the steps into the payload; of a paper its name and the property."""

    path: tuple[str, ...] = ()
    paper: str = ""
    property: str = ""
    listed: bool = False


class FlatPayloads:
    """Makes payloads out of rows with these columns."""

    def __init__(self, columns: Iterable[str]) -> None:
        self.columns = tuple(columns)
        self._places = tuple(map(_place, self.columns))
        self._whole = self.columns == (PAYLOAD,)

    def payload(self, cells: Iterable[Any]) -> Any:
        """The payload of one row; more cells than columns are facts that nobody knows."""
        row = list(cells)
        if self._whole and len(row) == 1:
            return row[0]
        made: dict[str, Any] = {}
        papers: dict[str, dict[str, Any] | None] = {}
        for place, cell in zip(self._places, row, strict=False):
            value = _value(cell)
            if value is None:
                continue
            if place.paper:
                _onto(papers, place, value)
            elif place.path == ("materials",):
                listed = _several(value)
                made.setdefault("materials", []).extend(
                    listed if isinstance(listed, list) else [listed]
                )
            else:
                _put(made, place.path, _several(value) if place.listed else value)
        for number in range(len(self.columns), len(row)):
            if _value(row[number]) is not None:
                _put(made, ("facts", f"第{number + 1}列"), row[number])
        handed = [paper for paper in papers.values() if paper is not None]
        if handed:
            made.setdefault("materials", []).extend(handed)
        return made


def _place(column: str) -> _Place:
    name = column.strip()
    head, _, rest = name.partition(".")
    if head == "materials" and rest:
        paper, property = rest, ""
        for known in _ON_PAPER:
            before, found, after = rest.rpartition(f".{known}")
            if found and before and (not after or (known == "states" and after.startswith("."))):
                paper, property = before, f"{known}{after}"
                break
        return _Place(paper=paper, property=property)
    if head == "facts" and rest:
        return _Place(path=("facts", rest))
    if head in _TOP:
        return _Place(path=tuple(name.split(".")), listed=name in ("shared", "materials"))
    return _Place(path=("facts", name))


def _value(cell: Any) -> Any:
    """A cell as a value of a payload; None: it states nothing."""
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            return None
        if text[0] in "[{":
            try:
                return json.loads(text, parse_float=Decimal)
            except (ValueError, ArithmeticError, RecursionError):
                return cell
        return cell
    if isinstance(cell, Mapping):
        return {k: v for k, inner in cell.items() if (v := _value(inner)) is not None}
    if isinstance(cell, list):
        return [v for inner in cell if (v := _value(inner)) is not None]
    if isinstance(cell, float):
        return None if cell != cell else Decimal(repr(cell)) if abs(cell) < 1e300 else cell
    return cell.date() if isinstance(cell, datetime) else cell


def _several(value: Any) -> Any:
    return [p for p in _SEVERAL.split(value) if p] if isinstance(value, str) else value


def _put(made: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    node = made
    for step in path[:-1]:
        inner = node.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        node = inner
    last = path[-1]
    if isinstance(value, dict) and isinstance(node.get(last), dict):
        node[last].update(value)
    else:
        node[last] = value


def _onto(papers: dict[str, dict[str, Any] | None], place: _Place, value: Any) -> None:
    """Put a cell onto the paper that its column names."""
    if not place.property:
        if _is(value, _NO):
            papers[place.paper] = None
        elif _is(value, _YES) or value is True:
            papers.setdefault(place.paper, {"name": place.paper})
        elif isinstance(value, dict):
            papers[place.paper] = {"name": place.paper, **(papers.get(place.paper) or {}), **value}
        else:
            # Whatever else stands there is read as what the paper is like, and told of.
            _put(papers.setdefault(place.paper, {"name": place.paper}) or {}, ("form",), value)
        return
    if place.paper in papers and papers[place.paper] is None:
        return
    paper = papers.setdefault(place.paper, {"name": place.paper})
    assert paper is not None
    head, _, stated = place.property.partition(".")
    if stated:
        _put(paper, ("states", stated), value)
    else:
        _put(paper, (head,), _several(value) if head in _LISTS else value)


def _is(value: Any, words: frozenset[str]) -> bool:
    if isinstance(value, bool):
        return str(value) in words
    return isinstance(value, (str, int)) and str(value).strip() in words
