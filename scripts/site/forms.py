"""Blank and sample forms: what has to stand on a paper, and how one that was in order looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from permit_rules.checking.requirements import requirement
from permit_rules.conditions.nodes import ALWAYS
from permit_rules.conditions.phrases import label_of
from permit_rules.guides.narrowing import Narrowing
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    ContentStandard,
    ExpiryStandard,
    Material,
    Paper,
    SignatureStandard,
    Standard,
)
from permit_rules.model.rulebook import Rulebook
from permit_rules.written import fold
from scripts.site.case_runs import CaseRun, Runs
from scripts.site.editions import Edition
from scripts.site.pages import Page, cell, html_table

_BLANK: Final = "＿＿＿＿＿＿＿＿"
#: What a form can be made of: something has to be written, marked or signed on the paper.
_FILLED: Final = (AgreementStandard, ContentStandard, SignatureStandard)
_DATED: Final = (ExpiryStandard, AgeStandard)


def forms_page(edition: Edition, runs: Runs) -> Page | None:
    """A form for each paper on which something has to stand; None where there is none."""
    page = Page(f"{edition.name}：表单和样例")
    page.paragraph(
        "按必备内容、相符和签章的要求列出每份材料上须写明什么。左边是空白的，右边是样例，"
        "取自一个材料符合要求的用例。不是法定格式；办理机关有规定格式的，用规定的格式。"
    )
    for material in edition.book.materials:
        for paper in _papers(material):
            if any(isinstance(s, _FILLED) for s in paper.standards):
                _form(page, edition.book, material, paper, runs)
    return page if len(page.parts) > 1 else None


def _papers(material: Material) -> Iterator[Paper]:
    for demanded in (material, *material.parts):
        yield demanded
        yield from demanded.alternatives


def _form(page: Page, book: Rulebook, material: Material, paper: Paper, runs: Runs) -> None:
    page.heading(f"{paper.id} {paper.name}", 2, f"form-{paper.id}")
    if paper is not material:
        page.paragraph(f"属于《{material.name}》（{material.id}）。")
    sample = _sample(material, paper, runs)
    rows = tuple(
        _Row(book, standard, sample).cells()
        for standard in paper.standards
        if isinstance(standard, (*_FILLED, *_DATED))
    )
    page.html(html_table(("须写明的", "空白", "样例", "要求"), rows, "form"))
    if sample.run is not None:
        page.paragraph(f"样例取自用例「{sample.run.case.name}」。")
    else:
        page.paragraph("用例里没有这份材料的样例。")


# ---- samples -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sample:
    """The paper as a case hands it in."""

    run: CaseRun | None
    paper: dict[str, Any]


def _sample(material: Material, paper: Paper, runs: Runs) -> _Sample:
    """The fullest paper of a case that passed and in which its standards are met."""
    points = [f"{paper.id}/{s.code}" for s in paper.standards if isinstance(s, _FILLED)]
    best = _Sample(None, {})
    most = (-1, -1)
    for run in runs.runs:
        written = _handed_in(run, material, paper)
        if not run.passed or written is None:
            continue
        if any(run.statuses.get(p) == "不符" for p in points):
            continue
        met = sum(run.statuses.get(p) == "符合" for p in points)
        if (met, len(written)) > most:
            most, best = (met, len(written)), _Sample(run, written)
    return best


def _handed_in(run: CaseRun, material: Material, paper: Paper) -> dict[str, Any] | None:
    names = {fold(n) for n in (paper.id, paper.name, *paper.aliases)}
    for written in run.case.application.get("materials", ()):
        for each in (written, *_parts(written)):
            known = each.get("code") or each.get("name") if isinstance(each, dict) else None
            if fold(str(known)) in names:
                return dict(each)
    return None


def _parts(written: object) -> tuple[Any, ...]:
    parts = written.get("parts") if isinstance(written, dict) else None
    return tuple(parts or ())


# ---- rows --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    book: Rulebook
    standard: Standard
    sample: _Sample

    def cells(self) -> tuple[str, ...]:
        """What has to stand there, blank, filled in, and the standard in words."""
        name, blank, filled = self._filled()
        case = Narrowing(self.book).case(self.standard.when)
        said = f"{case}{requirement(self.standard, self.book.catalogue)}"
        shown = filled if self.sample.run is not None else ""
        return (escape(name), escape(blank), cell(*([shown] if shown else [])), cell(said))

    def _filled(self) -> tuple[str, str, str]:
        standard, paper = self.standard, self.sample.paper
        if isinstance(standard, AgreementStandard):
            states = paper.get("states") or {}
            label = label_of(self.book.catalogue, standard.field)
            return f"{standard.stated}（同“{label}”）", _BLANK, str(states.get(standard.stated, ""))
        if isinstance(standard, ContentStandard):
            contents = paper.get("contents") or ()
            there = any(fold(standard.content) in fold(str(c)) for c in contents)
            only = "" if standard.when == ALWAYS else "（有此情形的）"
            return f"{standard.content}{only}", "□", "☑" if there else "□"
        if isinstance(standard, SignatureStandard):
            roster = label_of(self.book.catalogue, standard.roster) if standard.roster else ""
            who = f"每一名{roster}" if roster else standard.signer
            return f"{who}（{standard.method.value}）", f"{_BLANK}　年　月　日", self._signed()
        if isinstance(standard, ExpiryStandard):
            return "有效期至", "　　年　月　日", str(paper.get("expires_on", ""))
        return "出具日期", "　　年　月　日", str(paper.get("issued_on", ""))

    def _signed(self) -> str:
        paper = self.sample.paper
        names = "、".join(map(str, paper.get("signed_by") or ()))
        said = [names] if names else []
        said += ["已签名"] if paper.get("signed") in (True, "是") else []
        said += ["已盖章"] if paper.get("sealed") in (True, "是") else []
        return "，".join(said)
