"""Tests on 单选, 多选 and 是否: declared values, sets of them, 是 or 否."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from permit_rules.conditions.fields import Field
from permit_rules.conditions.mistakes import NotATest, Problem, declared_values, mistake, nearest
from permit_rules.conditions.nodes import ChoicesTest, ChoiceTest, Holding, Node, Not
from permit_rules.written import NotReadable, narrow, read_yes_no

_SEPARATOR: Final = re.compile(r"\s*([、,;])\s*")
_OTHER_SEPARATOR: Final = re.compile(r"\s*(?:或者|以及|或|和|及|与|/)\s*")
#: How many wrong values of one list are told.
_MOST_REPORTED: Final = 20
_LIST: Final = re.compile(r"[\[【](?P<inner>[^\[\]【】]*)[\]】]")


# ---- 是否 -----------------------------------------------------------------------------------


_YES_NO_COMPARED: Final = re.compile(
    r"(?:(?P<no>≠|!=|不等于|不是|不为)|==?|等于|为)\s*(?P<answer>[是否])"
)


def parse_yes_no(field: Field, written: str) -> Node:
    """是 or 否 for a 是否 field; raises NotATest."""
    text = narrow(written)
    if text in ("是", "否"):
        return ChoiceTest(field.id, (text,))
    meant = _yes_or_no(text)
    raise mistake(
        "SH316",
        f"写的是「{written}」，「{field.label}」只写「是」或「否」。",
        f"是否想写「{meant}」？" if meant else "请写「是」或者「否」。",
    )


def _yes_or_no(text: str) -> str | None:
    """What a text means that is neither 是 nor 否 (有, true, ≠ 是, 为否), or None."""
    compared = _YES_NO_COMPARED.fullmatch(text)
    if compared is not None:
        return "是" if (compared["no"] is None) is (compared["answer"] == "是") else "否"
    try:
        return "是" if read_yes_no(text) else "否"
    except NotReadable:
        return None


# ---- 单选 -----------------------------------------------------------------------------------

_NEGATION: Final = re.compile(r"≠|!=|不等于|不是")
#: What belongs to other types of fields, or adds nothing.
_SUPERFLUOUS: Final = re.compile(r"不?(?:含任一|含全部|只含|仅含|包含|包括|含)|==?|等于|为|是")


def parse_choice(field: Field, written: str) -> Node:
    """One of several declared values, or none of them (≠ X, 不是 X); raises NotATest."""
    text = narrow(written)
    if field.choice(text) is not None:
        return _choice(field, text)
    negation = _NEGATION.match(text)
    if negation is not None:
        return Not(_choice(field, text[negation.end() :].strip()))
    superfluous = _SUPERFLUOUS.match(text)
    if superfluous is not None:
        word = superfluous[0]
        named = "、".join(read_values(field, text[superfluous.end() :].strip()))
        raise mistake(
            "SH317",
            f"写的是「{written}」，「{field.label}」是单选，不用写「{word}」。",
            f"是否想写「{'不是 ' if word.startswith('不') else ''}{named}」？",
        )
    return _choice(field, text)


def _choice(field: Field, text: str) -> ChoiceTest:
    return ChoiceTest(field.id, tuple(sorted(read_values(field, text))))


# ---- 多选 -----------------------------------------------------------------------------------

#: How a set is compared: the holding, and whether the test is negated.
_SETS: Final[Mapping[str, tuple[Holding, bool]]] = {
    "含任一": (Holding.ANY, False),
    "不含任一": (Holding.ANY, True),
    "含全部": (Holding.ALL, False),
    "只含": (Holding.ONLY, False),
    "含": (Holding.ANY, False),
    "不含": (Holding.ANY, True),
}
#: What people also write, with what the language has for it.
_SETS_MEANT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("包含任一", "包括任一", "含任意"), "含任一"),
    **dict.fromkeys(("包含全部", "包括全部", "同时含", "含所有"), "含全部"),
    **dict.fromkeys(("仅含", "只有", "仅有", "仅限", "仅为", "只包含", "仅包含"), "只含"),
    **dict.fromkeys(("包含", "包括", "含有", "有"), "含"),
    **dict.fromkeys(("不包含", "不包括", "不含有", "没有", "不是", "≠", "!=", "不等于"), "不含"),
    **dict.fromkeys(("不含全部", "不只含"), ""),
}
_SET_WORDS: Final = sorted({*_SETS, *_SETS_MEANT}, key=len, reverse=True)


def parse_choices(field: Field, written: str) -> Node:
    """Which declared values a 多选 field holds: 含, 含任一, 含全部, 不含, 只含; raises NotATest."""
    text = narrow(written)
    word = "" if field.choice(text) else _set_word(field, text)
    if not word:
        named = "、".join(read_values(field, text))
        both = ("含任一", "含全部", "只含") if "、" in named else ("含", "只含")
        raise mistake(
            "SH317",
            f"写的是「{written}」，没有写明「{field.label}」怎样与它比较。",
            "是否想写" + "，或者".join(f"「{each} {named}」" for each in both) + "？",
        )
    values = read_values(field, text.removeprefix(word).strip())
    named = "、".join(values)
    if word not in _SETS:
        raise _set_not_in_language(written, word, named)
    if word in ("含", "不含") and len(values) > 1:
        several = ("含任一", "含全部") if word == "含" else ("不含任一",)
        raise mistake(
            "SH317",
            f"写的是「{written}」，几个取值要写明是任一还是全部。",
            "是否想写" + "，或者".join(f"「{each} {named}」" for each in several) + "？",
        )
    holding, negated = _SETS[word]
    test = ChoicesTest(field.id, holding, tuple(sorted(values)))
    return Not(test) if negated else test


def _set_word(field: Field, text: str) -> str:
    """The word that the text begins with, "" for none; 含有机食品 is 含 and 有机食品."""
    words = [word for word in _SET_WORDS if text.startswith(word)]
    for word in words:
        try:
            read_values(field, text.removeprefix(word).strip())
        except NotATest:
            continue
        return word
    return words[0] if words else ""


def _set_not_in_language(written: str, word: str, named: str) -> NotATest:
    meant = _SETS_MEANT[word]
    message = f"写的是「{written}」，比较没有「{word}」这种写法。"
    if meant:
        return mistake("SH317", message, f"是否想写「{meant} {named}」？")
    return mistake(
        "SH317",
        message,
        "可写「含」「含任一」「含全部」「不含」「不含任一」「只含」；"
        "其他意思请在「情形定义」里分成几行写。",
    )


# ---- declared values ------------------------------------------------------------------------


def read_values(field: Field, text: str) -> tuple[str, ...]:
    """The declared values that ``text`` lists with 、 (perhaps in brackets), by name.

    A value whose own name has a 、 in it is found, too. Raises NotATest with every unknown,
    repeated and empty entry.
    """
    bracketed = _LIST.fullmatch(text)
    listed = (bracketed["inner"] if bracketed else text).strip()
    names: list[str] = []
    problems: list[Problem] = []
    for entry in _entries(field, listed):
        if len(problems) >= _MOST_REPORTED:
            break
        choice = field.choice(entry) if entry else None
        if choice is None:
            problems.append(_not_declared(field, entry, listed))
        elif choice.name in names:
            problems.append(
                Problem("SH317", f"取值「{entry}」写了两次。", "请删去一处，或者改正。")
            )
        else:
            names.append(choice.name)
    if problems:
        raise NotATest(*problems)
    return tuple(names)


def _entries(field: Field, text: str) -> list[str]:
    """The entries of a list, where a declared name may hold the separator itself."""
    pieces = _SEPARATOR.split(text)
    if len(pieces) == 1:
        return pieces
    # No name is made of more pieces than this; to try more would take for ever in a long list.
    parted = [n for n in field.folded_choices if any(sign in n for sign in "、,;")]
    most = max((len(_SEPARATOR.split(name)) for name in parted), default=1)
    entries: list[str] = []
    start = 0
    while start < len(pieces):
        # Longest first; pieces and separators take turns.
        ends = range(min(len(pieces), start + most), start, -2)
        end = next((e for e in ends if field.choice("".join(pieces[start:e]))), start + 1)
        entries.append("".join(pieces[start:end]))
        start = end + 1
    return entries


def _not_declared(field: Field, entry: str, listed: str) -> Problem:
    if not entry:
        return Problem(
            "SH303",
            f"「{listed}」里少写了一个取值。" if listed else "没有写取值。",
            declared_values(field),
        )
    parts = [p for p in _OTHER_SEPARATOR.split(entry) if p]
    if len(parts) > 1 and all(field.choice(part) for part in parts):
        return Problem(
            "SH317",
            f"写的是「{entry}」，几个取值之间要用「、」分开。",
            f"是否想写「{'、'.join(parts)}」？",
        )
    near = nearest(entry, _names(field))
    guess = f"是否想写「{near}」？" if near else ""
    return Problem(
        "SH204",
        f"写的是「{entry}」，「{field.label}」没有这个取值。",
        guess + declared_values(field),
    )


def _names(field: Field) -> Sequence[str]:
    return [name for choice in field.choices for name in (choice.name, *choice.aliases)]
