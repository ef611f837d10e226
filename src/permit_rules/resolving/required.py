"""An item, a place or a bundle that a caller names: found, or an exception that says why not."""

from __future__ import annotations

from collections.abc import Mapping

from permit_rules.diagnostics import did_you_mean
from permit_rules.errors import UnknownBundle, UnknownItem, UnknownPlace
from permit_rules.model.bundle import Bundle
from permit_rules.model.library import Library
from permit_rules.model.place import Place, places_named, read_place


def unknown_item(library: Library, item: str, place: str) -> UnknownItem:
    """The exception for an item that the library does not have at a place or above it."""
    known = sorted({i.id for i in library.items})
    near = did_you_mean(item, known)
    hint = f"did you mean {near!r}?" if near and near != item else "see library.items"
    return UnknownItem(
        f"no item {item!r} at place {place or 'nation'!r} among {len(known)} items; {hint}"
    )


def require_item(library: Library, item: str, place: str) -> str:
    """The id of an item that is named by its id or its name.

    Raises:
        TypeError: it is no text.
        UnknownItem: the library has none of that name at the place or above it.
    """
    if not isinstance(item, str):
        raise TypeError(f"item is the id or the name of an item, not {item!r}")
    found = library.item_id(item)
    if found is None or library.item_for(found, place) is None:
        raise unknown_item(library, item, place)
    return found


def require_place(library: Library, place: str) -> str:
    """The code of a place that is named by its code or by a name the library knows.

    Raises:
        TypeError: it is no text.
        UnknownPlace: it is neither.
    """
    if not isinstance(place, str):
        raise TypeError(f"place is a division code as a text, not {place!r}")
    code = read_place(place, library.places)
    if code is None:
        raise UnknownPlace(
            f"{place!r} is no division code (six digits, nine for a township, '' for the nation) "
            f"and no name in library.places"
        )
    return code


def no_such_place(written: str, known: Mapping[str, Place]) -> tuple[str, str]:
    """What is said in Chinese of a text that names no place, and what to write instead."""
    if named := places_named(written, known):
        return f"叫「{written[:40]}」的地方不止一个", f"请写代码：{'、'.join(named)}"
    near = did_you_mean(written, (name for p in known.values() for name in (p.code, p.name)))
    return (
        f"「{written[:40]}」不是行政区划代码，也不是已知的地方",
        f"是否想写「{near}」？" if near else "请写六位的行政区划代码，例如 440300",
    )


def require_bundle(library: Library, bundle: str, place: str | None) -> Bundle:
    """The bundle of this id at a place; with None at any.

    Raises:
        UnknownBundle: there is none of this id.
    """
    rules = library.bundles if place is None else library.bundles_at(place)
    found = rules.bundle(bundle)
    if found is None:
        known = [b.id for b in rules.bundles]
        near = did_you_mean(bundle, known)
        hint = f"did you mean {near!r}?" if near else "see library.bundles"
        where = "" if place is None else f" at place {place or 'nation'!r}"
        raise UnknownBundle(f"no bundle {bundle!r}{where} among {len(known)} bundles; {hint}")
    return found
