"""The one list of papers, and what of it nobody has to bring or to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from permit_rules.joint_result import JointField, JointPaper, JointResult, Tally
from permit_rules.notices.beside import exemption_section
from permit_rules.notices.document import Entry, Section, detail, section
from permit_rules.notices.joint.names import naming, paper_name, short_names, wanted_by
from permit_rules.pages.tables import table

_COLUMNS: Final = ("材料", "形式", "用于", "现在")
#: The source of what follows from other facts.
_INFERRED: Final = "推得"
#: What of its standards says how a paper looks; all of them stand where it is asked for.
_LOOKS: Final = {"form", "copies", "signature"}


def to_bring(result: JointResult) -> tuple[JointPaper, ...]:
    """The papers that come from the applicant."""
    return tuple(p for p in result.papers if not p.comes_from and not p.shared_source)


def paper_section(result: JointResult) -> tuple[Section, ...]:
    """Every paper once, with the form it must have and the permits that want it."""
    papers = to_bring(result)
    made = table(_COLUMNS, tuple(_row(result, paper) for paper in papers))
    if made is None:
        return ()
    lead = f"每份材料只交一次，各机关共用。{tally_words(result.paper_count, '份材料')}"
    return (Section(f"全部材料（{len(papers)}份）", (), lead, table=made),)


def _row(result: JointResult, paper: JointPaper) -> tuple[tuple[str, ...], ...]:
    return (
        (paper_name(paper),),
        tuple(r.text for r in paper.requirements if r.kind in _LOOKS),
        (wanted_by(result, paper),),
        ("已交" if paper.in_hand else "未交",),
    )


def requirement_lines(paper: JointPaper) -> tuple[str, ...]:
    """What a paper is held to, a sentence each."""
    return tuple(dict.fromkeys(f"{r.text}。" for r in paper.requirements))


def tally_words(count: Tally, unit: str) -> str:
    """分别申请要30份材料，合并申请18份材料，少12份材料。"""
    less = f"，少{count.saved}{unit}" if count.saved > 0 else ""
    return f"分别申请共{count.separately}{unit}，合并申请{count.together}{unit}{less}。"


def spared_section(result: JointResult) -> tuple[Section, ...]:
    """What need not be brought: produced by this application, shared, or exempt."""
    produced = (
        Entry(
            f"{paper_name(p)}：由本次申请中的{short_names(result, (p.comes_from,))}产生",
            detail("用于", wanted_by(result, p)),
        )
        for p in result.papers
        if p.comes_from
    )
    shared = tuple(_shared(result))
    exempt = (
        entry
        for part in exemption_section(result.together, naming(result))
        for entry in part.entries
        if not any(entry.text == f"《{name}》" for name in _names(result))
    )
    return section("不用交的材料", (*produced, *shared, *exempt))


def _shared(result: JointResult) -> Iterator[Entry]:
    for paper in result.papers:
        if paper.shared_source and not paper.comes_from:
            yield Entry(
                f"{paper_name(paper)}：由机关通过{paper.shared_source}核验",
                detail("用于", wanted_by(result, paper)),
            )


def _names(result: JointResult) -> Iterator[str]:
    """Names of the papers told as shared, which an exemption would tell again."""
    for paper in result.papers:
        if paper.shared_source:
            yield paper.name
            yield from (use.name for use in paper.uses)


def prefilled_section(result: JointResult) -> tuple[Section, ...]:
    """The fields that nobody had to write, by where their values came from."""
    sources = dict.fromkeys(f.source for f in result.fields if f.source)
    entries = tuple(
        Entry(_origin(result, source), detail("已填", "、".join(_labels(result.fields, source))))
        for source in sources
    )
    lead = tally_words(result.field_count, "项信息") + "下列各项已经填好，与实际不符的，请告知。"
    return section("不用填的信息", entries, lead)


def _origin(result: JointResult, source: str) -> str:
    if source == _INFERRED:
        return "由已填的信息推得"
    return f"选定的业态“{source}”本来如此" if source == result.bundle_name else f"取自{source}"


def _labels(fields: Iterable[JointField], source: str) -> Iterator[str]:
    for field in fields:
        if field.source == source:
            yield f"{field.label}（{field.premises}）" if field.premises else field.label
