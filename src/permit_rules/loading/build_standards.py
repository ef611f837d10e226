"""Standards of a paper: each short key becomes a review point of its own, with its own code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from permit_rules.conditions.fields import Field, FieldType
from permit_rules.loading.build_context import BuildContext
from permit_rules.loading.entry_format import Particular
from permit_rules.loading.material_format import (
    ROSTER_WORD,
    SignatureEntry,
    StandardKeys,
)
from permit_rules.model.basis import LegalBasis
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    ContentStandard,
    CopiesStandard,
    ExpiryStandard,
    FormStandard,
    ManualStandard,
    MaterialForm,
    SignatureStandard,
    Standard,
)
from permit_rules.yaml_tree import Map, Scalar, Sequence, Tree


@dataclass(frozen=True, slots=True)
class PaperScope:
    """Where a paper's standards stand: its roster, and the bases they share with it."""

    context: BuildContext
    roster: Field | None
    basis: tuple[LegalBasis, ...]


def build_standards(written: StandardKeys, keys: Map, scope: PaperScope) -> tuple[Standard, ...]:
    """The standards of one paper in the order of their codes."""
    builder = _StandardBuilder(written, keys, scope)
    return tuple(builder.all())


class _StandardBuilder:
    def __init__(self, written: StandardKeys, keys: Map, scope: PaperScope) -> None:
        self.written = written
        self.keys = keys
        self.scope = scope
        self.common: dict[str, Any] = {
            "basis": scope.basis,
            "correctable_on_spot": written.correctable,
        }

    def all(self) -> Iterator[Standard]:
        w = self.written
        if w.forms or w.paper_only:
            self._check_paper_only()
            yield FormStandard(code="form", forms=w.forms, paper_only=w.paper_only, **self.common)
        if w.copies is not None:
            yield CopiesStandard(code="copies", count=w.copies, **self.common)
        yield from self._signatures()
        if w.expiry is not None:
            yield ExpiryStandard(
                code="expiry",
                beyond=w.expiry.beyond,
                remind=w.expiry.remind,
                **self._particular(w.expiry, self.keys.get("有效期")),
            )
        if w.age is not None:
            yield AgeStandard(code="age", within=w.age, **self.common)
        yield from self._agreements()
        for n, (content, tree) in enumerate(self._listed("必备内容", w.contents), 1):
            yield ContentStandard(
                code=f"content-{n}", content=content.content, **self._particular(content, tree)
            )
        for n, (manual, tree) in enumerate(self._listed("人工核验", w.manual), 1):
            yield ManualStandard(
                code=f"manual-{n}",
                text=manual.text,
                lacking=manual.lacking,
                **self._particular(manual, tree),
            )

    def _check_paper_only(self) -> None:
        w = self.written
        key = next((e.key for e in self.keys.entries if e.key.text == "仅纸质"), None)
        if not w.paper_only or key is None:
            return
        if not w.forms:
            self.scope.context.report(
                "SH603",
                key.where,
                "写了「仅纸质」，却没有写「材料形式」。",
                "请写明「材料形式: 原件」或者「材料形式: 复印件」。",
            )
        elif MaterialForm.ELECTRONIC in w.forms:
            self.scope.context.report(
                "SH603",
                key.where,
                "「仅纸质」与材料形式里的「电子」互相矛盾。",
                "请删去「仅纸质」，或者从材料形式里去掉「电子」。",
            )

    def _signatures(self) -> Iterator[Standard]:
        for n, (entry, tree) in enumerate(self._listed("签章", self.written.signatures), 1):
            signer, roster = self._signer(entry, tree)
            yield SignatureStandard(
                code="signature" if n == 1 else f"signature-{n}",
                signer=signer,
                roster=roster,
                method=entry.method,
                **self._particular(entry, tree),
            )

    def _signer(self, entry: SignatureEntry, tree: Tree) -> tuple[str, str]:
        """Who signs, and the id of the roster whose every member signs."""
        if not entry.signer.startswith(ROSTER_WORD) or not isinstance(tree, Map):
            return entry.signer, ""
        name = entry.signer.removeprefix(ROSTER_WORD).strip()
        written = tree.get("谁")
        where = written.where if written else tree.where
        found = self.scope.context.find_field(Scalar(name, where), wanted=FieldType.ROSTER)
        return (found.label, found.id) if found else (name, "")

    def _agreements(self) -> Iterator[Standard]:
        tree = self.keys.get("相符")
        entries = tree.entries if isinstance(tree, Map) else ()
        for n, entry in enumerate(entries, 1):
            assert isinstance(entry.value, Scalar)
            found = self.scope.context.find_field(entry.value, self.scope.roster)
            if found is not None:
                yield AgreementStandard(
                    code=f"agree-{n}", stated=entry.key.text.strip(), field=found.id, **self.common
                )

    # ---- what standards share -----------------------------------------------------------------

    def _listed(self, key: str, entries: tuple[Any, ...]) -> Iterator[tuple[Any, Tree]]:
        """The entries under a key, each with its tree; one alone may stand without a list."""
        tree = self.keys.get(key)
        trees = tree.items if isinstance(tree, Sequence) else (tree,)
        for entry, written in zip(entries, trees, strict=False):
            assert written is not None
            yield entry, written

    def _particular(self, entry: Particular, tree: Tree | None) -> dict[str, Any]:
        if not isinstance(tree, Map):
            return self.common
        context = self.scope.context
        return {
            **self.common,
            "when": context.condition(tree.get("当"), roster=self.scope.roster),
            "notice": entry.notice,
            "basis": context.basis(tree, self.scope.basis),
        }
