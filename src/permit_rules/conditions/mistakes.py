"""The mistakes a written condition can have: their codes, and how a parser reports one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from permit_rules.conditions.fields import Field, FieldType
from permit_rules.diagnostics import did_you_mean

#: Every code that reading a condition can give, with its title.
CODES: Final = {
    "SH201": "未知情形",
    "SH203": "未声明的申请信息",
    "SH204": "未声明的取值",
    "SH301": "条件不是「申请信息: 测试」",
    "SH302": "条件嵌套过深",
    "SH303": "条件没有内容",
    "SH304": "测试没有写在一行里",
    "SH305": "括号或引号不成对",
    "SH306": "没有写明怎样比较",
    "SH307": "「以上」「以下」「以内」写在了后面",
    "SH308": "不认识的比较写法",
    "SH309": "数值不能读懂",
    "SH310": "缺少单位",
    "SH311": "单位不符",
    "SH312": "小数位过多",
    "SH313": "区间没有写明两端是否包括",
    "SH314": "区间上下限颠倒",
    "SH315": "测试的结果总是一样",
    "SH316": "是否只写「是」或「否」",
    "SH317": "取值的写法不明确",
    "SH318": "日期比较的写法不对",
    "SH319": "日期不能读懂",
    "SH320": "「已填」「未填」只能用在「应当」里",
    "SH321": "这类信息只能写「已填」「未填」",
    "SH322": "比较的对象不是日期",
    "SH323": "期限不能读懂",
    "SH324": "写法与声明的不一样",
    "SH325": "测试后面多了标点",
}

#: How many declared values a message lists.
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one test, without its place: a code, a sentence, and the repair.

    ``swap`` is the part of the text that is wrong, and what is certainly meant by it.
    """

    code: str
    message: str
    help: str
    swap: tuple[str, str] | None = None


class NotATest(Exception):
    """A text is no test; ``problems`` holds every mistake found in it. Never leaves a parser."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("; ".join(p.message for p in self.problems))


def mistake(code: str, message: str, help: str, swap: tuple[str, str] | None = None) -> NotATest:
    """One mistake, ready to be raised."""
    return NotATest(Problem(code, message, help, swap))


def described(field: Field) -> str:
    """「经营面积」（数值，平方米）, to tell a field from one of a like name."""
    unit = f"，{field.unit}" if field.unit else ""
    return f"「{field.label}」（{field.type.value}{unit}）"


def declared_values(field: Field) -> str:
    """The first declared values of a field, and how many there are when not all are shown."""
    names = ["是", "否"] if field.type is FieldType.YES_NO else [c.name for c in field.choices]
    if not names:
        return "它还没有声明取值。"
    return f"可写的取值：{listed(names, _SHOWN)}。"


def nearest(found: str, known: Iterable[str]) -> str | None:
    """The known name nearest to ``found``, or the one of which it is a part; or None."""
    names = sorted(set(known))
    near = did_you_mean(found, names)
    if near is None and len(found) > 1:
        # 热食 is too short to be near 热食类食品制售.
        near = next((name for name in names if found in name or name in found), None)
    return near


def listed(names: Iterable[str], most: int) -> str:
    """The names joined by 、, those beyond ``most`` counted."""
    every = list(names)
    more = f" 等 {len(every)} 个" if len(every) > most else ""
    return "、".join(every[:most]) + more
