"""Why a JSON text is not what it should be, in Chinese: what pydantic found first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pydantic import ValidationError

from permit_rules.written.inert import one_line

_PLACE: Final = re.compile(r"line (\d+) column (\d+)")


def why_not(error: ValidationError) -> str:
    """Where a text departs from its format, and how."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return in_chinese(first["type"], first["loc"], first["msg"])


def in_chinese(kind: str, path: Iterable[str | int], message: str, *, one_row: bool = False) -> str:
    """The same, given what pydantic says of a mistake: its type, its place and its message.

    ``one_row``: the text is a single line of a file, so that only the column tells the place.
    """
    where = one_line(".".join(map(str, path)))[:80]
    if kind == "json_invalid":
        at = _PLACE.search(message)
        if at is None:
            return "不是 JSON"
        row = "" if one_row else f"第 {at[1]} 行"
        return f"不是 JSON，{row}第 {at[2]} 列无法解读"
    if not where:
        return "不是 JSON 对象"
    if kind == "missing":
        return f"缺少「{where}」"
    if kind == "extra_forbidden":
        return f"没有「{where}」这一项"
    return f"「{where}」的内容不合规定"
