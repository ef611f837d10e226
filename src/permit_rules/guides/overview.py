"""What an item is, who is competent, what it grants, and on which law it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from permit_rules.checking.authorities import office_at
from permit_rules.conditions.nodes import ALWAYS, NEVER
from permit_rules.conditions.phrases import day_words, label_of
from permit_rules.conditions.wording import sentence
from permit_rules.guides.citing import cited_lines, marked
from permit_rules.guides.document import Cell, Items, Table, items, table
from permit_rules.guides.narrowing import Narrowing
from permit_rules.guides.points import bar_words, before_expiry, outcome_words
from permit_rules.model.arrangements import Arrangement
from permit_rules.model.basis import LegalBasis
from permit_rules.model.item import HandlingItem
from permit_rules.model.library import Library
from permit_rules.model.place import NATION
from permit_rules.model.review_point import RenewalWindow


def place_name(library: Library, code: str) -> str:
    """深圳市（440300）; the nation by its name, a place nobody named by its code."""
    if code == NATION:
        return "国家"
    known = library.places.get(code)
    return f"{known.name}（{code}）" if known else code


def overview(library: Library, narrowing: Narrowing) -> Table | None:
    """The item at a glance: a label and what belongs to it."""
    book, item = narrowing.book, narrowing.book.item
    grants = narrowing.grants
    levels = "、".join(place_name(library, code) for code in book.levels)
    rows: tuple[tuple[str, Cell], ...] = (
        ("事项名称", (item.name,)),
        ("事项标识", (item.id,)),
        ("事项类型", (item.kind,)),
        ("行使层级", (item.level.value,) if item.level else ()),
        ("直接关系", ("、".join(c.value for c in item.concerns),) if item.concerns else ()),
        ("适用地区", (place_name(library, book.place),)),
        ("适用的规定", (f"{levels}的规定",)),
        ("业务办理项", tuple(map(_handling_words, narrowing.handling_items))),
        ("实施机关", tuple(_competent(narrowing))),
        ("结果文书", (item.result_document,) if grants and item.result_document else ()),
        ("证件有效期", tuple(_arranged(narrowing, book.terms)) if grants else ()),
        ("收费", (item.fee,) if item.fee else ()),
        ("改革方式", tuple(_arranged(narrowing, book.reforms))),
        ("当场决定", tuple(_on_spot(narrowing))),
        ("补正后按", (f"{item.count_from.value}计算",)),
    )
    return table(("项目", "内容"), tuple(((label,), cell) for label, cell in rows if cell))


def _handling_words(item: HandlingItem) -> str:
    return f"{item.name}（{item.kind.value}）" + (
        f"：{item.description}" if item.description else ""
    )


def _competent(narrowing: Narrowing) -> Iterator[str]:
    """The authorities in the order in which they are asked: the first that holds is competent."""
    earlier = False
    for each in narrowing.book.authorities:
        left = narrowing.left(each.when)
        if left == NEVER:
            continue
        otherwise = "其他情形，" if earlier and left == ALWAYS else ""
        note = f"（{each.note}）" if each.note else ""
        yield f"{narrowing.case(each.when)}{otherwise}{each.words}{note}"
        if narrowing.book.place:
            yield f"当地：{office_at(each, narrowing.book.place, narrowing.book.offices)}"
        yield from (f"依据：{line}" for line in cited_lines(each.basis))
        earlier = True
        if left == ALWAYS:
            return


def _arranged(narrowing: Narrowing, several: Iterable[Arrangement]) -> Iterator[str]:
    for each in several:
        if narrowing.left(each.when) != NEVER:
            yield f"{narrowing.case(each.when)}{each.words}"
            yield from (f"依据：{line}" for line in cited_lines(each.basis))


def _on_spot(narrowing: Narrowing) -> Iterator[str]:
    item = narrowing.book.item
    if item.decided_on_spot == NEVER:
        return
    lines = narrowing.applied(item.decided_on_spot)
    yield from (f"受理后当场决定：{line}" for line in lines)
    if lines:
        yield from (f"依据：{line}" for line in cited_lines(item.on_spot_basis))


# ---- single sections ---------------------------------------------------------------------------


def gate_items(narrowing: Narrowing) -> Items | None:
    """In which cases the application is another one, or none is needed."""
    stated = narrowing.stated_item
    names = [stated] if stated else [h.name for h in narrowing.book.item.handling_items]
    said: dict[str, list[str]] = {}
    for name in names:
        under = narrowing.under(name)
        for gate in under.gates:
            case = under.case(gate.left) or "按所述情形，"
            law = "；".join(cited_lines(gate.point.basis))
            outcome = f"{outcome_words(gate.point)}。{gate.point.notice}"
            said.setdefault(f"{case}{outcome}依据：{law}", []).append(name)
    told = (words if stated else f"申请{'、'.join(n)}的，{words}" for words, n in said.items())
    return items(*told, numbered=True)


def not_demanded_table(narrowing: Narrowing) -> Table | None:
    """What no office may ask for."""
    rows = tuple(((n.name,), cited_lines(n.basis)) for n in narrowing.book.item.not_demanded)
    return table(("不得要求提交的材料", "依据"), rows)


def window_items(narrowing: Narrowing) -> Items | None:
    """When a renewal may be asked for, and what becomes of a late one."""
    possible = {h.name for h in narrowing.handling_items}
    return items(
        *(
            f"{w.handling_item}：{_opens(w)}到{before_expiry(w.closes)}为止提出"
            f"（看“{label_of(narrowing.book.catalogue, w.expiry)}”）。"
            f"过了这段时间、还没有届满的，{w.late.value}；届满以后，按{w.afterwards}办理。"
            f"依据：{'；'.join(cited_lines(w.basis))}"
            for w in narrowing.book.windows
            if w.handling_item in possible
        )
    )


def _opens(window: RenewalWindow) -> str:
    return f"从{before_expiry(window.opens)}起，" if window.opens else ""


def bar_table(narrowing: Narrowing) -> Table | None:
    """Who may not apply, and for how long."""
    rows = tuple(
        ((b.name,), (bar_words(b),), lines, (b.effect.value,), cited_lines(b.basis))
        for b in narrowing.book.bars
        if (lines := narrowing.applied(b.when))
    )
    return table(("情形", "看什么记录、多久", "适用", "结果", "依据"), rows)


def catch_all_items(narrowing: Narrowing) -> Items | None:
    """The catch-alls of the law, quoted; no paper is asked for because of them."""
    return items(
        *(
            f"“{c.text}”{narrowing.where(c.when)} 依据：{'；'.join(cited_lines(c.basis))}"
            for c in narrowing.book.catch_alls
            if narrowing.left(c.when) != NEVER
        )
    )


def situation_items(narrowing: Narrowing, texts: Iterable[str]) -> Items | None:
    """What the named situations mean that stand in ``texts``."""
    said = "\n".join(texts)
    return items(
        *(
            f"“{name}”：{sentence(node, narrowing.book.catalogue)}"
            for name, node in narrowing.book.item.situations.items()
            if f"“{name}”" in said
        )
    )


def law_table(narrowing: Narrowing, texts: Iterable[str]) -> Table | None:
    """Every instrument that is cited in ``texts``, with how its text was read."""
    said = "\n".join(texts)
    found = {
        b.instrument.key: b.instrument
        for b in (*bases_in(narrowing.book), *bases_in(_item_bases(narrowing)))
        if f"《{b.instrument.title}》" in said
    }
    rows = tuple(
        (
            (f"《{i.title}》",),
            (i.document_number,) if i.document_number else (),
            (f"{day_words(i.effective_from)}起施行",) if i.effective_from else (),
            (marked(i.grade),),
        )
        for i in found.values()
    )
    return table(("文件", "文号", "施行", "怎样读到的"), rows)


def _item_bases(narrowing: Narrowing) -> tuple[tuple[LegalBasis, ...], ...]:
    item = narrowing.book.item
    return (item.on_spot_basis, *(n.basis for n in item.not_demanded))


def bases_in(value: object) -> Iterator[LegalBasis]:
    """Every basis that stands anywhere in a value of the model, in writing order."""
    if isinstance(value, LegalBasis):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from bases_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            # The item as its file states it holds every version; a rulebook those in force.
            if each.name not in ("item", "catalogue", "calendar"):
                yield from bases_in(getattr(value, each.name))
