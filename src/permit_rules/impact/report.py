"""The comparison for people: as an outline of headings and lines, as text and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from permit_rules.conditions.nodes import ALWAYS
from permit_rules.conditions.phrases import day_words
from permit_rules.guides.point_words import PointWords
from permit_rules.impact.burden import Burden
from permit_rules.impact.changes import Change, Concerned, Impact, What
from permit_rules.impact.compare import SITUATIONS
from permit_rules.impact.edits import Edit, EditKind
from permit_rules.impact.examples import Example
from permit_rules.impact.stored import Outcome, StoredFigures
from permit_rules.written.inert import inert_markdown, one_line
from permit_rules.written.numerals import ordinal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outline: 0 a title, 1 a heading, 2 an entry, from 3 what belongs to it."""

    depth: int
    text: str


#: Of each kind of application its example, where one was found.
Found = Mapping[int, Example | None]

#: Keys that hold lists, and what stands between two entries.
_LISTS: Final = {
    "依据": re.compile("；"),
    "设定依据": re.compile("、(?=《)"),
    **dict.fromkeys(("不得索要", "业务办理项", "直接关系", "别名"), re.compile("、")),
}
#: Sections whose points are looked at only where no gate leads away.
_BEHIND_GATES: Final = frozenset({"申请材料", "审核要点", "禁止期", "延续申请期"})
_EQUIVALENT: Final = "等价改写：对全部申请的结果都一样"
_ONLY: Final = {
    frozenset({EditKind.BASIS}): "只改依据",
    frozenset({EditKind.WORDING}): "只改文字",
    frozenset({EditKind.BASIS, EditKind.WORDING}): "只改文字和依据",
    frozenset[EditKind](): "只改写法（次序、格式）",
}


def report(
    impacts: Sequence[Impact],
    examples: Found,
    *,
    old: str,
    new: str,
    beside: Sequence[str] = (),
) -> Iterator[Line]:
    """Everything that differs, item by item; ``old`` and ``new`` are what the two are called.

    ``examples`` are by the identity (``id``) of the kind of application; ``beside`` are lines
    about what is no item's own.
    """
    yield Line(0, f"规则比较：{old} → {new}")
    if beside:
        yield Line(1, "各事项共用的部分")
        yield from (Line(2, text) for text in beside)
    for made in impacts:
        yield from _item(made, examples)
    if not impacts:
        same = "没有事项的规定不同。" if beside else "规定完全相同。"
        yield Line(1, same)
    elif all(keeps(made) for made in impacts):
        yield Line(1, "没有一种申请因此多交、少交，或者得到别的结论。")


def keeps(made: Impact) -> bool:
    """Whether only words, bases and ways of writing differ, which is proven."""
    unchanged = (What.EQUIVALENT, What.WORDING)
    known = not (made.missing or made.unknown)
    return known and all(c.what in unchanged or c.pair.section == SITUATIONS for c in made.changes)


def _item(made: Impact, examples: Found) -> Iterator[Line]:
    where = f"{made.place_name}（{made.place}）" if made.place else made.place_name
    yield Line(0, f"{made.name}（{made.item}），{where}")
    if made.missing:
        yield Line(1, "新的一边才有这个事项" if made.missing == "old" else "新的一边没有这个事项了")
        return
    yield from (Line(1, text) for text in made.unknown)
    if made.unknown and not made.changes:
        yield Line(1, "没有比较出不同；不知道的部分没有比较。")
        return
    yield Line(1, f"{ordinal(1)}、改了什么（{len(made.changes)}处）")
    for number, change in enumerate(made.changes, 1):
        yield Line(2, f"{number}. {_head(change)}")
        yield from _words(change)
    yield Line(1, f"{ordinal(2)}、哪些申请受影响")
    yield from _affected(made, examples)


def _affected(made: Impact, examples: Found) -> Iterator[Line]:
    looked_at = [c for c in made.changes if c.concerned or c.unexamined]
    if not looked_at:
        yield Line(2, "逐格比较，没有一种申请受影响。")
        return
    behind = [c.pair.books for c in looked_at if c.pair.section in _BEHIND_GATES]
    if any(book.applicability or book.authorities for books in behind for book in books):
        yield Line(2, "先由适用判定、实施机关分出去的申请，不再核对后面的要点，不在其内。")
    for change in looked_at:
        pair = change.pair
        cells = f"（比较了{change.cells}格）" if change.cells else ""
        yield Line(2, f"{pair.id} {pair.name}{cells}")
        for number, concerned in enumerate(change.concerned, 1):
            yield Line(3, f"（{number}）{_kind(concerned)}")
            yield from _example(concerned, examples)
        if change.unexamined:
            yield Line(3, f"没有比较完：{change.unexamined}")
        if not change.whole:
            yield Line(3, "还有别的受影响的申请，种类太多，没有逐一列出。")


def _head(change: Change) -> str:
    pair = change.pair
    days = ""
    if pair.since:
        days = f"，自{day_words(pair.since)}起"
    if pair.until:
        days += f"，到{day_words(pair.until)}前为止"
    number = f"（编号由{pair.old_id}改为{pair.id}）" if pair.old_id else ""
    named = pair.name if pair.id == pair.name else f"{pair.id} {pair.name}"
    return f"{pair.section} {named}{number}：{what_words(change)}{days}{_mark(change.burdens)}"


def what_words(change: Change) -> str:
    """新增, 取消, 改变, 等价改写, 只改依据 and so on."""
    if change.what is not What.WORDING:
        return str(change.what.value)
    return _ONLY[frozenset(e.kind for e in change.edits)]


def _mark(burdens: frozenset[Burden]) -> str:
    return "".join(f"【{b.value}】" for b in Burden if b in burdens)


def _words(change: Change) -> Iterator[Line]:
    pair = change.pair
    if change.edits:
        for edit in change.edits:
            yield from _edit(edit)
    elif change.what in (What.ADDED, What.REMOVED):
        value = pair.new if pair.old is None else pair.old
        book = pair.books[1 if pair.old is None else 0]
        said = PointWords(book.catalogue, detailed=True, offices=book.offices).said(value)
        for text in list(said) or ([value] if isinstance(value, str) and value else []):
            yield Line(3, text.strip())
    if change.what is What.EQUIVALENT:
        proof = f"{change.cells}格逐格比较，全部相同" if change.cells else "整理以后是同一个条件"
        yield Line(3, f"{_EQUIVALENT}（{proof}）。")


def _edit(edit: Edit) -> Iterator[Line]:
    key = f"{edit.key}：" if edit.key else ""
    listed = _LISTS.get(edit.key.rpartition("的")[2])
    if listed and edit.before and edit.after:
        one, other = listed.split(edit.before), listed.split(edit.after)
        gone = [w for w in one if w not in other]
        come = [w for w in other if w not in one]
        if gone or come:
            parts = (("去掉", gone), ("加上", come))
            said = "，".join(f"{way}{'；'.join(words)}" for way, words in parts if words)
            yield Line(3, f"{key}{said}")
            return
    if edit.condition and edit.before and edit.after:
        shorter = _differing(edit.before, edit.after)
        yield Line(3, f"{key}由“{shorter[0]}”改为“{shorter[1]}”")
    elif not edit.before:
        yield Line(3, f"{key}增加“{edit.after}”" if edit.after != "有" else f"增加{edit.key}")
    elif not edit.after:
        yield Line(3, f"{key}去掉“{edit.before}”" if edit.before != "有" else f"去掉{edit.key}")
    else:
        yield Line(3, f"{key}由“{edit.before}”改为“{edit.after}”")


def _differing(before: str, after: str) -> tuple[str, str]:
    """Two sentences without the clauses with which both begin; a plain conjunction only."""
    joint = "，且"
    if any("，或者" in s or "（" in s for s in (before, after)):
        return before, after
    one, other = before.split(joint), after.split(joint)
    same = 0
    while same < min(len(one), len(other)) - 1 and one[same] == other[same]:
        same += 1
    if not same:
        return before, after
    return f"……且{joint.join(one[same:])}", f"……且{joint.join(other[same:])}"


def _kind(concerned: Concerned) -> str:
    mark = f"【{concerned.burden.value}】" if concerned.burden is not Burden.NEITHER else ""
    if concerned.condition == ALWAYS:
        return f"{mark}所有申请：{concerned.said}。"
    who = concerned.words if concerned.certain else f"可能有这样的申请：{concerned.words}"
    return f"{mark}{who}的：{concerned.said}。"


def _example(concerned: Concerned, examples: Found) -> Iterator[Line]:
    if id(concerned) not in examples:
        return
    example = examples[id(concerned)]
    if example is None:
        yield Line(4, "没有找到能看出差别的申请：这样的申请可能都先由别的要点分出去了。")
        return
    facts = "；".join(f"{label}：{value}" for label, value in example.facts)
    yield Line(4, f"例：{facts or '什么都没有填写'}")
    if example.before.words == example.after.words:
        yield Line(4, f"两边都是{example.before.words}，告知的内容不同。")
    else:
        yield Line(4, f"原来：{example.before.words}；现在：{example.after.words}")


def stored_lines(figures: StoredFigures) -> Iterator[Line]:
    """The counts over stored applications."""
    checked = sum(figures.outcomes.values())
    yield Line(0, "办件")
    passed = f"，另有{figures.passed_over}份是别的事项或者地方的" if figures.passed_over else ""
    yield Line(2, f"读了{figures.read}份申请，用两边各核对了{checked}份{passed}。")
    for outcome, count in figures.outcomes.items():
        if not count:
            continue
        share = f"（{100 * count / checked:.1f}%）"
        named = "" if outcome is Outcome.SAME else f"，例如{'、'.join(figures.named[outcome])}"
        yield Line(2, f"{outcome.value}：{count}份{share}{named}")
    for point in figures.points:
        said = [f"多了{point.more}份"] * bool(point.more) + [f"少了{point.less}份"] * bool(
            point.less
        )
        yield Line(3, f"{point.point}：{'，'.join(said)}")
    for before, after, count in figures.verdicts:
        yield Line(3, f"结论由“{before}”变为“{after}”：{count}份")


# ---- written -------------------------------------------------------------------------------------


def as_text(lines: Sequence[Line]) -> str:
    """Plain text, indented by depth, ending in a line break."""
    made = []
    for number, line in enumerate(lines):
        gap = "\n" if number and line.depth <= 1 else ""
        made.append(f"{gap}{'  ' * max(0, line.depth - 1)}{one_line(line.text)}\n")
    return "".join(made)


def as_markdown(lines: Sequence[Line]) -> str:
    """Markdown: headings, and lists within lists."""
    made = []
    for number, line in enumerate(lines):
        text = inert_markdown(line.text)
        if line.depth <= 1:
            gap = "\n" if number else ""
            marks = "#" if not number else "##" if line.depth == 0 else "###"
            made.append(f"{gap}{marks} {text}\n\n")
        else:
            made.append(f"{'  ' * (line.depth - 2)}- {text}\n")
    return "".join(made)
