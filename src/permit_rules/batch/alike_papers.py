"""Papers as the rules see them: what each stands for, and how it meets what it is held to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from permit_rules.batch.plan_reads import PlanReads
from permit_rules.checking.application import Application, SubmittedMaterial
from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.payload import read_payload
from permit_rules.checking.standards import Surroundings, observe
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.kept import Kept
from permit_rules.model.material import (
    ContentStandard,
    CopiesStandard,
    FormStandard,
    SignatureStandard,
)
from permit_rules.written import fold

#: Of how many papers that are written differently it is kept what the rules see of them.
PAPERS_KEPT: Final = 50_000

#: What a paper is that the rules do not know.
UNASKED: Final = ("unasked",)


@dataclass(slots=True)
class PaperCells:
    """Finds what the rules see of a paper, beyond what is compared with the application itself.

    Forms, copies, signatures and contents hang on the paper and the channel alone.
    """

    plan: Plan
    reads: PlanReads
    index: PaperIndex
    _kept: Kept[tuple[Hashable, bool]] = field(default_factory=lambda: Kept(PAPERS_KEPT))

    def seen(
        self, paper: dict[str, Any], written: Hashable, channel: object
    ) -> tuple[Hashable, bool]:
        """What the rules see of a paper, and whether that is less than what stands there.

        ``written`` is everything that stands there, with days and names as they compare: where
        the rules look closer, it is what they see.
        """
        key = (written, channel)
        kept = self._kept.get(key)
        if kept is None:
            made = self._made(paper, written, channel)
            kept = self._kept.keep(key, (written, False) if made is None else (made, True))
        return kept

    def _made(self, paper: dict[str, Any], written: Any, channel: object) -> Hashable | None:
        told = {} if channel is None else {"channel": channel}
        read = read_payload({**told, "materials": [paper]})
        application = read.application
        if application is None or read.diagnostics or len(application.materials) != 1:
            return None
        (handed,) = application.materials
        if handed.covers or (handed.code and not self.index.find(handed.code)):
            return None
        name = handed.code or handed.name
        ids = self.index.find(name)
        if not ids:
            # Nobody asks for it: a note says so, and nothing else comes of it.
            return UNASKED if name and not handed.parts else None
        parts: list[Hashable] = []
        compared = _by_key(written)
        written_parts = compared.get("parts", ())
        if type(written_parts) is not tuple or len(written_parts) != len(handed.parts or ()):
            return None
        for inner, as_written in zip(handed.parts or (), written_parts, strict=True):
            seen = self._part(inner, as_written, ids, application)
            if seen is None:
                return None
            parts.append(seen)
        stands = self._standing(handed, ids, compared, application)
        return (*stands, handed.parts is None, tuple(parts))

    def _part(
        self, inner: SubmittedMaterial, written: Any, ids: Iterable[str], application: Application
    ) -> Hashable | None:
        # A part of a part is not looked at by anybody, nor what else a part covers.
        found = self.index.find(inner.code or inner.name)
        materials = set(ids)
        own = tuple(i for i in found if self.index.by_id[i].material.id in materials) or found
        if not own or type(written) is not tuple:
            return (own, written) if type(written) is str and own else None
        return self._standing(inner, own, _by_key(written), application)

    def _standing(
        self,
        paper: SubmittedMaterial,
        ids: tuple[str, ...],
        compared: dict[str, Any],
        application: Application,
    ) -> tuple[Hashable, ...]:
        around = Surroundings(
            date.min,
            application.channel,
            {},
            self.plan.rulebook.catalogue,
            self.plan.rulebook.calendar,
        )
        outcomes: list[Hashable] = []
        for paper_id in ids:
            for standard in self.index.by_id[paper_id].paper.standards:
                alone = isinstance(standard, (FormStandard, CopiesStandard, ContentStandard))
                if alone or (isinstance(standard, SignatureStandard) and not standard.roster):
                    seen = observe(standard, paper, around)
                    # What was found shows where the standard is not met.
                    outcomes.append((seen.met, seen.found if seen.met is False else ""))
        signers = (
            None if paper.signed_by is None else (paper.signed_by if self.reads.signers else ())
        )
        states = compared.get("states", ())
        return (
            ids,
            paper.of,
            tuple(outcomes),
            signers,
            compared.get("expires_on"),
            compared.get("issued_on"),
            tuple(
                (fold(k), v)
                for k, v in zip(states[::2], states[1::2], strict=True)
                if fold(k) in self.reads.stated_keys
            )
            if type(states[:1]) is tuple and all(type(k) is str for k in states[::2])
            else states,
        )


def _by_key(written: Any) -> dict[str, Any]:
    """What stands on a paper, by its keys."""
    return dict(zip(written[::2], written[1::2], strict=True))
