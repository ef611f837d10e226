"""The service guide (办事指南) and the review sheet of an item, written from its rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from permit_rules.conditions.phrases import day_words
from permit_rules.guides.citing import cited_lines, marked
from permit_rules.guides.course import course, limit_table
from permit_rules.guides.document import (
    Block,
    Document,
    Items,
    Paragraph,
    Table,
    items,
    section,
    table,
    texts_of,
)
from permit_rules.guides.matrix import matrix
from permit_rules.guides.narrowing import Narrowing, narrowed
from permit_rules.guides.overview import (
    bar_table,
    bases_in,
    catch_all_items,
    gate_items,
    law_table,
    not_demanded_table,
    overview,
    place_name,
    situation_items,
    window_items,
)
from permit_rules.guides.papers import material_blocks
from permit_rules.guides.points import PointSentence, point_sentences
from permit_rules.model.library import Library
from permit_rules.model.place import NATION
from permit_rules.resolving import resolve


def service_guide(
    library: Library,
    item: str,
    day: date,
    place: str = NATION,
    situation: Iterable[str] = (),
) -> Document:
    """The guide for citizens: what the item is, who may have it, what to hand in, how it goes.

    ``situation`` names a handling item (新办) and states facts (每餐次平均用餐人数=500人); what
    cannot apply under them is left out, and what hangs on more says so.

    Raises:
        UnknownItem: the library has no such item at that place or above it.
        SituationInvalid: something in ``situation`` names nothing, or cannot be read.
    """
    narrowing = narrowed(resolve(library, item, place, day), situation)
    asked = (
        *section("事项概况", overview(library, narrowing)),
        *section("先看是不是办这一项", gate_items(narrowing)),
        *section("审查的条件", *_conditions(narrowing)),
        *section("申请材料", *_materials(narrowing)),
    )
    said = (
        *asked,
        *section("几种情形的含义", situation_items(narrowing, texts_of(asked))),
        *section("不得要求提交的材料", not_demanded_table(narrowing)),
        *section("办理流程和时限", course(narrowing), limit_table(narrowing)),
        *section("延续", window_items(narrowing)),
        *section("不得申请的情形", bar_table(narrowing)),
        *section("法规中的兜底条款", *_catch_alls(narrowing)),
    )
    return Document(
        title=f"{narrowing.book.item.name}办事指南",
        lead=tuple(_lead(library, narrowing, day)),
        sections=(
            *said,
            *section("法律依据", law_table(narrowing, texts_of(said))),
            *section("说明", _remarks(library, narrowing)),
        ),
    )


def review_sheet(
    library: Library,
    item: str,
    day: date,
    place: str = NATION,
    situation: Iterable[str] = (),
) -> Document:
    """The review sheet for clerks: the points as text (文), table (表), diagram (图), notes (注).

    Arguments and errors as of :func:`service_guide`.
    """
    narrowing = narrowed(resolve(library, item, place, day), situation)
    found = point_sentences(narrowing)
    shown = matrix(narrowing)
    said = (
        *section("文：审核要点", _counted(found), point_table(found)),
        *section("表：情形与材料", shown.table, shown.legend),
    )
    return Document(
        title=f"{narrowing.book.item.name}审核要点表",
        lead=tuple(_lead(library, narrowing, day)),
        sections=(
            *said,
            *section("图：办理流程", course(narrowing)),
            *section(
                "注",
                *_notes("几种情形的含义", _texts(situation_items(narrowing, texts_of(said)))),
                *_notes("人工核验的要点和机器缺少的输入", _manual(found)),
                *_notes("材料的说明", _material_notes(narrowing)),
                *_notes("备注", narrowing.book.item.notes),
                *_notes("没有对照法规原文的要点", _unverified(found)),
                *_notes("法规中的兜底条款", _texts(catch_all_items(narrowing))),
                *_notes("说明", _texts(_remarks(library, narrowing))),
            ),
        ),
    )


def material_table(
    library: Library,
    item: str,
    day: date,
    place: str = NATION,
    situation: Iterable[str] = (),
) -> Document:
    """Which handling item asks for which material: one table, its marks and conditions in words.

    Arguments and errors as of :func:`service_guide`.
    """
    narrowing = narrowed(resolve(library, item, place, day), situation)
    shown = matrix(narrowing)
    none = None if shown.table else Paragraph("这一天没有要提交的材料。")
    said = section("情形与材料", none, shown.table, shown.legend)
    return Document(
        title=f"{narrowing.book.item.name}情形与材料表",
        lead=tuple(_lead(library, narrowing, day)),
        sections=(
            *said,
            *section("几种情形的含义", situation_items(narrowing, texts_of(said))),
            *section("说明", _remarks(library, narrowing)),
        ),
    )


def point_table(found: Iterable[PointSentence]) -> Table | None:
    """The sentence of each point, with when it applies and what it rests on."""
    rows = tuple(
        (
            (p.id,),
            (p.review_class,),
            (p.text, *((f"告知：{p.notice}",) if p.notice else ())),
            p.applies,
            (p.effect,),
            cited_lines(p.basis),
        )
        for p in found
    )
    return table(("编号", "类别", "审核要点", "适用", "不符合的", "依据"), rows)


# ---- beside the sections -----------------------------------------------------------------------


def _lead(library: Library, narrowing: Narrowing, day: date) -> Iterator[str]:
    book = narrowing.book
    yield f"{place_name(library, book.place)}，按{day_words(day)}施行的规定。"
    if book.item.id in book.gaps:
        known = day_words(book.item.known_from)
        yield f"规则库没有这一天施行的规定；已有的规定从{known}起。"
    elif book.gaps:
        yield f"这一天怎样规定、规则库里没有的要点：{'、'.join(book.gaps)}。"
    if narrowing.facts.values:
        yield f"情形：{narrowing.told()}。不会适用的已经略去，还不能确定的写明“若……”。"
    if narrowing.stated_item and (gate := narrowing.under(narrowing.stated_item).decided):
        yield f"按所述情形：{gate.name}，{gate.outcome.value}。{gate.notice}"


def _materials(narrowing: Narrowing) -> Iterator[Block]:
    if not narrowing.handling_items:
        yield Paragraph("按所述情形，不需要提交本事项的材料。")
    yield from material_blocks(narrowing)


def _conditions(narrowing: Narrowing) -> Iterator[Block]:
    """The conditions as sentences, without what belongs to a paper, a bar or a window."""
    conditions = {c.id for c in narrowing.book.conditions}
    found = [p for p in point_sentences(narrowing) if p.id in conditions]
    rows = tuple(
        (
            (p.id,),
            (p.text, *((p.notice,) if p.notice else ())),
            p.applies,
            (p.effect,),
            cited_lines(p.basis),
        )
        for p in found
    )
    made = table(("编号", "条件", "适用", "不符合的", "依据"), rows)
    if made is not None:
        yield made


def _catch_alls(narrowing: Narrowing) -> Iterator[Block]:
    quoted = catch_all_items(narrowing)
    if quoted is not None:
        yield Paragraph("法规里的下列词句没有写明具体材料，只引用在这里，不据此要求材料。")
        yield quoted


def _remarks(library: Library, narrowing: Narrowing) -> Items | None:
    # Said whatever is left of the rulebook: a mark must never stand there unexplained.
    unread = any(not b.grade.verified for b in bases_in(narrowing.book))
    mark = "标有“待核对”的依据没有对照法规原文，使用前应当核对。" if unread else ""
    return items(
        "本页由审核要点库自动写成，与核对申请用的是同一套要点；是否准予由有权机关决定。",
        mark,
        f"规则版本：{library.digest[:12]}",
    )


def _counted(found: tuple[PointSentence, ...]) -> Paragraph:
    manual = sum(p.manual for p in found)
    counted = sum(p.counted for p in found)
    return Paragraph(f"共{counted}个要点，其中由人核验{manual}个。")


def _notes(heading: str, texts: Iterable[str]) -> Iterator[Block]:
    made = items(*texts)
    if made is not None:
        yield Paragraph(heading, strong=True)
        yield made


def _texts(block: Items | None) -> tuple[str, ...]:
    return block.texts if block else ()


def _manual(found: tuple[PointSentence, ...]) -> Iterator[str]:
    for p in found:
        if p.manual:
            yield f"{p.id}：{p.lacking or '没有写明缺少什么'}"


def _material_notes(narrowing: Narrowing) -> Iterator[str]:
    for material in narrowing.book.materials:
        if material.note:
            yield f"{material.id} {material.name}：{material.note}"


def _unverified(found: tuple[PointSentence, ...]) -> Iterator[str]:
    by_grade: dict[str, list[str]] = {}
    for p in found:
        for grade in dict.fromkeys(b.grade for b in p.basis if not b.grade.verified):
            by_grade.setdefault(marked(grade), []).append(p.id)
    yield from (f"{grade}：{'、'.join(ids)}" for grade, ids in by_grade.items())
