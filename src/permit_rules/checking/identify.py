"""Which item and place an application is checked under, and what is odd about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from permit_rules.checking.application import Application
from permit_rules.checking.payload_paths import at
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.model.library import Library
from permit_rules.model.place import NATION, Place, read_place
from permit_rules.resolving import no_such_place


@dataclass(slots=True)
class Identity:
    """An item by its id and a place by its code.

    ``trouble`` says why other rules may apply than those that it is checked under.
    """

    item: str
    place: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


def identify(
    application: Application,
    library: Library,
    item: str | None,
    place: str | None,
    damaged: frozenset[str] = frozenset(),
) -> Identity:
    """The identity of an application, where ``item`` and ``place`` are those of the checker.

    ``damaged`` are payload paths that had to be left out when the payload was read.
    """
    found = Identity(item or "", NATION)
    found.place = place_of(application.place, place, library.places, damaged, found)
    stated = library.item_id(application.item) or application.item
    if item is None:
        found.item = stated
    elif stated and stated != item:
        found.diagnostics.append(
            Diagnostic(
                code="SH841",
                where=at("item"),
                message=f"申请的事项「{application.item[:60]}」与核对的事项「{item}」不同",
                help="请用该事项的规则核对，或者改正事项标识",
            )
        )
        found.trouble.append("申请的事项与核对的事项不同")
    elif "item" in damaged:
        found.trouble.append("申请的事项无法读取，不能确定是不是核对的事项")
    if library.item_for(found.item, found.place) is None:
        found.diagnostics.append(no_such_item(found.item, found.place, library))
    elif found.place and found.place not in library.places:
        found.diagnostics.append(
            Diagnostic(
                code="SH843",
                where=at("place"),
                severity=Severity.INFO,
                message=f"规则库里没有行政区划「{found.place}」自己的规定",
                help="已按其上级的规定核对",
            )
        )
    return found


def place_of(
    stated: str,
    own: str | None,
    known: Mapping[str, Place],
    damaged: frozenset[str],
    odd: Identity,
) -> str:
    """The code of the place that an application is checked at: the checker's ``own``, if any.

    What is odd about the place that is stated is added to ``odd``; where nobody knows which
    place is meant, the rules of the nation are all that is left.
    """
    code = read_place(stated, known)
    if "place" in damaged:
        odd.trouble.append("申请的行政区划无法读取，不能确定适用哪里的规定")
    elif code is None:
        said, help = no_such_place(stated, known)
        odd.diagnostics.append(Diagnostic(code="SH844", where=at("place"), message=said, help=help))
        odd.trouble.append("不知道申请的行政区划是哪里，不能确定适用哪里的规定")
    elif own is not None and stated and code != own:
        odd.diagnostics.append(
            Diagnostic(
                code="SH842",
                where=at("place"),
                message=f"申请的行政区划「{stated[:20]}」与核对的行政区划「{own or '国家'}」不同",
                help="请用该地的规则核对，或者改正行政区划代码",
            )
        )
        odd.trouble.append("申请的行政区划与核对的行政区划不同")
    return own if own is not None else code or NATION


def no_such_item(item: str, place: str, library: Library, path: str = "item") -> Diagnostic:
    """What is said of an item that the library does not have, or not at that place."""
    names = {i.id: i.name for i in library.items}
    near = did_you_mean(item, (*names, *names.values()))
    said = f"规则库里没有事项「{item[:60]}」" if item else "没有写明申请的事项（item）"
    help = "可用的有：" + "、".join(f"{name}（{names[name]}）" for name in sorted(names))
    if item in names:
        said = f"事项「{item}」在{f'行政区划「{place}」' if place else '国家一级'}没有规定"
        places = sorted(i.place for i in library.items if i.id == item)
        help = f"有规定的行政区划：{'、'.join(places)}，请在 place 里写明"
    elif near:
        help = f"是否想写「{near}」？"
    return Diagnostic(code="SH840", where=at(path), message=said, help=help)
