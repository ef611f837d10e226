"""A new overlay: what a place lays over an item, at its place and with its head."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from permit_rules.diagnostics import did_you_mean
from permit_rules.loading.blanks import BLANK
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.model.place import NATION
from permit_rules.skeletons.drafts import Draft, Home, Refused, filled, known_place
from permit_rules.written.yaml_text import yaml_text

_TAIL: Final = re.compile("(?:省|市|县|区|自治区|特别行政区)$")


def new_overlay(
    into: Path, item: str, place: str, *, law: str = "", below: Path | None = None
) -> tuple[Draft, ...]:
    """The file that a place lays over an item; it adds nothing yet.

    Args:
        into: the rules folder, or the folder of an office that is laid over ``below``.
        item: the id or the name of the item.
        place: the code or the name of the place.
        law: the full name of the local instrument, left to be filled in where it is not given.
        below: the rules under ``into``; None: those that come with the library.

    Raises:
        Refused: no such item or place, or the place has a file of its own already.
    """
    home = Home(into, below, over=True)
    library = home.library()
    code = known_place(place, library)
    if code == NATION:
        raise Refused("国家一级没有上级可以叠加", "请写明地方的代码")
    found = item_at(library, item, code)
    folder = home.folder_of(code)
    path = folder / f"{found.id}.yaml"
    stated = [o.where.file for o in library.overlays if o.item == found.id and o.place == code]
    if found.place == code:
        stated.append(found.where.file)
    if stated:
        raise Refused(
            f"{library.places[code].name}对「{found.id}」已经有了 {stated[0]}",
            "请直接改它，或者用 permit-rules new point 加要点",
        )
    text = filled(
        "overlay.yaml",
        id=found.id,
        place=code,
        short=yaml_text(f"{_TAIL.sub('', library.places[code].name)}规定"),
        law=yaml_text(law or BLANK),
        schema=home.schema_line(f"{found.id}.overlay"),
    )
    return (Draft(path, home.text(text, path)),)


def item_at(library: Library, wanted: str, place: str) -> Item:
    """The item by its id or name, as stated nearest to a place.

    Raises:
        Refused: there is none; the nearest name is told.
    """
    item = library.item_id(wanted)
    found = library.item_for(item, place) if item is not None else None
    if found is not None:
        return found
    near = did_you_mean(wanted, (n for i in library.items for n in (i.id, i.name)))
    help = f"是否想写「{near}」？" if near and near != wanted else "请核对事项标识和行政区划"
    raise Refused(f"没有事项「{wanted[:60]}」", help)
