"""The pages of one edition: guide, review sheet, points, cases, and levels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

import yaml

from permit_rules.guides import compare_levels, review_sheet, service_guide
from permit_rules.guides.citing import cited_lines
from permit_rules.guides.level_words import levels_document
from permit_rules.guides.point_words import SECTION_TITLES, PointWords
from permit_rules.guides.points import PointSentence
from permit_rules.model.library import Library
from scripts.site.case_runs import CaseRun, Runs
from scripts.site.editions import Edition, Entry
from scripts.site.pages import Page, cell, html_table, link, mark
from scripts.site.rule_text import entry_lines

#: The columns of examples; of each column the first status that a case shows.
_SHOWN: Final = (
    ("正例", ("符合", "人工", "不适用")),
    ("反例", ("不符",)),
    ("无法判断", ("无法判断",)),
)


def guide_page(library: Library, edition: Edition, day: date) -> Page:
    """The service guide."""
    page = Page(f"{edition.name}办事指南", weight=2)
    page.document(service_guide(library, edition.item, day, edition.place))
    return page


def sheet_page(library: Library, edition: Edition, day: date) -> Page:
    """The review sheet."""
    page = Page(f"{edition.name}审核要点表", hidden=("toc",), weight=0)
    page.document(review_sheet(library, edition.item, day, edition.place))
    return page


def levels_page(library: Library, edition: Edition, day: date) -> Page | None:
    """The levels of the item side by side; None where there is only one."""
    found = compare_levels(library, edition.item, day)
    if len(found.levels) < 2:
        return None
    page = Page(f"{edition.name}：各级规定对照", hidden=("toc",))
    page.document(levels_document(found))
    return page


# ---- one entry for each point ------------------------------------------------------------------


def points_page(edition: Edition, runs: Runs, folder: Path) -> Page:
    """Every entry of the rule file: its lines, and its points with their law and their cases."""
    page = Page(f"{edition.name}：逐个要点")
    page.paragraph(
        "每一条先列出它在规则文件里的原文，再逐个列出由它产生的要点：内容、依据，以及用例表里的"
        "正例、反例和无法判断的例子。用例在生成本页时逐个运行过。"
    )
    sentences = {s.id: s for s in edition.sentences}
    for section, title in SECTION_TITLES.items():
        entries = [e for e in edition.entries if e.section == section]
        if entries:
            page.heading(title, 2, section)
        for entry in entries:
            _entry(page, edition, entry, runs, sentences, folder)
    return page


def _entry(
    page: Page,
    edition: Edition,
    entry: Entry,
    runs: Runs,
    sentences: dict[str, PointSentence],
    folder: Path,
) -> None:
    words = [
        line.strip()
        for line in PointWords(edition.book.catalogue, False, edition.book.offices).said(
            entry.value
        )
    ]
    page.heading(words[0], 3, entry.id)
    lines = entry_lines(folder, entry.where, entry.id)
    page.paragraph(f"{lines.file} 第 {lines.first} 至 {lines.last} 行")
    page.code(lines.text, "yaml", lines.first)
    ids = [i for i in sentences if _belongs(i, entry)]
    rows = [_point_row(sentences[i], runs, anchored=i != entry.id) for i in ids]
    if rows:
        titles = (title for title, _ in _SHOWN)
        page.html(html_table(("编号", "内容", "适用", "依据", *titles), rows, "points"))
    else:
        page.html(cell(*words[1:]))


def _belongs(point: str, entry: Entry) -> bool:
    """Whether a point comes of an entry: of its papers, what replaces them, their standards."""
    papers = (entry.id, *(p.id for p in getattr(entry.value, "parts", ())))
    owner = point.partition("/")[0]
    return any(owner == p or owner.startswith(f"{p}-alt") for p in papers)


def _point_row(sentence: PointSentence, runs: Runs, anchored: bool) -> Iterator[str]:
    shown = escape(sentence.id)
    # The heading has the anchor of the entry itself.
    yield f'<span id="{shown}">{shown}</span>' if anchored else shown
    lacking = (f"机器缺少：{sentence.lacking}",) if sentence.lacking else ()
    yield cell(f"{sentence.text}", *lacking)
    yield cell(*sentence.applies)
    yield cell(*cited_lines(sentence.basis))
    for _, statuses in _SHOWN:
        yield _example(sentence.id, statuses, runs)


def _example(point: str, statuses: tuple[str, ...], runs: Runs) -> str:
    for status in statuses:
        run = runs.showing(point, status)
        if run is not None:
            name = link(run.case.name, f"cases.html#{run.anchor}")
            return f"<p>{name}</p><p>{status} {mark(run.passed)}</p>"
    return ""


# ---- the cases ---------------------------------------------------------------------------------


def cases_page(edition: Edition, runs: Runs) -> Page:
    """The cases, each with its application, what is expected, and whether it came out so."""
    page = Page(f"{edition.name}：用例", hidden=("toc",), weight=0)
    page.paragraph(f"共{len(runs.runs)}个用例，通过{runs.passed}个。生成本页时逐个运行。")
    for run in runs.runs:
        page.html(_case(run))
    return page


def _case(run: CaseRun) -> str:
    kind = "success" if run.passed else "failure"
    expected = run.case.expected
    said = [
        ("结论", f"应为{expected.verdict or '（不看）'}，得出{run.verdict}"),
        ("缺", _listed(expected.findings)),
        ("问", _listed(expected.questions)),
        ("要点", "；".join(f"{point} {status}" for point, status in expected.points.items())),
        ("出处", run.case.source),
        ("写在", str(run.case.where).rpartition(":")[0]),
        *(("不同", line) for line in run.differences),
    ]
    rows = ((escape(label), cell(words)) for label, words in said if words)
    application = yaml.safe_dump(
        run.case.application, allow_unicode=True, sort_keys=False, width=100
    )
    return (
        f'<details class="{kind}" id="{run.anchor}">\n'
        f"<summary>{escape(run.case.name)}　{mark(run.passed)}</summary>\n"
        f"{html_table(('项目', '内容'), rows)}\n"
        f"<pre><code>{escape(application)}</code></pre>\n</details>"
    )


def _listed(texts: tuple[str, ...] | None) -> str:
    if texts is None:
        return ""
    return "、".join(texts) or "没有"
