"""``permit-rules prove``: look for an application that would have to be corrected twice."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from permit_rules.analysis.examine import UNDECIDED, examine
from permit_rules.analysis.joint_prove import prove_bundle
from permit_rules.analysis.prove import TRIES
from permit_rules.analysis.prove import prove as run_search
from permit_rules.analysis.rounds import Counterexample, Tried
from permit_rules.analysis.rule_places import place_of
from permit_rules.analysis.written_case import written_case
from permit_rules.cli import options, several
from permit_rules.cli.failures import faults_told, give_up
from permit_rules.cli.output import complain, say
from permit_rules.cli.progress import shown
from permit_rules.cli.rules import item_at, item_id, place_at, usable_library
from permit_rules.cli.tables_at import tables_at
from permit_rules.diagnostics import Diagnostic
from permit_rules.loading.rule_files import embedded_rules
from permit_rules.model.item import Item
from permit_rules.model.library import Library
from permit_rules.result import CheckResult

_NOT_A_PROOF: Final = "这是试出来的，不是证明。"


def prove(
    item: Annotated[
        str | None,
        typer.Argument(
            metavar="[ITEM]",
            help="事项标识或者名称，例如 food-business；不写则逐个试全部事项。",
            show_default=False,
        ),
    ] = None,
    place: Annotated[
        str,
        typer.Option(
            "--place",
            metavar="CODE",
            help="行政区划代码或者地名，例如 440300；不写为国家。",
            show_default=False,
        ),
    ] = "",
    tries: Annotated[
        int,
        typer.Option("--tries", metavar="N", min=1, help="每个事项试多少份申请。"),
    ] = TRIES,
    bundle: Annotated[
        str | None,
        typer.Option(
            "--bundle",
            metavar="BUNDLE",
            help="业态标识，例如 hotel：试一次申请几项许可的，不写 ITEM。",
            show_default=False,
        ),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--seconds",
            metavar="S",
            min=0,
            help="每个事项最多试多少秒；不写则试完为止。",
            show_default=False,
        ),
    ] = None,
    rules: options.RulesFolder = None,
    overlay: options.OverlayFolder = None,
    debug: options.Debug = False,
) -> None:
    """Status 0: none found; 1: found one; 2: unusable; 3: fault."""
    with faults_told(debug):
        library = usable_library(rules, overlay)
        place = place_at(library, place)
        if bundle is not None:
            raise typer.Exit(_bundle(library, bundle, place, item, tries, seconds))
        items = _items(library, item, place)
        if item is None:
            complain(
                f"逐个试全部 {len(items)} 个事项，每个 {tries} 份申请；只试一个的，写明事项标识。"
            )
        folders = [rules or embedded_rules(), *([overlay] if overlay else [])]
        examined = examine(library, items)
        found = False
        for each in items:
            cases = _cases(folders, each.id, place)
            with shown(each.name, tries) as advance:
                tried = run_search(
                    library,
                    each.id,
                    place,
                    cases=cases,
                    tries=tries,
                    going_on=_until(seconds, advance),
                )
            _tell(library, each, place, tried)
            say(_static_half(each, examined))
            found = found or bool(tried.found)
        raise typer.Exit(options.FOUND if found else options.FINE)


def _bundle(
    library: Library, bundle: str, place: str, item: str | None, tries: int, seconds: float | None
) -> int:
    """Try a bundle, and tell what was found; the status to end with."""
    if item is not None:
        give_up("ITEM 和 --bundle 只写一个")
    known = several.bundle_named(library, bundle, place)
    with shown(known.name, tries) as advance:
        tried = prove_bundle(
            library, known.id, place, tries=tries, going_on=_until(seconds, advance)
        )
    much = f"试了 {tried.applications} 份申请、{tried.rounds} 次补正"
    if not tried.found:
        say(f"{known.name}（{known.id}）：{much}，没有找到要告知两次的申请。{_NOT_A_PROOF}")
        return options.FINE
    for found in tried.found:
        say(f"{known.name}（{known.id}）：{much}，找到一份要告知两次的申请：\n")
        say(json.dumps(found.application, ensure_ascii=False, indent=2))
        say("\n".join(_rounds(found)))
    return options.FOUND


def _items(library: Library, wanted: str | None, place: str) -> tuple[Item, ...]:
    if wanted is not None:
        return (item_at(library, item_id(library, wanted), place),)
    ids = sorted({i.id for i in library.items})
    return tuple(i for name in ids if (i := library.item_for(name, place)) is not None)


def _cases(folders: list[Path], item: str, place: str) -> tuple[dict[str, Any], ...]:
    """The applications of the item's tables of cases at this place and above it."""
    own = [t for t in tables_at(folders, place) if t.item == item]
    return tuple({**c.application, "place": place} for t in own for c in t.cases)


# ---- how long, and how far -------------------------------------------------------------------


def _until(seconds: float | None, advance: Callable[[int], None]) -> Callable[[Tried], bool]:
    start = time.monotonic()

    def going_on(tried: Tried) -> bool:
        advance(tried.applications)
        return seconds is None or time.monotonic() - start < seconds

    return going_on


# ---- what was found --------------------------------------------------------------------------


def _tell(library: Library, item: Item, place: str, tried: Tried) -> None:
    where = f"，行政区划 {place}" if place else ""
    much = f"试了 {tried.applications} 份申请、{tried.rounds} 次补正"
    name = f"{item.name}（{item.id}{where}）"
    if not tried.found:
        bounded = (
            f"其中 {tried.bounded} 份告知的办法多于 {tried.bound} 种，只试了 {tried.bound} 种。"
            if tried.bounded
            else ""
        )
        say(f"{name}：{much}，没有找到要告知两次的申请。{bounded}{_NOT_A_PROOF}")
        return
    for found in tried.found:
        say(f"{name}：{much}，找到一份要告知两次的申请：\n")
        say("\n".join(_lines(library, item, place, found)))


def _static_half(item: Item, examined: tuple[Diagnostic, ...]) -> str:
    """What the checks over all cells say of the item, and what they could not decide."""
    own = [d for d in examined if d.subject.partition("/")[0] == item.id]
    undecided = sum(d.code == UNDECIDED for d in own)
    wrong = len(own) - undecided
    told = f"发现 {wrong} 处问题，见 permit-rules lint" if wrong else "没有发现问题"
    open_ = f"，{undecided} 处组合太多、没有判定" if undecided else "，全部情况都已判定"
    return (
        "静态检查（互相矛盾、不能符合、不会适用、改正以后才出现的要求，界限上的缺口）："
        f"{told}{open_}。"
    )


def _lines(library: Library, item: Item, place: str, found: Counterexample) -> Iterator[str]:
    yield written_case("要告知两次的申请", found.application, found.first.verdict_label)
    yield from _rounds(found)
    yield "要看的要点："
    day = found.second.received_on
    for point in found.points:
        span = place_of(library, item.id, place, day, point) if day else None
        yield f"  {point.partition('/')[2]}  {span or '规则文件里没有这一要点'}"


def _rounds(found: Counterexample) -> Iterator[str]:
    yield f"第一次核对：{found.first.verdict_label}"
    yield from _said(found.first)
    yield "申请人照办："
    yield from (f"  {words}" for words in found.correction.words)
    yield f"第二次核对：{found.second.verdict_label}"
    for complaint in found.complaints:
        yield f"  {complaint.words}（{complaint.trouble.label}）"


def _said(result: CheckResult) -> Iterator[str]:
    yield from (f"  {f.message}{f.remedy}" for f in result.findings)
    yield from (f"  问：{q.text}" for q in result.questions)
    yield from (f"  {line.text}" for line in result.conditional)
