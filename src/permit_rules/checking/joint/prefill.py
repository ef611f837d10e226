"""What an applicant need not write: from the kind of business, his licences, his verified identity
and his earlier cases. What he writes himself wins, and a contradiction is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from permit_rules.checking.joint.application import HeldLicencePayload
from permit_rules.checking.joint.business import Filled, readable
from permit_rules.checking.joint.reading import JointRead, blank, stated_fields
from permit_rules.checking.payload_paths import at
from permit_rules.checking.typed_facts import type_value
from permit_rules.conditions.fields import HANDLING_ITEM_ID, Field, FieldCatalogue, FieldType
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.model.bundle import Bundle, BundleRules, HeldLicence, Scope
from permit_rules.written import NotReadable, fold

#: How a source is called where it has no name of its own.
IDENTITY: Final = "身份认证"
EARLIER: Final = "以前的办件"

_OF_IDENTITY: Final = ("name", "kind", "uscc", "country", "address")


@dataclass(slots=True)
class Prefill:
    """What was filled in: by field id for every permit, and for those of one item alone.

    ``sources`` are the 共享核验 that licences in hand allow, by the name of the licence.
    """

    common: dict[str, Filled] = field(default_factory=dict)
    of_item: dict[tuple[str, str], Filled] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def all(self) -> Iterator[Filled]:
        """Everything that was filled in."""
        yield from self.common.values()
        yield from self.of_item.values()


def prefill(
    read: JointRead,
    rules: BundleRules,
    catalogue: FieldCatalogue,
    bundle: Bundle | None,
    received_on: date | None,
) -> Prefill:
    """Everything that need not be written, each field from the first source that knows it."""
    return _Filler(read, rules, catalogue, bundle, received_on).fill()


@dataclass(slots=True)
class _Filler:
    read: JointRead
    rules: BundleRules
    catalogue: FieldCatalogue
    bundle: Bundle | None
    received_on: date | None
    made: Prefill = field(default_factory=Prefill)
    stated: dict[str, tuple[Any, str]] = field(default_factory=dict)

    def fill(self) -> Prefill:
        for asked, value, path in stated_fields(self.read.written, self.read.common,
                                                self.catalogue):  # fmt: skip
            self.stated.setdefault(asked.id, (value, path))
        self._identity()
        for n, licence in enumerate(self.read.application.held):
            self._held(licence, f"held[{n}]")
        self._earlier()
        if self.bundle is not None:
            for field_id, value in self.bundle.states.items():
                self._put(field_id, value, self.bundle.name, tell=False)
        return self.made

    def _identity(self) -> None:
        for key, value in self.read.application.identity.items():
            path = f"applicant.{key}" if key in _OF_IDENTITY else ""
            asked = next((f for f in self.catalogue.fields if path and f.taken_from == path), None)
            asked = asked or self.catalogue.find(key)
            if asked is None and not path:
                self._unknown(f"identity.{key}", key)
            elif asked is not None:
                self._put(asked.id, value, IDENTITY)

    def _earlier(self) -> None:
        for key, value in self.read.application.earlier.items():
            asked = self.catalogue.find(key)
            if asked is None:
                if fold(key) not in (fold("业务办理项"), fold(HANDLING_ITEM_ID)):
                    self._unknown(f"earlier.{key}", key)
            elif self.rules.scope_of(asked.id) is not Scope.PERMIT:
                # What changes from one application to the next is not carried over.
                self._put(asked.id, value, EARLIER, tell=False)

    def _held(self, held: HeldLicencePayload, path: str) -> None:
        rule = self._rule(held.licence)
        if rule is None:
            known = [n for r in self.rules.licences for n in (r.name, r.id)]
            near = did_you_mean(held.licence, known)
            self.made.diagnostics.append(
                Diagnostic(
                    code="SH861",
                    where=at(path),
                    severity=Severity.WARNING,
                    message=f"没有「{held.licence[:40]}」这一种证照",
                    help=f"是否想写「{near}」？" if near else "这份证照没有用到",
                )
            )
            return
        last = held.expires_on
        if isinstance(last, date) and self.received_on is not None and last < self.received_on:
            self.made.diagnostics.append(
                Diagnostic(
                    code="SH862",
                    where=at(f"{path}.expires_on"),
                    severity=Severity.WARNING,
                    message=f"《{rule.name}》的有效期至{last.isoformat()}，收件时已经届满",
                    help="没有采用这份证照上的内容；请更新证照，或者自行填写",
                )
            )
            return
        self._read_off(held, rule)

    def _read_off(self, held: HeldLicencePayload, rule: HeldLicence) -> None:
        for field_id, entry in rule.fills.items():
            value = _entry(held, entry)
            if not blank(value):
                self._put(field_id, value, rule.name, item=rule.item)
        for field_id, value in rule.settles.items():
            self._settle(field_id, value, rule)
        for source in rule.sources:
            self.made.sources.setdefault(source, rule.name)

    def _settle(self, field_id: str, value: object, rule: HeldLicence) -> None:
        """What holding a licence settles; of several choices those of all licences add up."""
        known = self.made.common.get(field_id)
        if known is None or known.field.type is not FieldType.CHOICES:
            self._put(field_id, value, rule.name)
            return
        both = (*_several(known.value), *_several(value))
        source = known.source if rule.name in known.source else f"{known.source}、{rule.name}"
        self.made.common[field_id] = replace(known, value=tuple(dict.fromkeys(both)), source=source)

    def _rule(self, name: str) -> HeldLicence | None:
        wanted = fold(name)
        return next(
            (r for r in self.rules.licences
             if wanted in {fold(n) for n in (r.id, r.name, *r.aliases)}),
            None,
        )  # fmt: skip

    # ---- putting in ------------------------------------------------------------------------------

    def _put(
        self, field_id: str, value: object, source: str, *, item: str = "", tell: bool = True
    ) -> None:
        asked = self.catalogue.find(field_id)
        if asked is None or not readable(asked, value):
            return
        own = self.rules.scope_of(asked.id) is Scope.PERMIT
        stated = self.stated.get(asked.id)
        if stated is not None:
            if tell and not own:
                self._contradicted(asked, stated, value, source)
            return
        if any(self.read.lost(path) for path in (asked.taken_from,) if path):
            return
        if own:
            if item:
                filled = Filled(asked, value, source, item=item)
                self.made.of_item.setdefault((item, asked.id), filled)
            return
        self.made.common.setdefault(asked.id, Filled(asked, value, source))

    def _contradicted(
        self, asked: Field, stated: tuple[Any, str], value: object, source: str
    ) -> None:
        written, path = stated
        try:
            same = type_value(asked, written) == type_value(asked, value)
        except NotReadable:
            return
        if not same:
            self.made.diagnostics.append(
                Diagnostic(
                    code="SH863",
                    where=at(path),
                    severity=Severity.WARNING,
                    message=f"「{asked.label}」填写的内容与{_source(source)}不同",
                    help="已按填写的内容核对；请核实哪一个正确",
                )
            )

    def _unknown(self, path: str, key: str) -> None:
        near = self.catalogue.suggest(key)
        self.made.diagnostics.append(
            Diagnostic(
                code="SH810",
                where=at(path),
                severity=Severity.WARNING,
                message=f"没有「{key[:40]}」这一项申请信息",
                help=f"是否想写「{near}」？" if near else "这一项没有用到，请核对名称",
            )
        )


def _several(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _source(name: str) -> str:
    return f"{name}的" if name == IDENTITY else f"《{name}》上的"


def _entry(held: HeldLicencePayload, entry: str) -> object:
    """What a licence says under a heading; its days stand there under their usual names."""
    wanted = fold(entry)
    stated: Mapping[str, Any] = held.states
    found = next((v for k, v in stated.items() if fold(k) == wanted), None)
    if not blank(found):
        return found
    if wanted in (fold("有效期至"), fold("有效期限"), fold("expires_on")):
        return held.expires_on if isinstance(held.expires_on, date) else None
    return held.issued_on if wanted in (fold("发证日期"), fold("issued_on")) else None
