"""One line of a condition: a field and its test, or 情形 and the names of situations."""

from __future__ import annotations

import re
from typing import Final

from permit_rules.conditions.fields import Field, FieldType
from permit_rules.conditions.mistakes import NotATest, described, mistake
from permit_rules.conditions.nodes import Node, Not, StatedTest
from permit_rules.conditions.parse_choices import parse_choice, parse_choices, parse_yes_no
from permit_rules.conditions.parse_dates import parse_date
from permit_rules.conditions.parse_numbers import parse_number
from permit_rules.conditions.parse_scope import ParseScope, parse_situations, unknown_field
from permit_rules.written import fold, narrow, without_stop
from permit_rules.yaml_tree import Entry, Map, Scalar, Sequence, Tree

_SITUATION: Final = "情形"
#: What a condition nested too deep is told.
DEEPER: Final = "深一层的条件请在「情形定义」里起名，再写「情形: 名称」。"


class WrongName(NotATest):
    """The name before the colon is wrong."""


def parse_line(entry: Entry, scope: ParseScope) -> Node:
    """The test, or the situations, that one line states; raises NotATest, at the name WrongName."""
    name = entry.key.text
    if fold(name) == _SITUATION:
        return parse_situations(_text(entry.value, None), scope)
    known = scope.find(name)
    if known is None:
        raise WrongName(unknown_field(entry, scope))
    return _test(known, _text(entry.value, known), scope)


def _text(value: Tree, known: Field | None) -> str:
    """The text of a test, if it stands on one line and nothing of it was lost."""
    if isinstance(value, (Map, Sequence)):
        raise _nested(value, known)
    text = value.text.strip()
    if not text:
        raise mistake(
            "SH303",
            "冒号后面没有写测试。",
            "请写明比较；若写了却不见，可能是被前面的「#」当成了注释，请给整行测试加引号。",
        )
    shown = " ".join(text.split())
    if value.style == "block":
        raise mistake(
            "SH304",
            "测试写成了多行文本：YAML 把「>」或「|」当成了它的记号。",
            f"请写在同一行；要比较大小的，请写「超过」「不低于」等汉字，例如「超过 {shown}」。",
        )
    if "\n" in text:
        raise mistake("SH304", f"写的是「{shown}」，测试分成了几行。", "请写在同一行。")
    if not _balanced(text):
        raise mistake(
            "SH305",
            f"写的是「{shown}」，括号或引号不成对。",
            "请补上另一半；取值列表里请用「、」而不用「,」，YAML 会在逗号处把它截断。",
        )
    bare = without_stop(text)
    if bare is not None and not text.endswith("、"):
        stop = text[len(bare) :].strip()
        raise mistake(
            "SH325",
            f"写的是「{shown}」，后面多了标点「{stop}」。",
            f"请删去标点，写成「{bare}」。",
            (text, bare),
        )
    return text


def _nested(value: Map | Sequence, known: Field | None) -> NotATest:
    items = value.items if isinstance(value, Sequence) else ()
    names = [item.text for item in items if isinstance(item, Scalar)]
    if not names or len(names) != len(items):
        return mistake("SH302", "测试的位置上又写了一层条件。", DEEPER)
    joined = "、".join(names)
    word = "含任一 " if known is not None and known.type is FieldType.CHOICES else ""
    return mistake(
        "SH302", "测试的位置上写了列表，一个测试只能写成一行文字。", f"是否想写「{word}{joined}」？"
    )


_PAIRS: Final = {")": "(", "]": "[", "】": "【", "」": "「", "》": "《", "”": "“", "}": "{"}


_BRACKET: Final = re.compile("[" + re.escape("".join((*_PAIRS, *_PAIRS.values()))) + "]")


def _balanced(text: str) -> bool:
    waiting: list[str] = []
    for bracket in _BRACKET.findall(narrow(text)):
        if bracket not in _PAIRS:
            waiting.append(bracket)
        elif not waiting or waiting.pop() != _PAIRS[bracket]:
            return False
    return not waiting


def _test(known: Field, written: str, scope: ParseScope) -> Node:
    text = narrow(written)
    if text in ("已填", "未填") and known.choice(text) is None:
        if not scope.in_requirement:
            raise mistake(
                "SH320",
                f"「{text}」只能写在「应当」里。",
                "决定是否需要、是否适用的条件只看填写的内容，不看有没有填写，"
                "否则少填一项就能少交材料；请改为与具体取值比较。",
            )
        return StatedTest(known.id) if text == "已填" else Not(StatedTest(known.id))
    if known.type is FieldType.NUMBER:
        return parse_number(known, written)
    if known.type is FieldType.YES_NO:
        return parse_yes_no(known, written)
    if known.type is FieldType.CHOICE:
        return parse_choice(known, written)
    if known.type is FieldType.CHOICES:
        return parse_choices(known, written)
    if known.type is FieldType.DATE:
        return parse_date(known, written, scope.find, scope.suggest)
    raise mistake(
        "SH321",
        f"写的是「{written}」，{described(known)}不能与取值比较。",
        "在「应当」里可写「已填」「未填」；要按内容区分的，请在申请信息目录里改为「单选」或者「数值」。",
    )
