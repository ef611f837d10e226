"""Texts and values that a reader, an engine or a serialiser may stumble over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

#: Two names with one FNV-1a hash, by which alone the Rete engine would tell them apart.
ONE_HASH = ("法人面积注册经营", "法人资本行业许可")

#: Names that an engine, a serialiser, a template or Python may want for itself.
NAMES = (
    "sid", "id", "$s", "$m", "$and", "$forward", "$nex", "m", "on", "ending", "p0", "r00000",
    "__class__", "__proto__", "__init__", "constructor", "toString", "null", "true", "NaN", "%s",
    "%(a)s", "{0}", "{a.b}", "a.b", "../../etc/passwd", "<<", "", " ", "-", "、", *ONE_HASH,
)  # fmt: skip

#: What nobody sees, what turns the writing around, what looks like something else.
CHARACTERS = (
    "\0", "\x07", "\x1b[31m", "\r", "\x85", "\u2028", "\u202e", "\u2066", "\u200b", "\u200f",
    "\u3000", "\xa0", "\xad", "\ufeff", "\ufffe", "\ud800", "\udfff", "\ud83d", "𠮷", "🏮", "а",
    "ｅ", "０", "Ⅷ", "〇", "㎡", "²", "½", "́", "é", "ß", "İ", "營", "営", "︰", "﹕", "：", "，",
    "“", "”", "‘", "（", "）", "《", "》", "｜", "＃", "－", "—",
)  # fmt: skip

#: Numbers and days at the edge of what can be held, or beyond it.
FIGURES = (
    "0", "-1", "-0", "1e999", "1e-999", "1E+16", "0x1F", "0o17", "1_000", "1,200", "12:30", ".5",
    "9" * 400, "9" * 19, str(2**61), str(2**63), str(2**64), ".nan", ".inf", "-.inf", "Infinity",
    "½", "二百", "二百余", "亿" * 50, "200余", "85.005", "999999999999999999999999999999",
    "0001-01-01", "9999-12-31", "2024-02-30", "2023-02-29", "10000-01-01", "2026-3-2",
    "二〇二六年三月二日", "长期", "2026-03-02T00:00:00Z", "1900-00-00",
)  # fmt: skip

TEXTS = (*NAMES, *CHARACTERS, *FIGURES, "长" * 70_000, "a\0b", '"}],"x":[{', "\\u0000", "'; --")


def nested(depth: int) -> Any:
    """Lists and objects in one another."""
    value: Any = "x"
    for n in range(depth):
        value = [value] if n % 2 else {"a": value}
    return value


#: What may stand in a mapping that a program hands over, though not in JSON.
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**61, 2**63, -(2**63), 10**400, 10**4000, 0.1, -0.0, 1e16,
    1e-5, 1e308, float("nan"), float("inf"), float("-inf"), Decimal("1E+999999"),
    Decimal("1E-999999"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), [], {}, [[]],
    [None], {"a": None}, {"": ""}, (), frozenset({"茶"}), b"\xff\xfe", object(), 1j, range(3),
    nested(30), nested(40), nested(5_000), ["x"] * 2_000, {str(n): n for n in range(500)},
    {1: 1, "1": 1, None: 2, (1, 2): 3, 10**4000: 1}, [{"name": "甲"}] * 40,
)  # fmt: skip
