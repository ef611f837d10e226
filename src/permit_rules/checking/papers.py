"""Which paper handed in stands for which paper asked for: many to many, by code, name or alias."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from permit_rules.checking.application import SubmittedMaterial
from permit_rules.checking.payload_paths import at
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.model.item import NotDemanded
from permit_rules.model.material import Alternative, Material, Paper, Part
from permit_rules.model.rulebook import Rulebook
from permit_rules.result import Note, NoteKind
from permit_rules.written import fold

# A copy of a licence is called both “营业执照” and “营业执照复印件”; the form is stated apart.
_FORM_WORDS = re.compile(r"(复印件|原件|扫描件|电子件|\(.{0,12}\))+$")


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper of the rulebook and where it belongs."""

    paper: Paper
    material: Material
    part: Part | None = None
    alternative: Alternative | None = None


@dataclass(frozen=True)
class PaperIndex:
    """Every paper of a rulebook, found by id, name or alias."""

    rulebook: Rulebook

    @cached_property
    def by_id(self) -> dict[str, PaperAsked]:
        """Materials, parts and alternatives by id."""
        return {a.paper.id: a for a in _papers(self.rulebook.materials)}

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        exact: dict[str, list[str]] = {}
        loose: dict[str, list[str]] = {}
        for asked in self.by_id.values():
            for name in (asked.paper.id, asked.paper.name, *asked.paper.aliases):
                key = fold(name)
                exact.setdefault(key, []).append(asked.paper.id)
                loose.setdefault(_FORM_WORDS.sub("", key), []).append(asked.paper.id)
        merged = {k: v for k, v in loose.items() if k} | exact
        return {k: tuple(dict.fromkeys(v)) for k, v in merged.items()}

    def find(self, name: str) -> tuple[str, ...]:
        """The ids of the papers that ``name`` can stand for; several for a shared name."""
        key = fold(name)
        return self._by_name.get(key) or self._by_name.get(_FORM_WORDS.sub("", key), ())

    def not_demanded(self, name: str) -> NotDemanded | None:
        """The entry of the must-not-demand list of that name, or None."""
        key = fold(name)
        return next((n for n in self.rulebook.item.not_demanded if fold(n.name) == key), None)

    def suggest(self, name: str) -> str | None:
        """The nearest name of a paper, or None."""
        return did_you_mean(
            name, (n for a in self.by_id.values() for n in (a.paper.name, *a.paper.aliases))
        )


def _papers(materials: Iterable[Material]) -> Iterator[PaperAsked]:
    for material in materials:
        yield PaperAsked(material, material)
        for a in material.alternatives:
            yield PaperAsked(a, material, None, a)
        for part in material.parts:
            yield PaperAsked(part, material, part)
            for a in part.alternatives:
                yield PaperAsked(a, material, part, a)


@dataclass(slots=True)
class Matched:
    """The papers handed in, by the id of the paper each stands for.

    ``parts_stated`` holds the ids of materials whose parts were listed by every paper that
    stands for them: then a part not listed is not there. ``unidentified`` is True when some
    paper could not be read or named at all, so that nothing can be said to be missing for sure.
    """

    papers: dict[str, list[SubmittedMaterial]] = field(default_factory=dict)
    parts_stated: set[str] = field(default_factory=set)
    unidentified: bool = False
    unasked: dict[str, Note] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is said of papers nobody asked for, whatever the order they came in."""
        return tuple(self.unasked[text] for text in sorted(self.unasked))


def match_papers(
    submitted: tuple[SubmittedMaterial, ...],
    index: PaperIndex,
    damaged: frozenset[str] = frozenset(),
) -> Matched:
    """Find for each paper handed in what it stands for."""
    matched = Matched()
    matched.unidentified = any(re.fullmatch(r"materials(\[\d+\])?", p) for p in damaged)
    open_parts: set[str] = set()
    for n, paper in enumerate(submitted):
        path = f"materials[{n}]"
        if not paper.name and not paper.code and not paper.covers:
            matched.unidentified = True
            matched.diagnostics.append(
                Diagnostic(
                    code="SH820",
                    where=at(path),
                    message="这份材料没有写名称，也没有写编号",
                    help="请写明 name 或者 code",
                )
            )
            continue
        ids = _stands_for(paper, path, index, matched)
        for paper_id in ids:
            matched.papers.setdefault(paper_id, []).append(paper)
            if not index.by_id[paper_id].material.parts or "-" in paper_id:
                continue
            if paper.parts is None:
                open_parts.add(paper_id)
            else:
                matched.parts_stated.add(paper_id)
        _add_parts(paper, ids, path, index, matched)
    matched.parts_stated -= open_parts
    return matched


def _stands_for(
    paper: SubmittedMaterial, path: str, index: PaperIndex, matched: Matched
) -> tuple[str, ...]:
    ids: list[str] = []
    names = [paper.code or paper.name, *paper.covers]
    if paper.code and not index.find(paper.code) and paper.name:
        matched.diagnostics.append(
            Diagnostic(
                code="SH821",
                where=at(f"{path}.code"),
                severity=Severity.WARNING,
                message=f"清单里没有编号「{paper.code[:40]}」",
                help="已按材料名称查找",
            )
        )
        names[0] = paper.name
    for name in names:
        if not name:
            continue
        found = index.find(name)
        if not found:
            _unasked(name, index, matched)
        ids += found
    return tuple(dict.fromkeys(ids))


def _add_parts(
    paper: SubmittedMaterial, ids: tuple[str, ...], path: str, index: PaperIndex, matched: Matched
) -> None:
    for k, inner in enumerate(paper.parts or ()):
        name = inner.code or inner.name
        found = [i for i in index.find(name) if index.by_id[i].material.id in ids] or list(
            index.find(name)
        )
        if not found:
            near = did_you_mean(name, (p.name for i in ids for p in index.by_id[i].material.parts))
            matched.diagnostics.append(
                Diagnostic(
                    code="SH822",
                    where=at(f"{path}.parts[{k}]"),
                    severity=Severity.WARNING,
                    message=f"「{name[:40]}」不是这份材料的组成部分",
                    help=f"是否想写「{near}」？" if near else "这一部分没有用到",
                )
            )
        for paper_id in found:
            labelled = inner if inner.of else inner.model_copy(update={"of": paper.of})
            matched.papers.setdefault(paper_id, []).append(labelled)


def _unasked(name: str, index: PaperIndex, matched: Matched) -> None:
    forbidden = index.not_demanded(name)
    if forbidden is not None:
        text = f"《{name[:60]}》依法不得要求提交，可以退还。"
    else:
        near = index.suggest(name)
        text = f"《{name[:60]}》不在材料清单内，不需要提交。"
        if near:
            text = f"《{name[:60]}》没有对应到清单中的材料；是否就是《{near}》？"
    matched.unasked.setdefault(text, Note(kind=NoteKind.NOT_REQUIRED, text=text))
