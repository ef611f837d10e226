"""What of an application a command has to know before checking it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from permit_rules.cli.failures import give_up

#: Keys of a payload for several permits that one for a single permit does not have.
_SEVERAL: Final = {"bundle", "permits"}


def is_for_several(payload: bytes) -> bool:
    """Whether a payload says itself that it is for several permits.

    What cannot be read is not: the checker of a single permit says what is wrong with it.
    """
    try:
        data = json.loads(payload)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, Mapping) and bool(_SEVERAL & data.keys())


def object_in(payload: bytes, what: str) -> dict[str, Any]:
    """The JSON object in a file; ends with status 2 where there is none."""
    if not payload.strip():
        give_up(f"{what}是空的", "请提交一个 UTF-8 编码的 JSON 对象")
    try:
        data = json.loads(payload.decode("utf-8-sig"))
    except UnicodeDecodeError:
        give_up(f"{what}不是 UTF-8 编码的文字", "请提交一个 UTF-8 编码的 JSON 对象")
    except json.JSONDecodeError as error:
        give_up(
            f"{what}不是 JSON：第 {error.lineno} 行第 {error.colno} 列无法解读",
            "请提交一个 UTF-8 编码的 JSON 对象",
        )
    except (ValueError, RecursionError):
        give_up(f"{what}无法解读", "请提交一个 UTF-8 编码的 JSON 对象")
    if not isinstance(data, dict):
        give_up(f"{what}不是一个 JSON 对象", '请以 {"经营活动": …} 的形式提交')
    return data
