"""The features as pages, one for each folder: every scenario with its steps, its numbers and how it
went in the last run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

from gherkin.parser import Parser

from scripts.site.pages import Page, html_table, link, mark
from scripts.site.reports import Report

INDEX: Final = "features.md"
#: What the folders hold that are not named after an item.
_FOLDERS: Final = {
    "": "各事项共有的",
    "procedure": "一般程序",
    "casework": "办件",
    "mechanisms": "机制",
    "one-licence": "一照通行",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The features of one folder; ``path`` is that of their page."""

    folder: str
    title: str
    features: tuple[dict[str, Any], ...]

    @property
    def path(self) -> str:
        return f"features/{self.folder or 'common'}.md"

    def scenarios(self) -> list[dict[str, Any]]:
        """All scenarios, in the order of the files."""
        return [s for f in self.features for s in _scenarios(f)]


def groups(folder: Path, items: Mapping[str, str]) -> tuple[Group, ...]:
    """The features below a folder; ``items`` are the names of the items by id.

    What holds for all stands first, then the items, in the order of their ids.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.rglob("*.feature")):
        found.setdefault(path.parent.relative_to(folder).as_posix().strip("."), []).append(
            _feature(path)
        )
    first = [name for name in _FOLDERS if name in found]
    return tuple(
        Group(name, _FOLDERS.get(name) or items.get(name, name), tuple(found[name]))
        for name in (*first, *(n for n in found if n not in _FOLDERS))
    )


def feature_pages(several: tuple[Group, ...], report: Report) -> dict[str, tuple[str, Page]]:
    """Path → title in the navigation, and page: the overview and a page for each folder."""
    pages = {INDEX: ("总览", _overview(several, report))}
    for group in several:
        page = Page(f"行为说明：{group.title}")
        for number, feature in enumerate(group.features, 1):
            _write(page, feature, number, report)
        pages[group.path] = (group.title, page)
    return pages


def _overview(several: tuple[Group, ...], report: Report) -> Page:
    page = Page("行为说明")
    features = sum(len(g.features) for g in several)
    outcomes = [report.outcome(s["name"]) for g in several for s in g.scenarios()]
    page.paragraph(
        f"共{features}个功能、{len(outcomes)}个场景。"
        + (
            f"最近一次运行（{report.source}{'，' if report.finished else ''}{report.finished}）："
            f"通过{outcomes.count(True)}个，未通过{outcomes.count(False)}个，"
            f"未运行{outcomes.count(None)}个。"
            if report.source
            else "还没有运行的记录：先运行 make test，再生成本页。"
        )
    )
    page.html(html_table(("内容", "功能", "场景", "通过"), [_row(g, report) for g in several]))
    return page


def _row(group: Group, report: Report) -> Iterator[str]:
    outcomes = [report.outcome(s["name"]) for s in group.scenarios()]
    yield link(group.title, f"{group.path.removesuffix('.md')}.html")
    yield "<br>".join(escape(feature["name"]) for feature in group.features)
    yield str(len(outcomes))
    whole = None if None in outcomes else all(outcomes)
    yield f"{outcomes.count(True)}/{len(outcomes)} {mark(whole)}"


def _write(page: Page, feature: dict[str, Any], number: int, report: Report) -> None:
    page.heading(feature["name"], 2, f"feature-{number}")
    for paragraph in feature.get("description", "").split("\n\n"):
        # A line that is broken in Chinese goes on without a space.
        page.paragraph("".join(line.strip() for line in paragraph.splitlines()))
    for background in _children(feature, "background"):
        steps = "\n".join(_step(step) for step in background["steps"])
        page.html(f'<p>每个场景都从这里开始：</p>\n<ul class="steps">\n{steps}\n</ul>')
    for scenario in _scenarios(feature):
        page.html(_scenario(scenario, report.outcome(scenario["name"])))


def _feature(path: Path) -> dict[str, Any]:
    read: Any = Parser().parse(path.read_text("utf-8"))
    feature: dict[str, Any] = read["feature"]
    return feature


def _scenarios(feature: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return _children(feature, "scenario")


def _children(feature: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """The scenarios or the backgrounds of a feature, also those inside a rule (规则)."""
    for child in feature.get("children", ()):
        if kind in child:
            yield child[kind]
        elif "rule" in child:
            yield from _children(child["rule"], kind)


def _scenario(scenario: dict[str, Any], outcome: bool | None) -> str:
    kind = "note" if outcome is None else "success" if outcome else "failure"
    numbers = "".join(
        f' <code class="number">{escape(tag["name"].removeprefix("@"))}</code>'
        for tag in scenario.get("tags", ())
    )
    steps = "\n".join(_step(step) for step in scenario["steps"])
    examples = "\n".join(
        f"<p>{escape(e['keyword'])}：{escape(e['name'])}</p>\n"
        + _table([e["tableHeader"], *e["tableBody"]])
        for e in scenario.get("examples", ())
        if e.get("tableHeader")
    )
    return (
        f'<details class="{kind}">\n'
        f"<summary>{escape(scenario['name'])}{numbers}　{mark(outcome)}</summary>\n"
        f'<ul class="steps">\n{steps}\n</ul>\n{examples}\n</details>'
    )


def _step(step: dict[str, Any]) -> str:
    table = _table(step["dataTable"]["rows"]) if "dataTable" in step else ""
    text = step.get("docString", {}).get("content", "")
    block = f"<pre>{escape(text)}</pre>" if text else ""
    keyword = escape(step["keyword"].strip())
    return f"<li><strong>{keyword}</strong> {escape(step['text'])}{table}{block}</li>"


def _table(rows: list[dict[str, Any]]) -> str:
    head, *body = [[str(c["value"]) for c in row["cells"]] for row in rows]
    return html_table(head, [[escape(value) for value in row] for row in body])
