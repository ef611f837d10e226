"""All pages of the site, and the configuration that MkDocs builds them with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

import permit_rules as pr
from permit_rules.loading.rule_files import embedded_rules
from permit_rules.model.place import NATION
from scripts.site.case_runs import CaseRun, Runs, run_cases
from scripts.site.editions import Edition, edition_for, editions
from scripts.site.feature_page import feature_pages, groups
from scripts.site.forms import forms_page
from scripts.site.index_page import index_page
from scripts.site.item_pages import (
    cases_page,
    guide_page,
    levels_page,
    points_page,
    sheet_page,
)
from scripts.site.pages import Page, Pages
from scripts.site.reports import Report

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]


@dataclass(frozen=True, slots=True)
class Site:
    """The files of the site's source, and the navigation over them."""

    pages: Pages
    nav: list[dict[str, Any]]
    failed: tuple[CaseRun, ...]


def make_site(
    day: date,
    *,
    rules: Path | None = None,
    features: Path = ROOT / "features",
    report: Report | None = None,
    documents: Path | None = None,
) -> Site:
    """The pages for one day from a folder of rules, of features, and of documents."""
    folder = rules or embedded_rules()
    library = pr.load(folder)
    found = editions(library, day)
    ran = run_cases(library, folder)
    runs = _by_edition(found, ran)
    pages: Pages = {}
    written: dict[str, list[tuple[str, str]]] = {}
    nav: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in found:
        made = _item_pages(library, each, runs[each.folder], day, folder)
        pages.update({path: page.text() for path, (_, page) in made.items()})
        written[each.folder] = [(title, _html(path)) for path, (title, _) in made.items()]
        under = nav.setdefault((each.place, each.place_name), [])
        under.append({each.name: [{title: path} for path, (title, _) in made.items()]})
    pages["index.md"] = index_page(library, day, found, runs, written).text()
    told = feature_pages(
        groups(features, {i.id: i.name for i in library.items}), report or Report()
    )
    pages.update({path: page.text() for path, (_, page) in told.items()})
    pages["assets/site.css"] = (HERE / "site.css").read_text("utf-8")
    shelf = _documents(documents) if documents else {}
    pages.update(shelf)
    whole: list[dict[str, Any]] = [
        {"首页": "index.md"},
        *_by_place(nav),
        {"行为说明": [{title: path} for path, (title, _) in told.items()]},
        *([{"文档": [_titled(p, t) for p, t in shelf.items()]}] if shelf else []),
    ]
    return Site(pages, whole, tuple(r for r in ran if not r.passed))


def _item_pages(
    library: pr.Library, edition: Edition, runs: Runs, day: date, folder: Path
) -> dict[str, tuple[str, Page]]:
    """The pages of an edition: path → title in the navigation, and page."""
    made: dict[str, tuple[str, Page | None]] = {
        "guide": ("办事指南", guide_page(library, edition, day)),
        "sheet": ("审核要点表", sheet_page(library, edition, day)),
        "points": ("逐个要点", points_page(edition, runs, folder)),
        "cases": ("用例", cases_page(edition, runs) if runs.runs else None),
        "forms": ("表单和样例", forms_page(edition, runs)),
        "levels": ("各级对照", levels_page(library, edition, day)),
    }
    return {
        f"{edition.folder}/{name}.md": (title, page)
        for name, (title, page) in made.items()
        if page is not None
    }


def _by_edition(found: tuple[Edition, ...], ran: tuple[CaseRun, ...]) -> dict[str, Runs]:
    """Each case with the edition that answers for its place."""
    several: dict[str, list[CaseRun]] = {e.folder: [] for e in found}
    for run in ran:
        edition = edition_for(found, run.item, run.place)
        if edition is not None:
            several[edition.folder].append(run)
    return {folder: Runs(tuple(runs)) for folder, runs in several.items()}


def _by_place(nav: dict[tuple[str, str], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What the nation has under a tab of its own, all places together under another."""
    whole = [{name: several} for (place, name), several in nav.items() if place == NATION]
    local = [{name: several} for (place, name), several in nav.items() if place != NATION]
    return [*whole, *([{"地方": local}] if local else [])]


def _documents(folder: Path) -> Pages:
    """The documents of the repository as they are."""
    return {
        f"docs/{path.relative_to(folder).as_posix()}": path.read_text("utf-8")
        for path in sorted(folder.rglob("*.md"))
        if not path.name.startswith("0000-")
    }


def _titled(path: str, text: str) -> dict[str, str]:
    heading = re.search(r"^# (.+)$", text, re.MULTILINE)
    return {(heading[1] if heading else path): path}


def _html(path: str) -> str:
    return f"{path.removesuffix('.md')}.html"


def write_site(site: Site, source: Path, output: Path) -> Path:
    """Write the pages below ``source`` and the configuration beside it; the path of the latter."""
    wanted = {source / path for path in site.pages}
    for old in source.rglob("*"):
        if old.is_file() and old not in wanted:
            old.unlink()
    for name, text in site.pages.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    configuration = source.with_suffix(".yml")
    told = {
        "INHERIT": str(HERE / "mkdocs.yml"),
        "docs_dir": str(source.resolve()),
        "site_dir": str(output.resolve()),
        "nav": site.nav,
    }
    configuration.write_text(
        yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return configuration
