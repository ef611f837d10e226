"""Which documents a name or a number can mean, over all permits of an application.

Two papers are the same document where the rules say so, never because they are called alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from permit_rules.checking.joint.permits import Document, Permit
from permit_rules.written import fold


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text can stand for: the ids of papers, by the id of the permit that asks for them.

    ``choices`` are the documents to choose from where they are several; then ``papers`` is empty,
    because a paper is never taken for two documents at once.
    """

    papers: Mapping[str, tuple[str, ...]]
    choices: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it stands for anything."""
        return bool(self.papers or self.choices)


@dataclass(frozen=True)
class Identities:
    """All documents of the permits of one application."""

    permits: Sequence[Permit]

    @cached_property
    def premises(self) -> frozenset[str]:
        """The premises of the application that have a name."""
        return frozenset(p.premises for p in self.permits if p.premises)

    def meant(self, text: str, premises: str = "", *, also: str = "") -> Meant:
        """What a number or a name stands for; ``premises`` is where the paper says it belongs.

        Where a number has several meanings ``also``, the name that stands beside it, may decide.
        """
        found = self._only_at(self._found(text), premises)
        groups = self._groups(found)
        if len(groups) > 1 and also:
            beside = self._only_at(self._found(also), premises)
            both = {
                key: kept
                for key, ids in found.items()
                if (kept := tuple(i for i in ids if i in beside.get(key, ())))
            }
            if len(self._groups(both)) == 1:
                return Meant(both)
        if len(groups) > 1:
            return Meant({}, tuple(sorted({d for group in groups for d in group})))
        return Meant(found)

    def _found(self, text: str) -> dict[str, tuple[str, ...]]:
        wanted = text.strip()
        exact = {p.id: ids for p in self.permits if (ids := p.papers_of.get(wanted, ()))}
        if exact:
            return exact
        shown = self._shown_as.get(fold(wanted))
        if shown is not None:
            return {p.id: ids for p in self.permits if (ids := p.papers_of.get(shown, ()))}
        return self._by_name(wanted)

    def _by_name(self, name: str) -> dict[str, tuple[str, ...]]:
        found = {}
        for permit in self.permits:
            own = permit.index.find(name) if permit.index else ()
            ids = dict.fromkeys((*own, *self._shared_named(permit).get(fold(name), ())))
            if ids:
                found[permit.id] = tuple(ids)
        return found

    def _shared_named(self, permit: Permit) -> Mapping[str, tuple[str, ...]]:
        return self._names_of_shared[permit.id]

    @cached_property
    def _names_of_shared(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        made: dict[str, dict[str, tuple[str, ...]]] = {}
        for permit in self.permits:
            names = made.setdefault(permit.id, {})
            for paper_id, document in permit.documents.items():
                if document.shared is not None:
                    for name in (document.shared.name, *document.shared.aliases):
                        names[fold(name)] = (*names.get(fold(name), ()), paper_id)
        return made

    def _only_at(
        self, found: Mapping[str, tuple[str, ...]], premises: str
    ) -> dict[str, tuple[str, ...]]:
        if not premises:
            return dict(found)
        kept = {}
        for permit in self.permits:
            ids = tuple(
                i
                for i in found.get(permit.id, ())
                if permit.documents[i].premises in ("", premises)
            )
            if ids:
                kept[permit.id] = ids
        return kept

    def _groups(self, found: Mapping[str, Iterable[str]]) -> list[set[str]]:
        """The documents that permits find, those that one permit has in common joined."""
        groups: list[set[str]] = []
        for permit in self.permits:
            ids = {permit.documents[i].id for i in found.get(permit.id, ())}
            if not ids:
                continue
            apart = [g for g in groups if g.isdisjoint(ids)]
            joined = ids.union(*(g for g in groups if not g.isdisjoint(ids)))
            groups = [*apart, joined]
        return groups

    # ---- what documents are called -----------------------------------------------------------

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Every document by its id."""
        return {d.id: d for p in self.permits for d in p.documents.values()}

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """What each document is called to the applicant, no two of them alike, by its id.

        Its own name; where others are called so, too, with the permit or the premises it is for.
        """
        called: dict[str, str] = {}
        for permit in self.permits:
            for document in permit.documents.values():
                if document.id in called:
                    continue
                name = document.name
                if len(self._groups(self._by_name(name))) > 1:
                    where = document.premises if document.shared else permit.name
                    name = f"{name}（{where or document.id}）"
                called[document.id] = name
        return called

    @cached_property
    def _shown_as(self) -> Mapping[str, str]:
        plain = {d.id: fold(d.name) for d in self.documents.values()}
        return {fold(n): i for i, n in self.shown.items() if fold(n) != plain[i]}
