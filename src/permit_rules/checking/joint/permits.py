"""The permits of one application: which there are, and the rules each is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from permit_rules.checking.papers import PaperIndex
from permit_rules.checking.single import Opened
from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.model.bundle import BundleRules, Need, Scope, SharedPaper
from permit_rules.model.item import Item
from permit_rules.result import ConditionData


@dataclass(frozen=True, slots=True)
class Document:
    """What a paper of a permit is, told apart from every other document of the application.

    ``id`` is what it is called there: that of the shared paper, else ``item/paper``, with ``@``
    and the premises where there is one for each of them.
    """

    id: str
    name: str
    identity: str
    premises: str = ""
    shared: SharedPaper | None = None


@dataclass(frozen=True)
class Permit:
    """One permit applied for, or one way in which it may be needed (``way``, the id of the need).

    ``opened`` None: there are no rules to hold it against; ``rules_from`` is then the day from
    which there are some, where that is known. ``own`` is what the application says
    for it alone, as written. ``when`` is what is left of the condition under which it is needed,
    None where it is applied for, and ``depends_on`` the fields it hangs on. ``path`` is where in
    the application it stands.
    """

    key: str
    item: Item | None
    item_id: str
    premises: str
    rules: BundleRules
    catalogue: FieldCatalogue
    opened: Opened | None = None
    need: Need | None = None
    handling_item: str = ""
    own: Mapping[str, Any] = field(default_factory=dict)
    path: str = "permits"
    way: str = ""
    rules_from: date | None = None
    when: ConditionData | None = None
    depends_on: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What tells it from the others, the ways in which it may be needed among them."""
        return f"{self.key}~{self.way}" if self.way else self.key

    @property
    def name(self) -> str:
        """食品经营许可, with the premises where there are several."""
        name = self.item.name if self.item else self.item_id
        return f"{name}（{self.premises}）" if self.premises else name

    @property
    def certain(self) -> bool:
        """Whether it is applied for; else it hangs on something unstated."""
        return self.when is None

    @property
    def index(self) -> PaperIndex | None:
        """Its papers by name."""
        return self.opened.prepared.index if self.opened else None

    @property
    def used_fields(self) -> frozenset[str]:
        """The ids of the fields that its rules read."""
        return self.opened.prepared.used_fields if self.opened else frozenset()

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """What each of its papers is, by the id of the paper."""
        return dict(self._documents()) if self.index else {}

    def _documents(self) -> Iterator[tuple[str, Document]]:
        assert self.index is not None
        for paper_id, asked in self.index.by_id.items():
            shared = self.rules.shared(self.item_id, paper_id)
            if shared is None:
                own = f"{self.item_id}/{paper_id}"
                yield paper_id, Document(_at(own, self.premises), asked.paper.name, own,
                                         self.premises)  # fmt: skip
                continue
            where = self.premises if shared.scope is Scope.PREMISES else ""
            yield paper_id, Document(_at(shared.id, where), shared.name, shared.id, where, shared)

    @cached_property
    def papers_of(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of its papers by every id that their documents go by."""
        found: dict[str, dict[str, None]] = {}
        for paper_id, document in self.documents.items():
            for name in (document.id, document.identity, f"{self.item_id}/{paper_id}",
                         f"{self.key}/{paper_id}"):  # fmt: skip
                found.setdefault(name, {})[paper_id] = None
        return {name: tuple(ids) for name, ids in found.items()}

    def field(self, field_id: str) -> str:
        """What a field of this permit is called in the application: a permit's own by its key."""
        scope = self.rules.scope_of(field_id)
        if scope is Scope.PERMIT:
            return f"{self.key}/{field_id}"
        if scope is Scope.PREMISES and self.premises:
            return f"{self.premises}/{field_id}"
        return field_id

    @property
    def prefixes(self) -> tuple[str, ...]:
        """By what a fact may be named as being for this permit."""
        return tuple(dict.fromkeys(p for p in (self.key, self.item_id, self.premises) if p))


def _at(document: str, premises: str) -> str:
    return f"{document}@{premises}" if premises else document


def key_of(item: str, premises: str) -> str:
    """The key of a permit in an application: its item, with the premises where they are named."""
    return _at(item, premises)
