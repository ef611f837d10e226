"""A new review point or material in an item's file, with a number that was never used."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final

import yaml

from permit_rules.formatting.joining import join_texts
from permit_rules.linting.stated import cited_in
from permit_rules.loading.blanks import BLANK
from permit_rules.model.item import HandlingKind, Item
from permit_rules.model.library import Library
from permit_rules.model.place import NATION
from permit_rules.skeletons.drafts import Draft, Home, Refused, filled, known_place
from permit_rules.skeletons.overlay import item_at
from permit_rules.written.yaml_text import yaml_text

_NUMBER: Final = re.compile("([A-Za-z]+)([0-9]+)")
#: How numbers in the overlays of places begin where none is there yet.
_LOCAL: Final = "Z"


class PointSection(str, Enum):
    """Where a point may be added."""

    MATERIAL = "申请材料"
    CONDITION = "审核要点"


_PREFIX: Final = {PointSection.MATERIAL: "M", PointSection.CONDITION: "S"}
_TEMPLATE: Final = {
    PointSection.MATERIAL: "material.yaml",
    PointSection.CONDITION: "condition.yaml",
}


def new_point(
    into: Path,
    item: str,
    section: PointSection,
    *,
    name: str = "",
    basis: str = "",
    handling: str = "",
    kind: str = "实质审查",
    start: date | None = None,
    place: str = NATION,
    below: Path | None = None,
) -> tuple[Draft, str]:
    """The file with the point in it, and its number.

    Args:
        into: the rules folder, or that of an office.
        item: the id or the name of the item.
        section: where the point is added.
        name: what it is called; left to be filled in where it is not given, as is ``basis``.
        basis: 简称 and article, as ``依据`` has them.
        handling: the handling item it is for, by default the item's first one that is a permit.
        kind: 形式审查 or 实质审查, of a point that is no material.
        start: the day from which it is asked for; None: as long as the rules are known.
        place: the code or name of the place whose file it goes to; "" for the item's own file.
        below: the rules under ``into``; None: those that come with the library.

    Raises:
        Refused: no such item, place, handling item or file.
    """
    home = Home(into, below)
    if home.is_new:
        begin = f"new overlay {item} --place {place}" if place else "new item"
        raise Refused(
            f"「{into}」里没有审核要点",
            f"请核对文件夹，或者先用 permit-rules {begin} --into {into}",
        )
    library = home.library()
    code = known_place(place, library) if place else NATION
    found = item_at(library, item, code)
    path, local = _file(home, library, found, code)
    before = path.read_text("utf-8")
    number = _free_number(library, found, section, code if local else None)
    text = filled(
        _TEMPLATE[section],
        id=number,
        name=yaml_text(name or BLANK),
        handling=yaml_text(_handling(found, handling)),
        kind=yaml_text(kind),
        basis=yaml_text(basis or f"{_first_instrument(before)} {BLANK}"),
    )
    if start is not None:
        text += f"  施行日期: {start.isoformat()}\n  此前: 无此要求\n"
    if local:
        text = "增加:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    return Draft(path, home.text(join_texts(before, text), path), changed=True), number


def _file(home: Home, library: Library, item: Item, code: str) -> tuple[Path, bool]:
    """The file to add to, and whether it is that of an overlay."""
    local = item.place != code
    if local:
        stated = [o.where.file for o in library.overlays if (o.item, o.place) == (item.id, code)]
        if not stated:
            raise Refused(
                f"{library.places[code].name}还没有「{item.id}」的文件",
                f"请先用 permit-rules new overlay {item.id} --place {code}",
            )
    else:
        stated = [item.where.file]
    path = home.into / stated[0]
    if not path.is_file():
        raise Refused(
            f"「{home.into}」里没有 {stated[0]}，它在下面的规则库里",
            "地方要加的，写明 --place；要改它，请在规则库里改",
        )
    return path, local


def _handling(item: Item, wanted: str) -> str:
    names = [h.name for h in item.handling_items]
    if wanted and wanted not in names:
        raise Refused(
            f"「{item.id}」没有业务办理项「{wanted[:40]}」", f"可用的有：{'、'.join(names)}"
        )
    permits = [h.name for h in item.handling_items if h.kind is HandlingKind.PERMIT]
    return wanted or (permits or names)[0]


def _free_number(library: Library, item: Item, section: PointSection, place: str | None) -> str:
    """The number after the highest of its letter, whatever place or day that is of."""
    every = [s for s in cited_in(library) if s.item == item.id]
    withdrawn = [w.point for o in library.overlays if o.item == item.id for w in o.withdraws]
    numbers = [m for i in (*(s.id for s in every), *withdrawn) if (m := _NUMBER.match(i))]
    prefix = _PREFIX[section]
    if place is not None:
        own = [m[1] for s in every if s.place == place and (m := _NUMBER.match(s.id))]
        upper = {s.id for s in every if s.place != place}
        local = Counter(p for p in own if not any(i.startswith(p) for i in upper))
        prefix = local.most_common(1)[0][0] if local else _LOCAL
    highest = max((int(m[2]) for m in numbers if m[1] == prefix), default=0)
    return f"{prefix}{highest + 1}"


def _first_instrument(text: str) -> str:
    """The short name of the first instrument that the file itself declares."""
    written: Any = yaml.load(text, Loader=yaml.BaseLoader)
    declared = written.get("设定依据") or {}
    return str(next(iter(declared), BLANK))
