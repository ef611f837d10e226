"""The features as a page: every scenario with its steps, and how it went in the last run."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from gherkin.parser import Parser

from scripts.site.pages import Page, html_table, mark
from scripts.site.reports import Report


def features_page(folder: Path, report: Report) -> Page:
    """All features of a folder, by the name of their file."""
    page = Page("行为说明")
    features = [_feature(path) for path in sorted(folder.glob("*.feature"))]
    scenarios = [s for f in features for s in _scenarios(f)]
    outcomes = [report.outcome(s["name"]) for s in scenarios]
    page.paragraph(
        f"共{len(features)}个功能、{len(scenarios)}个场景。"
        + (
            f"最近一次运行（{report.source}{'，' if report.finished else ''}{report.finished}）："
            f"通过{outcomes.count(True)}个，未通过{outcomes.count(False)}个，"
            f"未运行{outcomes.count(None)}个。"
            if report.source
            else "还没有运行的记录：先运行 make test，再生成本页。"
        )
    )
    for number, feature in enumerate(features, 1):
        page.heading(feature["name"], 2, f"feature-{number}")
        for line in feature.get("description", "").split("\n\n"):
            page.paragraph(line)
        for scenario in _scenarios(feature):
            page.html(_scenario(scenario, report.outcome(scenario["name"])))
    return page


def _feature(path: Path) -> dict[str, Any]:
    read: Any = Parser().parse(path.read_text("utf-8"))
    feature: dict[str, Any] = read["feature"]
    return feature


def _scenarios(feature: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The scenarios, also those inside a rule (规则), without backgrounds."""
    for child in feature.get("children", ()):
        if "scenario" in child:
            yield child["scenario"]
        elif "rule" in child:
            yield from _scenarios(child["rule"])


def _scenario(scenario: dict[str, Any], outcome: bool | None) -> str:
    kind = "note" if outcome is None else "success" if outcome else "failure"
    steps = "\n".join(_step(step) for step in scenario["steps"])
    examples = "\n".join(
        f"<p>{escape(e['keyword'])}：{escape(e['name'])}</p>\n"
        + _table([e["tableHeader"], *e["tableBody"]])
        for e in scenario.get("examples", ())
        if e.get("tableHeader")
    )
    return (
        f'<details class="{kind}">\n'
        f"<summary>{escape(scenario['name'])}　{mark(outcome)}</summary>\n"
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
