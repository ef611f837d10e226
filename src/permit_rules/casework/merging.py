"""A correction that brings only what was asked for: what is there already is not handed in again.

安阳市政务服务条例 art. 23: what an earlier step received is not asked for once more.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

from permit_rules.casework.case import Case
from permit_rules.checking.papers import PaperIndex
from permit_rules.model.library import Library
from permit_rules.resolving import resolve
from permit_rules.written import fold

_Paper = dict[str, Any]


def with_correction(case: Case, correction: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """The whole application after a correction: the last payload with this laid over it.

    Facts are laid over by name, and so are routes; a paper takes the place of the same paper (by
    code, name or alias, of the same roster member), whose other parts stay; shared sources are
    added. Rosters, persons and everything else stand as the correction has them, if it has them.
    The day of receipt is not taken over: it belongs to the new submission.

    Raises:
        ValueError: nothing was handed in before.
    """
    if not case.submissions:
        raise ValueError(f"case {case.id} has no submission to correct")
    last = copy.deepcopy(case.submissions[-1].payload)
    new = copy.deepcopy(dict(correction))
    day = date.fromisoformat(last.pop("received_on"))
    papers = _Papers(PaperIndex(resolve(library, case.item, case.place, day)))
    merged = {**last, **new}
    for key in ("facts", "routes", "applicant"):
        if isinstance(last.get(key), dict) and isinstance(new.get(key), dict):
            merged[key] = {**last[key], **new[key]}
    merged["materials"] = papers.laid_over(last.get("materials") or (), new.get("materials") or ())
    merged["shared"] = _sources(last.get("shared") or (), new.get("shared") or ())
    return merged


class _Papers:
    """Knows which papers are the same, by the names of the rules."""

    def __init__(self, index: PaperIndex) -> None:
        self.index = index

    def laid_over(self, old: Any, new: Any) -> list[_Paper]:
        """The old papers without those that came anew, and the new ones."""
        added = [_as_paper(p) for p in new]
        again = {self.identity(p): p for p in added}
        kept = []
        for paper in map(_as_paper, old):
            same = again.get(self.identity(paper))
            if same is None:
                kept.append(self._without_parts(paper, again))
            elif paper.get("parts"):
                same["parts"] = self.laid_over(paper["parts"], same.get("parts") or ())
        return [*kept, *added]

    def identity(self, paper: _Paper) -> tuple[str, str]:
        """The paper it stands for and whose it is."""
        written = str(paper.get("code") or paper.get("name") or "")
        found = self.index.find(written)
        return (found[0] if found else fold(written), str(paper.get("of") or ""))

    def _without_parts(self, paper: _Paper, again: Mapping[tuple[str, str], _Paper]) -> _Paper:
        """A part that comes by itself takes the place of the part inside."""
        if not paper.get("parts"):
            return paper
        of = str(paper.get("of") or "")
        parts = [_as_paper(p) for p in paper["parts"]]
        whose = [(p, self.identity({"of": of, **p})) for p in parts]
        return {**paper, "parts": [p for p, identity in whose if identity not in again]}


def _as_paper(paper: Any) -> _Paper:
    return dict(paper) if isinstance(paper, Mapping) else {"name": str(paper)}


def _sources(old: Any, new: Any) -> list[Any]:
    def source(entry: Any) -> str:
        return fold(str(entry.get("source") if isinstance(entry, Mapping) else entry))

    again = {source(e) for e in new}
    return [*(e for e in old if source(e) not in again), *new]
