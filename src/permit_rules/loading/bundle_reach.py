"""Bundles (业态) that no need can ever hold for."""

from __future__ import annotations

from collections.abc import Iterator

from permit_rules.conditions.facts import Facts, Value
from permit_rules.conditions.fields import FieldCatalogue, FieldType
from permit_rules.conditions.truth import Truth, truth
from permit_rules.diagnostics import Diagnostic
from permit_rules.model.bundle import Bundle, BundleRules
from permit_rules.working_days import Calendar

_NO_YEARS = Calendar("", frozenset(), frozenset(), frozenset())


def never_of_use(rules: BundleRules, catalogue: FieldCatalogue) -> Iterator[Diagnostic]:
    """One error for each bundle that excludes every need, whatever is answered besides."""
    conditions = [n.when for n in rules.needs] + [o.when for o in rules.elsewhere]
    for bundle in rules.bundles:
        ways = tuple(_ways(bundle, catalogue))
        if not any(truth(c, w, _NO_YEARS) is not Truth.NO for c in conditions for w in ways):
            yield Diagnostic(
                code="SH608",
                message=f"业态「{bundle.name}」不论怎样填写，都没有要办的事项。",
                where=bundle.where,
                help="请对照「何时要办」的「需要」，改正「已知」，或者补上要办的事项。",
                subject=f"bundles/{bundle.id}",
            )


def _ways(bundle: Bundle, catalogue: FieldCatalogue) -> Iterator[Facts]:
    """What the bundle states: as it is, with each value that may come on top, with all of them."""
    stated = {
        f: v for f, text in bundle.states.items() if (v := _value(f, text, catalogue)) is not None
    }
    yield Facts(stated)
    for name, more in bundle.offers.items():
        base = stated.get(name)
        known = base if isinstance(base, frozenset) else frozenset[str]()
        for value in more:
            yield Facts({**stated, name: known | {value}})
    every = {f: _joined(stated.get(f), more) for f, more in bundle.offers.items()}
    yield Facts({**stated, **every})


def _joined(base: Value | None, more: tuple[str, ...]) -> frozenset[str]:
    return (base if isinstance(base, frozenset) else frozenset()) | frozenset(more)


def _value(name: str, written: object, catalogue: FieldCatalogue) -> Value | None:
    """The value of a choice; anything else is left open, which excludes nothing."""
    kind = catalogue.by_id(name).type
    if kind is FieldType.CHOICES and isinstance(written, tuple):
        return frozenset(written)
    choice = kind in (FieldType.CHOICE, FieldType.YES_NO)
    return written if choice and isinstance(written, str) else None
