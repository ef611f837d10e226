"""Each permit's share of an application: a payload for that permit alone, and nothing more.

Only the fields that its rules read, the papers it asks for under its own numbers, the sources and
choices that are its own; so each authority gets what it needs to decide and nothing besides
(个人信息保护法 art. 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from permit_rules.checking.joint.business import Filled
from permit_rules.checking.joint.handing_out import HandedOut, offers_source
from permit_rules.checking.joint.permits import Permit
from permit_rules.checking.joint.prefill import Prefill
from permit_rules.checking.joint.reading import JointRead, at_path, blank, mapping, text_at
from permit_rules.conditions.fields import (
    HANDLING_ITEM_ID,
    SERIOUS_DISHONESTY_ID,
    Field,
    FieldType,
)
from permit_rules.model.review_point import BarTarget
from permit_rules.written import fold


@dataclass(slots=True)
class Share:
    """The payload of one permit.

    ``papers`` are the places of its papers in the application; ``paths`` lead from places in the
    share to those in the application; ``stated`` are the ids of the fields it states, ``filled``
    those of them that the applicant did not write.
    """

    payload: dict[str, Any] = field(default_factory=dict)
    papers: tuple[int, ...] = ()
    paths: dict[str, str] = field(default_factory=dict)
    stated: dict[str, None] = field(default_factory=dict)
    filled: dict[str, Filled] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def path(self, inside: str) -> str:
        """Where in the application something of the share stands."""
        for own, outside in self.paths.items():
            if inside == own or inside.startswith((f"{own}.", f"{own}[")):
                return outside + inside[len(own) :]
        return inside


@dataclass(frozen=True, slots=True)
class Sharer:
    """Takes one application apart. ``alone``: it is for a single permit."""

    read: JointRead
    place: Any
    handed: HandedOut
    prefill: Prefill
    alone: bool

    def share(self, permit: Permit) -> Share:
        """What goes to one permit."""
        share = Share()
        payload = share.payload
        payload["item"] = permit.item_id
        payload["place"] = self.place
        for key in ("received_on", "channel"):
            if key in self.read.written:
                payload[key] = self.read.written[key]
        self._applicant(permit, share)
        self._persons(permit, share)
        self._authority(permit, share)
        self._facts(permit, share)
        self._papers(permit, share)
        self._sources(permit, share)
        self._routes(permit, share)
        self._history(permit, share)
        return share

    # ---- who ---------------------------------------------------------------------------------

    def _applicant(self, permit: Permit, share: Share) -> None:
        written = self.read.written.get("applicant")
        if written is not None and not isinstance(written, Mapping):
            share.payload["applicant"] = written
            return
        paths = {"applicant.name"}
        for asked in permit.catalogue.fields:
            if asked.taken_from.startswith("applicant.") and asked.id in permit.used_fields:
                paths.add(asked.taken_from)
                if asked.id == SERIOUS_DISHONESTY_ID:
                    paths.add("applicant.credit.lists")
                if not blank(at_path(self.read.written, asked.taken_from)):
                    share.stated[asked.id] = None
        if self._barred(permit, BarTarget.APPLICANT):
            paths.add("applicant.bars")
        kept: dict[str, Any] = {}
        credit = mapping(written).get("credit")
        for path in sorted(paths):
            *above, last = path.split(".")[1:]
            if above and not isinstance(credit, Mapping):
                if credit is not None:
                    kept["credit"] = credit
                continue
            node = mapping(credit) if above else mapping(written)
            if last in node:
                (kept.setdefault("credit", {}) if above else kept)[last] = node[last]
        if kept or isinstance(written, Mapping):
            share.payload["applicant"] = kept

    def _persons(self, permit: Permit, share: Share) -> None:
        written = self.read.written.get("persons")
        roster = permit.catalogue.find("persons")
        used = roster is not None and roster.id in permit.used_fields
        barred = self._barred(permit, BarTarget.PERSON)
        if written is None or not (used or barred):
            return
        if not isinstance(written, (list, tuple)):
            share.payload["persons"] = written
            return
        bars = ("姓名", "name", "职务", "role", "bars") if barred else ()
        share.payload["persons"] = [
            {k: v for k, v in m.items() if k in bars or (roster and _wanted(roster, k, permit))}
            if isinstance(m, Mapping)
            else m
            for m in written
        ]
        if used and roster is not None:
            share.stated[roster.id] = None

    def _barred(self, permit: Permit, target: BarTarget) -> bool:
        opened = permit.opened
        return opened is not None and any(
            b.target is target for b in opened.prepared.plan.rulebook.bars
        )

    def _authority(self, permit: Permit, share: Share) -> None:
        """The office that received it. One window that receives for all of several permits hands
        each on to who is competent (行政许可法 art. 26(2)), so it is not held against any."""
        own = permit.own.get("receiving_authority")
        if own is not None:
            share.payload["receiving_authority"] = own
            share.paths["receiving_authority"] = f"{permit.path}.receiving_authority"
        elif self.alone and "receiving_authority" in self.read.written:
            share.payload["receiving_authority"] = self.read.written["receiving_authority"]

    # ---- facts -------------------------------------------------------------------------------

    def _facts(self, permit: Permit, share: Share) -> None:
        if "facts" in self.read.damaged and not isinstance(self.read.written.get("facts"), Mapping):
            share.payload["facts"] = self.read.written.get("facts")
            return
        facts: dict[str, Any] = {}
        own: set[str] = set()
        handling = permit.catalogue.find(HANDLING_ITEM_ID)
        if handling is not None and permit.handling_item:
            self._apply_for(permit, handling, permit.handling_item, facts, share)
            own.add(HANDLING_ITEM_ID)
        for key, value, path in self._own(permit):
            asked = permit.catalogue.find(key)
            if asked is None or not _read(asked, permit):
                continue
            facts[key] = _only_used(asked, value, permit)
            share.paths[f"facts.{key}"] = path
            if not blank(value):
                own.add(asked.id)
                share.stated[asked.id] = None
        for key, value in self.read.common.items():
            asked = permit.catalogue.find(key)
            if asked is None or not _read(asked, permit) or asked.id in own or blank(value):
                continue
            if asked.id == HANDLING_ITEM_ID and not _fits(asked, value) and self._needed(permit):
                continue
            facts[key] = _only_used(asked, value, permit)
            share.paths.setdefault(f"facts.{key}", f"facts.{key}")
            share.stated[asked.id] = None
        if handling is not None and HANDLING_ITEM_ID not in share.stated:
            chosen = self._needed(permit)
            if chosen:
                self._apply_for(permit, handling, chosen, facts, share)
        for filled in self._filled(permit):
            self._fill(filled, facts, share)
        share.payload["facts"] = facts

    def _apply_for(
        self, permit: Permit, handling: Field, chosen: str, facts: dict[str, Any], share: Share
    ) -> None:
        facts[handling.label] = chosen
        share.paths[f"facts.{handling.label}"] = f"{permit.path}.handling_item"
        share.stated[HANDLING_ITEM_ID] = None

    def _own(self, permit: Permit) -> Iterator[tuple[str, Any, str]]:
        """The facts that are for this permit alone, each with its key in the share."""
        handling = permit.handling_item
        for key, value in mapping(permit.own.get("facts")).items():
            asked = permit.catalogue.find(key)
            if not (handling and asked is not None and asked.id == HANDLING_ITEM_ID):
                yield key, value, f"{permit.path}.facts.{key}"
        taken = {permit.catalogue.find(k) for k in mapping(permit.own.get("facts"))}
        for key, value in self.read.facts.items():
            prefix, cut, name = key.partition("/")
            if cut and prefix in permit.prefixes and permit.catalogue.find(name) not in taken:
                yield name, value, f"facts.{key}"

    def _needed(self, permit: Permit) -> str:
        return permit.need.handling_item if permit.need else ""

    def _filled(self, permit: Permit) -> Iterator[Filled]:
        for (item, _), filled in self.prefill.of_item.items():
            if item == permit.item_id and _read(filled.field, permit):
                yield filled
        yield from (f for f in self.prefill.common.values() if _read(f.field, permit))

    def _fill(self, filled: Filled, facts: dict[str, Any], share: Share) -> None:
        asked = filled.field
        if asked.id in share.stated or self.read.lost(f"facts.{asked.label}"):
            return
        share.filled[asked.id] = filled
        share.stated[asked.id] = None
        if not asked.taken_from:
            facts[asked.label] = filled.value
            return
        node = share.payload
        *above, last = asked.taken_from.split(".")
        for step in above:
            node = node.setdefault(step, {})
            if not isinstance(node, dict):
                return
        node[last] = filled.value

    # ---- papers, sources and choices ---------------------------------------------------------

    def _papers(self, permit: Permit, share: Share) -> None:
        given = self.handed.papers.get(permit.id, [])
        written = self.read.written.get("materials")
        if written is not None and not isinstance(written, (list, tuple)):
            share.payload["materials"] = written
            return
        share.payload["materials"] = [entry for _, entry in given]
        share.papers = tuple(n for n, _ in given)
        for own, (n, _) in enumerate(given):
            share.paths[f"materials[{own}]"] = f"materials[{n}]"

    def _sources(self, permit: Permit, share: Share) -> None:
        given = self.handed.shared.get(permit.id, [])
        sources = [entry for _, entry in given]
        for own, (n, _) in enumerate(given):
            share.paths[f"shared[{own}]"] = f"shared[{n}]"
        named = {fold(e if isinstance(e, str) else text_at(e, "source")) for e in sources}
        for source, licence in self.prefill.sources.items():
            if fold(source) not in named and offers_source(permit, source):
                sources.append(source)
                share.sources[source] = licence
        share.payload["shared"] = sources

    def _routes(self, permit: Permit, share: Share) -> None:
        routes = {}
        for name, (path, choice) in self.handed.routes.get(permit.id, {}).items():
            routes[name] = choice
            share.paths[f"routes.{name}"] = path
        share.payload["routes"] = routes

    def _history(self, permit: Permit, share: Share) -> None:
        own = permit.own.get("history")
        if own is not None:
            share.payload["history"] = own
            share.paths["history"] = f"{permit.path}.history"
            return
        written = self.read.written.get("history")
        if written is None:
            return
        if not isinstance(written, Mapping):
            share.payload["history"] = written
            return
        kept = {k: written[k] for k in ("earlier_rounds",) if k in written}
        materials = permit.index.rulebook.materials if permit.index else ()
        if any(m.commitment is not None for m in materials):
            if "false_commitments" in written:
                kept["false_commitments"] = written["false_commitments"]
            withdrawn = self.handed.withdrawn.get(permit.id)
            if withdrawn:
                kept["withdrawn_commitments"] = withdrawn
            elif "withdrawn_commitments" in written and not isinstance(
                written["withdrawn_commitments"], (list, tuple)
            ):
                kept["withdrawn_commitments"] = written["withdrawn_commitments"]
        share.payload["history"] = kept


def _read(asked: Field, permit: Permit) -> bool:
    return asked.id in permit.used_fields


def _fits(asked: Field, value: object) -> bool:
    return isinstance(value, str) and asked.choice(value) is not None


def _wanted(roster: Field, key: str, permit: Permit) -> bool:
    member = roster.member(key)
    if member is None:
        return False
    return member.id in permit.used_fields or member == roster.member(roster.member_key)


def _only_used(asked: Field, value: Any, permit: Permit) -> Any:
    """A value; of a roster's members only what the permit's rules read."""
    if asked.type is not FieldType.ROSTER or not isinstance(value, (list, tuple)):
        return value
    return [
        {k: v for k, v in member.items() if _wanted(asked, k, permit)}
        if isinstance(member, Mapping)
        else member
        for member in value
    ]
