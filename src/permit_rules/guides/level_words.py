"""The comparison of levels in words: as a document, and as data for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from permit_rules.conditions.phrases import day_words
from permit_rules.guides.citing import cited_lines
from permit_rules.guides.document import Cell, Document, Items, items, section, table
from permit_rules.guides.levels import Difference, Element, Held, Level, Levels

_SHOWN: Final = {Difference.ABSENT: "—"}


def level_name(level: Level) -> str:
    """广东省（440000）; a place with a whole file of its own says so."""
    own = "，本级文件" if level.own_file else ""
    return f"{level.name}（{level.place}{own}）" if level.place else level.name


def held_lines(held: Held) -> Cell:
    """What a level has of an element, a line each: what it changed, how it now is, on what."""
    keys = f"：{'、'.join(held.keys)}" if held.keys else ""
    first = f"{_SHOWN.get(held.difference, held.difference.value)}{keys}"
    return (first, *held.words, *(f"依据：{line}" for line in cited_lines(held.basis)))


def element_words(element: Element) -> str:
    """M1 营业执照."""
    return f"{element.id} {element.name}".strip()


def common_lines(found: Levels) -> Iterator[str]:
    """What all levels have in common, a line for each section."""
    for name in dict.fromkeys(e.section for e in found.common):
        several = [element_words(e) for e in found.common if e.section == name]
        yield f"{name}（{len(several)}项）：{'；'.join(several)}"


def levels_document(found: Levels) -> Document:
    """The comparison as a document."""
    rows = tuple(
        ((e.section,), (element_words(e),), *map(held_lines, held)) for e, held in found.differences
    )
    columns = ("类别", "要素", *(level_name(level) for level in found.levels))
    differ = table(columns, rows) or Items((none_differs(found),))
    return Document(
        title=f"{found.name}：各级规定对照",
        lead=levels_lead(found),
        sections=(
            *section(f"各级相同的要素（{len(found.common)}项）", items(*common_lines(found))),
            *section(f"各级不同的要素（{len(found.differences)}项）", differ),
        ),
    )


def levels_lead(found: Levels) -> tuple[str, ...]:
    """What is compared, and for which levels nothing is known."""
    names = "、".join(level_name(level) for level in found.levels)
    unknown = f"规则库没有这一天的规定：{'、'.join(found.unknown)}。" if found.unknown else ""
    return (f"{day_words(found.day)}施行的规定。比较：{names}。", *((unknown,) if unknown else ()))


def none_differs(found: Levels) -> str:
    """What is said where nothing differs."""
    if len(found.levels) == 1:
        return f"只有{found.levels[0].name}有规定，没有可以对照的。"
    return "各级完全相同。"


def levels_data(found: Levels) -> dict[str, Any]:
    """The comparison as JSON has it, keys in English."""
    return {
        "item": found.item,
        "name": found.name,
        "on": found.day.isoformat(),
        "levels": [
            {"place": v.place, "name": v.name, "own_file": v.own_file} for v in found.levels
        ],
        "unknown": list(found.unknown),
        "common": [_element(e) for e in found.common],
        "differences": [
            {
                **_element(e),
                "levels": {
                    level.place: _held(h) for level, h in zip(found.levels, held, strict=True)
                },
            }
            for e, held in found.differences
        ],
    }


def _element(element: Element) -> dict[str, str]:
    return {"section": element.section, "id": element.id, "name": element.name}


def _held(held: Held) -> dict[str, Any]:
    return {
        "difference": held.difference.name.lower(),
        "label": held.difference.value,
        "keys": list(held.keys),
        "words": list(held.words),
        "basis": [
            {"words": b.words, "grade": b.grade.value, "verified": b.grade.verified}
            for b in held.basis
        ],
    }
