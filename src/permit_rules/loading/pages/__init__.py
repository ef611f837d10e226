"""A page for each code that loading can give: why, a wrong example, a right one (in Chinese).

An example is part of an item's file; a line ``# fields/all.yaml`` in it begins another file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from permit_rules.diagnostics import Page
from permit_rules.loading.codes import CODES
from permit_rules.loading.pages.bundles import BUNDLES
from permit_rules.loading.pages.dates_and_places import DATES_AND_PLACES
from permit_rules.loading.pages.names import NAMES
from permit_rules.loading.pages.points import POINTS
from permit_rules.loading.pages.reading import READING
from permit_rules.loading.pages.shapes import SHAPES

#: The pages by code, in the order of the codes.
PAGES: Final[Mapping[str, Page]] = {
    code: Page(CODES[code], *written)
    for group in (READING, SHAPES, NAMES, DATES_AND_PLACES, POINTS, BUNDLES)
    for code, written in group.items()
}
