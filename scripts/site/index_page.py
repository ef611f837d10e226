"""The first page: the items by place, with what there is of them and how well it is founded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from permit_rules.conditions.phrases import day_words
from permit_rules.model.library import Library
from scripts.site.case_runs import Runs
from scripts.site.editions import Edition
from scripts.site.pages import Page, html_table, link, mark

_COLUMNS = ("事项", "要点", "由人核验", "待核对", "用例", "页面")


def index_page(
    library: Library,
    day: date,
    found: tuple[Edition, ...],
    runs: dict[str, Runs],
    written: dict[str, list[tuple[str, str]]],
) -> Page:
    """``written`` are the pages of each edition's folder: title and path."""
    page = Page("行政许可审核要点", hidden=("navigation", "toc"), weight=0)
    total = sum(len(r.runs) for r in runs.values())
    passed = sum(r.passed for r in runs.values())
    page.paragraph(
        f"按{day_words(day)}施行的规定。办事指南、审核要点表和逐个要点都由规则文件写成，与核对申请用的"
        f"是同一套要点。全部用例在生成时运行：{total}个，通过{passed}个。规则版本：{library.digest[:12]}。"
    )
    page.paragraph(
        "“待核对”的要点，依据没有对照法规原文，使用前应当核对。本站不是法律意见，由办理机关决定。"
    )
    places = dict.fromkeys((e.place, e.place_name) for e in found)
    for place, name in places:
        page.heading(name, 2, f"place-{place or 'national'}")
        several = [e for e in found if e.place == place]
        rows = [_row(e, runs[e.folder], written[e.folder]) for e in several]
        page.html(html_table(_COLUMNS, rows, "index"))
        for each in several:
            if each.manual:
                page.html(_manual(each))
    return page


def _row(edition: Edition, runs: Runs, written: list[tuple[str, str]]) -> Iterator[str]:
    points = len(edition.sentences)
    manual, unread = len(edition.manual), len(edition.unverified)
    guide = link(edition.name, f"{edition.folder}/guide.html")
    yield f"{guide}<br><code>{escape(edition.item)}</code>"
    yield str(points)
    yield f"{manual}（{_share(manual, points)}）"
    yield f"{unread}（{_share(unread, points)}）"
    total = len(runs.runs)
    yield (f"{runs.passed}/{total} {mark(runs.passed == total)}" if total else "没有用例")
    yield " · ".join(link(title, path) for title, path in written)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "—"


def _manual(edition: Edition) -> str:
    """What a machine would need to judge what a person judges now."""
    rows = (
        (
            link(s.id, f"{edition.folder}/points.html#{s.id.partition('/')[0]}"),
            escape(s.text),
            escape(s.lacking or "没有写明"),
        )
        for s in edition.manual
    )
    table = html_table(("编号", "由人核验什么", "机器缺少的输入"), rows)
    title = f"{edition.name}：由人核验的{len(edition.manual)}个要点，机器缺少什么"
    return f'<details class="note">\n<summary>{escape(title)}</summary>\n{table}\n</details>'
