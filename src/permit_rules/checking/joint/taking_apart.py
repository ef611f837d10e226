"""One application for several permits, taken apart: the business, its permits, their shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from permit_rules.checking.identify import Identity, place_of
from permit_rules.checking.joint.business import Business, BusinessRules, BusinessRulesAt, Filled
from permit_rules.checking.joint.choosing import Chosen, choose
from permit_rules.checking.joint.handing_out import HandedOut, hand_out
from permit_rules.checking.joint.identity import Identities
from permit_rules.checking.joint.permits import Permit
from permit_rules.checking.joint.planning import Planner
from permit_rules.checking.joint.prefill import Prefill, prefill
from permit_rules.checking.joint.reading import JointRead
from permit_rules.checking.joint.sharing import Share, Sharer
from permit_rules.checking.payload_paths import at
from permit_rules.checking.single import SingleChecker
from permit_rules.checking.typed_facts import TypedFacts, type_facts, type_value
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.model.bundle import Bundle
from permit_rules.model.place import NATION


@dataclass(slots=True)
class Apart:
    """An application taken apart, with everything that was odd about it.

    ``other_rules``: it may be one for the rules of another place than those it is checked under.
    """

    read: JointRead
    place: str
    bundle: Bundle | None
    planner: Planner
    filled: tuple[Filled, ...]
    chosen: Chosen
    identities: Identities
    handed: HandedOut
    shares: Mapping[str, Share]
    items_given: bool
    diagnostics: list[Diagnostic] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    other_rules: bool = False

    @property
    def permits(self) -> Sequence[Permit]:
        """The permits that are applied for, and those that may be needed."""
        return self.chosen.permits

    @property
    def business(self) -> Business:
        """What the application states of the business, with what follows."""
        return self.planner.business


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes applications apart. ``items``, ``place`` and ``bundle`` are the checker's own."""

    single: SingleChecker
    rules: BusinessRulesAt
    items: Sequence[str] | None
    place: str | None
    bundle: str | None

    def apart(self, read: JointRead) -> Apart:
        """Everything that the answers are made of.

        Raises:
            EngineFault, EngineLimit: as for a check.
        """
        odd: list[Diagnostic] = list(read.diagnostics)
        trouble: list[str] = []
        application = read.application
        identity = Identity("", NATION)
        known = self.single.library.places
        place = place_of(application.place, self.place, known, read.damaged, identity)
        odd += identity.diagnostics
        trouble += identity.trouble
        rules = self.rules.at(place)
        bundle = self._bundle(read, rules, odd, trouble)
        day = application.received_on
        filled = prefill(read, rules.rules, rules.catalogue, bundle, day)
        typed = _typed(read, rules)
        business = _business(rules, typed, filled)
        for each in business.inferred:
            filled.common.setdefault(each.field.id, each)
        planner = Planner(rules, business, place)
        chosen = choose(read, self.single, self.items, planner, day)
        if not read.readable:
            trouble.append("申请数据无法读取，没有进行核对")
        identities = Identities(chosen.permits)
        handed = hand_out(read, identities)
        named = self.items is not None or read.written.get("permits") is not None
        alone = named and len(chosen.permits) == 1
        # What is stated is read again with each permit, which then knows that it cannot be.
        stated = self.place if self.place is not None else read.written.get("place", NATION)
        sharer = Sharer(read, stated, handed, filled, alone)
        odd += (d for d in typed.diagnostics if _told_here(d, chosen.permits))
        odd += (*filled.diagnostics, *chosen.diagnostics, *handed.diagnostics)
        odd += _astray(read, chosen.permits)
        return Apart(
            read=read,
            place=place,
            bundle=bundle,
            planner=planner,
            filled=tuple(filled.all()),
            chosen=chosen,
            identities=identities,
            handed=handed,
            shares={p.id: sharer.share(p) for p in chosen.permits},
            items_given=self.items is not None,
            diagnostics=odd,
            trouble=[*trouble, *dict.fromkeys(chosen.trouble), *handed.trouble],
            other_rules=bool(identity.trouble),
        )

    def _bundle(
        self, read: JointRead, rules: BusinessRules, odd: list[Diagnostic], trouble: list[str]
    ) -> Bundle | None:
        known = rules.rules
        named = read.application.bundle
        if self.bundle and named and named != self.bundle:
            odd.append(
                Diagnostic(
                    code="SH876",
                    where=at("bundle"),
                    message=f"申请的业态「{named[:40]}」与核对的业态「{self.bundle}」不同",
                    help="请用该业态核对，或者改正业态标识",
                )
            )
            trouble.append("申请的业态与核对的业态不同")
        wanted = self.bundle or named
        found = known.bundle(wanted) if wanted else None
        if wanted and found is None:
            near = did_you_mean(wanted, [b.id for b in known.bundles])
            odd.append(
                Diagnostic(
                    code="SH875",
                    where=at("bundle"),
                    message=f"规则库里没有业态「{wanted[:40]}」",
                    help=f"是否想写「{near}」？"
                    if near
                    else "可用的有：" + "、".join(b.id for b in known.bundles),
                )
            )
            trouble.append("没有找到所申请的业态")
        return found


def _typed(read: JointRead, rules: BusinessRules) -> TypedFacts:
    """What is stated for every permit, typed against all fields there are."""
    common = {k: v for k, v in read.application.facts.items() if "/" not in k}
    application = read.application.model_copy(update={"facts": common})
    return type_facts(application, rules.catalogue, read.damaged)


def _business(rules: BusinessRules, typed: TypedFacts, filled: Prefill) -> Business:
    values = dict(typed.values)
    stated = (typed.values.keys() - typed.assumed.keys()) | typed.unusable
    for field_id, each in filled.common.items():
        if field_id not in stated:
            values[field_id] = type_value(each.field, each.value)
    return rules.decide(values, {*stated, *filled.common})


def _told_here(said: Diagnostic, permits: Sequence[Permit]) -> bool:
    """Whether something odd about a fact is told of the whole application: a permit that knows the
    field tells it by itself."""
    key = said.where.file.removeprefix("facts.") if said.where else ""
    return not any(p.catalogue.find(key) is not None for p in permits) or said.code != "SH810"


def _astray(read: JointRead, permits: Sequence[Permit]) -> Iterator[Diagnostic]:
    """Facts that are for one permit alone, and no such permit, or no such field."""
    for key in read.facts:
        prefix, cut, name = key.partition("/")
        if not cut:
            continue
        whose = [p for p in permits if prefix in p.prefixes]
        if not whose:
            yield Diagnostic(
                code="SH877",
                where=at(f"facts.{key}"),
                severity=Severity.WARNING,
                message=f"没有申请「{prefix[:40]}」",
                help="「/」前面要写事项标识；在几个场所办理的写 事项标识@场所",
            )
        elif all(p.catalogue.find(name) is None for p in whose):
            near = whose[0].catalogue.suggest(name)
            yield Diagnostic(
                code="SH810",
                where=at(f"facts.{key}"),
                message=f"没有「{name[:40]}」这一项申请信息",
                help=f"是否想写「{prefix}/{near}」？" if near else "这一项没有用到，请核对名称",
            )
