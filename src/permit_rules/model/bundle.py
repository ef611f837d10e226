"""Bundles (业态): which permits a business needs, and what several of them have in common.

A bundle is a name for facts; the permits follow from the facts, never from a list
(珠府办〔2021〕9号: 一照通行).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from permit_rules.conditions.fields import HANDLING_ITEM_ID
from permit_rules.conditions.nodes import Node
from permit_rules.diagnostics import Span
from permit_rules.model.basis import LegalBasis
from permit_rules.written import fold


class Scope(str, Enum):
    """按: what one answer, or one paper, serves.

    Papers are about the applicant or about premises; a field may also be each permit's own.
    """

    APPLICANT = "申请人"
    PREMISES = "场所"
    PERMIT = "许可"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """何时要办: an item that a business has to apply for where ``when`` holds.

    ``handling_item`` is what is applied for (新办), ``item`` the id of the item. An item may be
    needed in several ways; of those for one item the first that holds counts. Who needs this one
    does not need those of ``instead_of`` (代替); :meth:`Library.bundles_at` has put that into the
    conditions of the others.
    """

    id: str
    item: str
    handling_item: str
    when: Node
    instead_of: tuple[str, ...] = ()
    basis: tuple[LegalBasis, ...] = ()
    note: str = ""
    where: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherOffice:
    """另须办理: a matter of the same bundle that the library has no item for.

    It is named, with the department, and never checked.
    """

    id: str
    name: str
    department: str
    when: Node
    basis: tuple[LegalBasis, ...] = ()
    note: str = ""
    where: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """推得: where ``when`` holds, these fields need not be asked; what the applicant states wins.

    ``fills`` has written values by field id, as an application would state them: a text, or a
    tuple of texts for 多选.
    """

    id: str
    when: Node
    fills: Mapping[str, object]
    reason: str
    where: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """业态: a kind of business by name, and what is thereby stated.

    ``states`` has written values by field id (a text, or a tuple of texts for 多选); a person may
    state otherwise. ``offers`` are the values of a 多选 field that may come on top, by field id:
    only these are asked about.
    ``place`` is the division code that knows the bundle, "" for everywhere.
    """

    id: str
    name: str
    place: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    states: Mapping[str, object] = field(default_factory=dict)
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""
    where: Span

    @property
    def names(self) -> tuple[str, ...]:
        """Every way of naming it: id, name and the other names."""
        return (self.id, self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class PaperOf:
    """A paper of an item: a material, part or alternative by id.

    ``place`` is the division code of an item that is none of the nation: the same id is another
    item elsewhere. :meth:`Library.bundles_at` leaves only those of one place, without it.
    """

    item: str
    paper: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPaper:
    """共用材料: papers of several items that are one and the same document.

    Two papers of the same name that no shared paper lists together are two documents. With
    ``scope`` 场所 there is one for each premises. ``joint_form`` marks the form that stands for
    each permit's own (一表申请).
    """

    id: str
    name: str
    scope: Scope
    papers: tuple[PaperOf, ...]
    aliases: tuple[str, ...] = ()
    joint_form: bool = False
    note: str = ""
    where: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScope:
    """共用信息: what the answers to these fields (ids) serve; not listed: the whole application."""

    scope: Scope
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """先办: ``papers`` are what ``item`` ends with, so whoever asks for them waits for it.

    ``before_registration`` marks approvals that the registration itself waits for (登记前置), which
    may not follow later (珠府办〔2021〕9号).
    """

    id: str
    item: str
    papers: tuple[PaperOf, ...]
    before_registration: bool = False
    basis: tuple[LegalBasis, ...] = ()
    note: str = ""
    where: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLicence:
    """证照: a licence that an applicant may hold already.

    ``fills`` says which fields (ids) are read from which entry of it; ``settles`` has written
    values by field id that holding it settles (those of a 多选 field, a tuple of texts, add up over
    the licences held); ``sources`` are the 共享核验 by which an office
    may check it instead of asking for the paper. ``item`` is what it was granted under, or "".
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    item: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)
    settles: Mapping[str, object] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    where: Span


@dataclass(frozen=True, kw_only=True)
class BundleRules:
    """Everything the files under ``bundles/`` say, in reading order."""

    bundles: tuple[Bundle, ...] = ()
    needs: tuple[Need, ...] = ()
    elsewhere: tuple[OtherOffice, ...] = ()
    inferences: tuple[Inference, ...] = ()
    papers: tuple[SharedPaper, ...] = ()
    fields: tuple[FieldScope, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    licences: tuple[HeldLicence, ...] = ()

    def cited(self) -> Iterator[Need | OtherOffice | Prerequisite]:
        """Everything that cites a legal basis, in reading order."""
        yield from self.needs
        yield from self.elsewhere
        yield from self.prerequisites

    def bundle(self, bundle_id: str) -> Bundle | None:
        """The bundle of this id, or None."""
        return next((b for b in self.bundles if b.id == bundle_id), None)

    def named(self, text: str) -> Bundle | None:
        """The bundle that goes by this name, id or other name, folded; or None."""
        wanted = fold(text)
        return next((b for b in self.bundles if wanted in map(fold, b.names)), None)

    def shared(self, item: str, paper: str) -> SharedPaper | None:
        """The document that a paper of an item is, or None where it is nobody else's.

        Every item has the papers of the general rules.
        """
        return self._shared.get(PaperOf(item, paper)) or self._shared.get(PaperOf("*", paper))

    def scope_of(self, field_id: str) -> Scope:
        """What the answer to a field, or to one of a roster's members, serves.

        What is applied for is always each permit's own.
        """
        return self._scopes.get(field_id.partition(".")[0], Scope.APPLICANT)

    @cached_property
    def _shared(self) -> Mapping[PaperOf, SharedPaper]:
        # The first that lists a paper counts.
        return {p: s for s in reversed(self.papers) for p in s.papers}

    @cached_property
    def _scopes(self) -> Mapping[str, Scope]:
        listed = {f: s.scope for s in reversed(self.fields) for f in s.fields}
        return {**listed, HANDLING_ITEM_ID: Scope.PERMIT}
