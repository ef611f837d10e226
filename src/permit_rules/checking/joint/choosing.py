"""Which permits an application is for: those it names, else the checker's, else what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from permit_rules.checking.identify import no_such_item
from permit_rules.checking.joint.permits import Permit, key_of
from permit_rules.checking.joint.planning import NeedFound, Planner
from permit_rules.checking.joint.reading import JointRead, entries, mapping, text_at
from permit_rules.checking.payload_paths import at
from permit_rules.checking.single import SingleChecker
from permit_rules.diagnostics import Diagnostic
from permit_rules.resolving import catalogue_of


@dataclass(slots=True)
class Chosen:
    """The permits in an order of their own, what is odd about them, and why some may be lacking."""

    permits: list[Permit] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


def choose(
    read: JointRead,
    single: SingleChecker,
    items: Sequence[str] | None,
    planner: Planner,
    received_on: date | None,
) -> Chosen:
    """The permits of an application. ``planner`` says what follows from the facts."""
    return _Chooser(read, single, items, planner, received_on).choose()


def needs_by_item(planner: Planner) -> Mapping[str, NeedFound]:
    """Of the ways in which each item is needed the one that is certain, else the first."""
    found: dict[str, NeedFound] = {}
    for each in planner.found():
        if each.when is None or each.need.item not in found:
            found[each.need.item] = each
    return found


@dataclass(slots=True)
class _Chooser:
    read: JointRead
    single: SingleChecker
    items: Sequence[str] | None
    planner: Planner
    received_on: date | None
    chosen: Chosen = field(default_factory=Chosen)

    def choose(self) -> Chosen:
        found = needs_by_item(self.planner)
        named = self.read.written.get("permits")
        if named is not None:
            self._named(entries(named), found)
            if not entries(named):
                self.chosen.trouble.append("申请里没有写一项许可（permits 是空的）")
            if "permits" in self.read.damaged:
                self.chosen.trouble.append("有的许可无法辨认，不能确定申请了哪些许可")
        elif self.items is not None:
            if not self.items:
                self.chosen.trouble.append("没有写明申请哪些许可（permits）")
            for item in self.items:
                self._add(self._permit(item, found.get(item)))
        else:
            for each in self.planner.found():
                self._add(self._permit(each.need.item, each, possible=each.when is not None))
        self.chosen.permits.sort(key=self._order)
        return self.chosen

    def _named(self, named: Sequence[Any], found: Mapping[str, NeedFound]) -> None:
        for n, entry in enumerate(named):
            path = f"permits[{n}]"
            item = entry.strip() if isinstance(entry, str) else text_at(entry, "item")
            if not item or path in self.read.damaged:
                self.chosen.trouble.append("有的许可无法辨认，不能确定申请了哪些许可")
                if item == "" and path not in self.read.damaged:
                    self._say("SH871", path, "没有写明是哪一项许可", "请写明 item（事项标识）")
                continue
            library = self.single.library
            item = library.item_id(item) or item
            own = mapping(entry)
            if self._item(item) is None:
                odd = no_such_item(item, self.planner.place, library, f"{path}.item")
                self.chosen.diagnostics.append(odd)
            elif self.items and item not in self.items:
                self._say("SH872", f"{path}.item", f"「{item}」不在所核对的事项之内",
                          "已一并核对；请核对申请的事项")  # fmt: skip
            permit = self._permit(item, found.get(item), own, text_at(entry, "premises"), path=path)
            if any(p.key == permit.key for p in self.chosen.permits):
                self._say("SH873", path, f"《{permit.name}》写了两次",
                          "在几个场所办理的，请分别写明 premises（场所）")  # fmt: skip
                self.chosen.trouble.append(f"《{permit.name}》写了两次，只核对了第一次写的")
            else:
                self._add(permit)

    def _permit(
        self,
        item_id: str,
        needed: NeedFound | None,
        own: Mapping[str, Any] = {},
        premises: str = "",
        *,
        path: str = "permits",
        possible: bool = False,
    ) -> Permit:
        item = self._item(item_id)
        library = self.single.library
        opened, until = None, None
        if item is not None and self.received_on is not None:
            opened = self.single.open(item_id, self.planner.place, self.received_on)
            until = opened.prepared.plan.rulebook.until
            if item_id in opened.prepared.plan.rulebook.gaps:
                opened = None
        left = needed.when if needed and possible else None
        return Permit(
            key=key_of(item_id, premises),
            way=needed.need.id if needed and possible else "",
            item=item,
            item_id=item_id,
            premises=premises,
            rules=self.planner.rules.rules,
            catalogue=catalogue_of(library, item) if item else library.catalogue,
            opened=opened,
            rules_from=until if opened is None else None,
            need=needed.need if needed and (possible or needed.when is None) else None,
            handling_item=text_at(own, "handling_item"),
            own=own,
            path=path,
            when=self.planner.data(left) if left is not None else None,
            depends_on=self.planner.open_fields(left) if left is not None else (),
        )

    def _add(self, permit: Permit) -> None:
        if all(p.id != permit.id for p in self.chosen.permits):
            self.chosen.permits.append(permit)

    def _item(self, item_id: str) -> Any:
        return self.single.library.item_for(item_id, self.planner.place)

    def _order(self, permit: Permit) -> tuple[int, str, str, int]:
        needed = list(self._needed())
        at_ = needed.index(permit.item_id) if permit.item_id in needed else len(needed)
        ways = [n.id for n in self.planner.rules.rules.needs]
        way = ways.index(permit.way) if permit.way else -1
        return at_, permit.item_id, permit.premises, way

    def _needed(self) -> Iterator[str]:
        yield from dict.fromkeys(n.item for n in self.planner.rules.rules.needs)

    def _say(self, code: str, path: str, message: str, help: str) -> None:
        self.chosen.diagnostics.append(
            Diagnostic(code=code, where=at(path), message=message, help=help)
        )
