"""What is made once for an interview: its topics, and each of them as a decision diagram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from permit_rules.checking.checker import Checker
from permit_rules.conditions.fields import (
    RECEIVED_ON,
    Choice,
    FieldCatalogue,
    FieldType,
    handling_item_field,
)
from permit_rules.conditions.nodes import Node, conjunction, disjunction, tests_of
from permit_rules.interview.diagrams import Diagrams
from permit_rules.interview.levels import Levels
from permit_rules.interview.making import Maker
from permit_rules.interview.permits import (
    Permit,
    World,
    permit_of_item,
    permits_of_needs,
    prepared_node,
)
from permit_rules.interview.topics import Topic, topic_elsewhere, topics_of
from permit_rules.joint_result import JointResult
from permit_rules.model.bundle import Bundle, BundleRules, Inference
from permit_rules.model.library import Library
from permit_rules.resolving import require_bundle, unknown_item

#: How many diagrams one topic may take before it is only known what it may hang on.
ROOM: Final = 20_000
_ASKED: Final = frozenset(
    {FieldType.NUMBER, FieldType.DATE, FieldType.YES_NO, FieldType.CHOICE, FieldType.CHOICES}
)


@dataclass(frozen=True, slots=True)
class Told:
    """A topic, and where it is told: in each of its ``cases``, which exclude one another.

    A case is the number of a world of the permit (-1: whatever world) with what it then hangs on.
    ``root`` is where it is told at all, as a diagram; None where that would be too large, and
    ``vague`` is then the condition.
    """

    topic: Topic
    cases: tuple[tuple[int, Node], ...]
    root: int | None
    vague: Node | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A permit before anybody is asked: where it is needed, and in which worlds.

    ``needed`` says that no earlier need of the item holds, ``own`` does not. ``roots`` are the
    worlds as diagrams, together with the need; ``root`` and ``own_root`` those of the need.
    """

    permit: Permit
    needed: Node
    own: Node
    worlds: tuple[World, ...]
    root: int | None = None
    own_root: int | None = None
    roots: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """Everything about one subject at one place on one day, before anybody is asked.

    Nothing in it changes: any number of interviews, in any number of threads, may share it.
    """

    library: Library
    bundle: Bundle | None
    item: str
    place: str
    on: date
    permits: tuple[Ready, ...]
    catalogue: FieldCatalogue
    told: tuple[Told, ...]
    inferences: tuple[tuple[Inference, int | None], ...]
    levels: Levels
    diagrams: Diagrams

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """Each distinct diagram of a topic, in writing order."""
        return tuple(dict.fromkeys(t.root for t in self.told if t.root is not None))

    def ready(self, permit: Permit) -> Ready:
        """The permit as it is prepared here."""
        return next(r for r in self.permits if r.permit is permit)

    @cached_property
    def checker(self) -> Checker[JointResult]:
        """Checks applications about the same at the same place; opened when first needed."""
        if self.item:
            return Checker(self.library, items=[self.item], place=self.place)
        bundle = self.bundle.id if self.bundle else ""
        return Checker(self.library, bundle=bundle, place=self.place)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The ids of the fields that may be asked, in writing order."""
        return tuple(f for f in self.levels.fields if self.askable(f))

    def askable(self, field_id: str) -> bool:
        """Whether a person may be asked for a field: not for lists, nor of a list's members."""
        return field_id in self._askable

    @cached_property
    def _askable(self) -> frozenset[str]:
        fields = (f for f in self.catalogue.fields if f.type in _ASKED)
        return frozenset(f.id for f in fields) - {RECEIVED_ON.id}


def prepare_bundle(
    library: Library, bundle: str, place: str, on: date, *, room: int = ROOM
) -> Prepared:
    """For a kind of business, "" for whatever a business does.

    Raises:
        UnknownBundle: the library has no bundle of that id at that place.
    """
    rules = library.bundles_at(place)
    found = require_bundle(library, bundle, place) if bundle else None
    permits = tuple(permits_of_needs(library, rules.needs, place, on))
    elsewhere = tuple(topic_elsewhere(o) for o in rules.elsewhere)
    return _Preparing(library, rules, found, "", place, on, room).prepared(permits, elsewhere)


def prepare_item(
    library: Library, item: str, place: str, on: date, *, room: int = ROOM
) -> Prepared:
    """For a single item, whatever is applied for.

    Raises:
        UnknownItem: the library has no such item at that place or above it.
    """
    found = library.item_for(item, place)
    if found is None:
        raise unknown_item(library, item, place)
    permit = permit_of_item(library, found, place, on)
    rules = library.bundles_at(place)
    return _Preparing(library, rules, None, item, place, on, room).prepared((permit,), ())


@dataclass(frozen=True, slots=True)
class _Preparing:
    library: Library
    rules: BundleRules
    bundle: Bundle | None
    item: str
    place: str
    on: date
    room: int

    def prepared(self, permits: tuple[Permit, ...], elsewhere: tuple[Topic, ...]) -> Prepared:
        topics = (*(t for p in permits for t in topics_of(p)), *elsewhere)
        # Whether a permit is needed at all is asked before what it asks for.
        topics = tuple(sorted(topics, key=lambda t: t.in_worlds))
        ready = {id(p): self._ready(p) for p in permits}
        cases = [self._cases(topic, ready) for topic in topics]
        inferences = self.rules.inferences
        inferred = [self._node(i.when, "") for i in inferences]
        nodes = [r.needed for r in ready.values()]
        nodes += [w.when for r in ready.values() for w in r.worlds]
        nodes += [node for own in cases for _, node in own]
        catalogue = self._catalogue(permits)
        levels = Levels((t for node in (*nodes, *inferred) for t in tests_of(node)), catalogue)
        make = Maker(levels, self.room)
        ready = {key: _drawn(r, make) for key, r in ready.items()}
        return Prepared(
            library=self.library,
            bundle=self.bundle,
            item=self.item,
            place=self.place,
            on=self.on,
            permits=tuple(ready.values()),
            catalogue=catalogue,
            told=tuple(_told(t, own, ready, make) for t, own in zip(topics, cases, strict=True)),
            inferences=tuple(zip(inferences, map(make.diagram, inferred), strict=True)),
            levels=levels,
            diagrams=make.diagrams,
        )

    def _node(self, node: Node, handling: str) -> Node:
        return prepared_node(node, handling, self.on, self.library.calendar)

    def _ready(self, permit: Permit) -> Ready:
        # Gates look at what is applied for, not at what it is handled as.
        worlds = (replace(w, when=self._node(w.when, permit.handling)) for w in permit.worlds)
        own = permit.need.when if permit.need else permit.needed
        return Ready(permit, self._node(permit.needed, ""), self._node(own, ""), tuple(worlds))

    def _cases(self, topic: Topic, ready: Mapping[int, Ready]) -> tuple[tuple[int, Node], ...]:
        permit = topic.permit
        if permit is None or not topic.in_worlds:
            return ((-1, self._node(topic.own, permit.handling if permit else "")),)
        return tuple(
            (number, self._node(topic.own, world.handling))
            for number, world in enumerate(ready[id(permit)].worlds)
        )

    def _catalogue(self, permits: tuple[Permit, ...]) -> FieldCatalogue:
        """The fields of all items of the place; for an item by itself also 业务办理项."""
        ids = dict.fromkeys((*(p.item for p in permits), *(i.id for i in self.library.items)))
        items = [i for name in ids if (i := self.library.item_for(name, self.place))]
        own = [f for item in items for f in item.fields]
        handling = []
        if self.item:
            names = items[0].handling_items
            choices = tuple(Choice(h.name, h.aliases, h.description) for h in names)
            handling.append(handling_item_field(choices))
        return self.library.catalogue.with_fields((RECEIVED_ON, *handling, *own))


def _drawn(ready: Ready, make: Maker) -> Ready:
    needed = make.diagram(ready.needed)
    roots = (make.diagram(conjunction(ready.needed, w.when)) for w in ready.worlds)
    own = make.diagram(ready.own)
    return replace(ready, root=needed, own_root=own, roots=tuple(roots))


def _told(
    topic: Topic, cases: tuple[tuple[int, Node], ...], ready: Mapping[int, Ready], make: Maker
) -> Told:
    wholes = []
    for number, node in cases:
        if topic.permit is None:
            wholes.append(node)
            continue
        own = ready[id(topic.permit)]
        world = (own.worlds[number].when,) if number >= 0 else ()
        wholes.append(conjunction(own.needed, *world, node))
    whole = disjunction(*wholes)
    root = make.diagram(whole)
    return Told(topic, cases, root, whole if root is None else None)
