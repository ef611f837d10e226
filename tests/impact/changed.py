"""Two libraries that differ in a few words of one file."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

import permit_rules as pr
from permit_rules.impact import Change, Compared, compare_libraries
from permit_rules.model.library import Library
from tests.teahouse import RULES

ITEM = "national/teahouse.yaml"


def folders(
    into: Path, *edits: tuple[str, str], file: str = ITEM, before: tuple[tuple[str, str], ...] = ()
) -> tuple[Path, Path]:
    """A copy of the teahouse rules with the edits ``before``, and one with ``edits`` as well.

    Each edit names words that stand in the file exactly once, and what stands there instead.
    """
    made = []
    for name, own in (("old", before), ("new", (*before, *edits))):
        folder = into / name
        shutil.copytree(RULES, folder)
        path = folder / file
        text = path.read_text("utf-8")
        for one, other in own:
            assert text.count(one) == 1, one
            text = text.replace(one, other)
        path.write_text(text, "utf-8")
        made.append(folder)
    return made[0], made[1]


@lru_cache
def _unchanged() -> Library:
    return pr.load(RULES)


def libraries(into: Path, *edits: tuple[str, str], **how: object) -> tuple[Library, Library]:
    """The two folders, loaded."""
    old, new = folders(into, *edits, **how)  # type: ignore[arg-type]
    return pr.load(old) if how.get("before") else _unchanged(), pr.load(new)


def compared(into: Path, *edits: tuple[str, str], **how: object) -> Compared:
    """The two folders compared, the nation alone."""
    return compare_libraries(*libraries(into, *edits, **how), place="")


def only(found: Compared) -> Change:
    """The one change there is."""
    [made] = found.impacts
    [change] = made.changes
    return change
