"""The files under ``bundles/`` → which permits a business needs and what they have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from pydantic import BaseModel

from permit_rules.diagnostics import Diagnostic, Severity, Span
from permit_rules.loading.build_needs import build_needs
from permit_rules.loading.build_shared import build_shared
from permit_rules.loading.bundle_context import SUBJECT, BundleContext
from permit_rules.loading.bundle_format import BundleFile, NeedsFile, SharedFile
from permit_rules.loading.bundle_names import BundleNames
from permit_rules.loading.bundle_reach import never_of_use
from permit_rules.loading.explain_validation import Validated, validate
from permit_rules.loading.rule_files import RuleFile
from permit_rules.loading.stated import text_at
from permit_rules.model.bundle import Bundle, BundleRules
from permit_rules.model.place import NATION, read_code
from permit_rules.yaml_tree import Map, Tree

M = TypeVar("M", bound=BaseModel)
_NEEDS: Final = "needs"
_SHARED: Final = "shared"


def kind_of(path: str) -> str:
    """What a file under ``bundles/`` says, by its name: ``needs``, ``shared`` or ``bundle``.

    ``needs-440400.yaml`` is one of needs, too, so that a folder laid over the rules may add some.
    """
    name = path.rpartition("/")[2].partition(".")[0]
    return next((k for k in (_NEEDS, _SHARED) if name == k or name.startswith(f"{k}-")), "bundle")


def read_bundles(
    files: list[tuple[RuleFile, Tree]], names: BundleNames, unread: bool
) -> tuple[BundleRules, list[Diagnostic]]:
    """What the files say, in the order of their paths, and every mistake in them.

    ``unread`` says that a file of them could not be read at all.
    """
    reader = _Reader(names)
    kinds = [(kind_of(file.path), tree) for file, tree in files]
    for _, tree in (k for k in kinds if k[0] == _NEEDS):
        reader.add(tree, NeedsFile, reader.needs)
    for _, tree in (k for k in kinds if k[0] == _SHARED):
        reader.add(tree, SharedFile, reader.shared)
    for _, tree in (k for k in kinds if k[0] == "bundle"):
        reader.add(tree, BundleFile, reader.bundle)
    if not unread and not any(d.severity is Severity.ERROR for d in reader.found):
        reader.found += never_of_use(reader.rules, names.catalogue)
    return reader.rules, reader.found


@dataclass(slots=True)
class _Reader:
    names: BundleNames
    rules: BundleRules = field(default_factory=BundleRules)
    found: list[Diagnostic] = field(default_factory=list)
    taken: dict[tuple[str, str], Span] = field(default_factory=dict)

    def add(self, tree: Tree, kind: type[M], build: Callable[[Validated[M]], None]) -> None:
        checked = validate(kind, tree, SUBJECT)
        self.found += checked.diagnostics
        if checked.model is not None and isinstance(checked.tree, Map):
            build(checked)

    def needs(self, checked: Validated[NeedsFile]) -> None:
        """Add what a file of needs says."""
        assert checked.model is not None
        context = BundleContext.of(checked.model.instruments, checked.lost, self.names, self.taken)
        made = build_needs(checked, context)
        self.rules = replace(
            self.rules,
            needs=(*self.rules.needs, *made.needs),
            elsewhere=(*self.rules.elsewhere, *made.elsewhere),
            inferences=(*self.rules.inferences, *made.inferences),
        )
        self.found += context.found

    def shared(self, checked: Validated[SharedFile]) -> None:
        """Add what a file of shared papers says."""
        assert checked.model is not None
        context = BundleContext.of(checked.model.instruments, checked.lost, self.names, self.taken)
        made = build_shared(checked, context, self.rules)
        self.rules = replace(
            self.rules,
            papers=(*self.rules.papers, *made.papers),
            fields=(*self.rules.fields, *made.fields),
            prerequisites=(*self.rules.prerequisites, *made.prerequisites),
            licences=(*self.rules.licences, *made.licences),
        )
        self.found += context.found

    def bundle(self, checked: Validated[BundleFile]) -> None:
        """Add the bundle of one file."""
        written, keys = checked.model, checked.tree
        assert written is not None
        assert isinstance(keys, Map)
        context = BundleContext.of({}, checked.lost, self.names, self.taken).about(written.id)
        context.claim("业态", keys, "业态标识")
        context.claim("业态名称", keys, "业态名称")
        made = Bundle(
            id=written.id,
            name=written.name,
            place=_place(keys, context),
            description=written.description,
            aliases=written.aliases,
            states=context.values(keys.get("已知")),
            offers=context.offers(keys.get("可加")),
            note="\n".join(written.note),
            where=keys.where,
        )
        self.rules = replace(self.rules, bundles=(*self.rules.bundles, made))
        self.found += context.found


def _place(keys: Map, context: BundleContext) -> str:
    code = read_code(text_at(keys, "行政区划")) or NATION
    known = context.names.places
    if code and known is not None and code not in known:
        written = keys.get("行政区划") or keys
        context.report(
            "SH502",
            written.where,
            f"places.yaml 里没有行政区划代码 {code}。",
            "请在 places.yaml 里补上它的名称；没有名称的，只显示代码。",
            Severity.WARNING,
        )
    return code
