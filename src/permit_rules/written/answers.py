"""Yes and no as people write them: 是, 否, 有, 无, ✓, ×, yes, N, 1."""

from __future__ import annotations

from typing import Final

from permit_rules.written.characters import fold
from permit_rules.written.not_readable import NotReadable, quoted

_MAX_LENGTH: Final = 200
_YES: Final = frozenset({"是", "有", "已", "对", "yes", "true", "y", "1", "✓", "✔", "√", "☑"})
_NO: Final = frozenset({"否", "无", "未", "没有", "不是", "no", "false", "n", "0", "✗", "✘", "×"})


def read_yes_no(value: object) -> bool:
    """Read a truth value, the numbers 1 and 0, or a text that says yes or no.

    Raises `NotReadable` for anything else, an empty text among it.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in (0, 1):
        return value == 1
    if value is None or (isinstance(value, str) and not value.strip()):
        raise NotReadable("没有填写，请填写 是 或 否。")
    if not isinstance(value, str):
        raise NotReadable("这里写的不是 是 或 否，请填写 是 或 否。")
    key = fold(value) if len(value) <= _MAX_LENGTH else ""
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise NotReadable(f"{quoted(value)}既不是肯定也不是否定，请填写 是 或 否。")
