"""What a built site would load from outside: it must be nothing, so that it works anywhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

_OUTSIDE: Final = re.compile(r"(?i)^\s*(?:[a-z]+:)?//")
_STYLE: Final = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\"')]+)")
#: Elements that load what they name, and the attribute that names it; a link to read loads nothing.
_LOADING: Final = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "object": "data",
    "link": "href",
}


class _Loads(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        target = named.get(_LOADING.get(tag, "")) or ""
        # A canonical address and the like are told, not loaded.
        told = tag == "link" and named.get("rel") in ("canonical", "next", "prev")
        if _OUTSIDE.match(target) and not told:
            self.found.append(target)


def loaded_from_outside(site: Path) -> list[str]:
    """Each page or style sheet with an address outside that a browser would load."""
    found = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site)
        if path.suffix == ".html":
            page = _Loads()
            page.feed(path.read_text("utf-8"))
            found += [f"{name} loads {target}" for target in dict.fromkeys(page.found)]
        elif path.suffix == ".css":
            styles = _STYLE.findall(path.read_text("utf-8"))
            found += [f"{name} loads {target}" for target in dict.fromkeys(styles)]
    return found
