"""Payload → Application: nothing raised, nothing ignored, nothing lost without being named.

What cannot be used is taken out of the payload and reported with its path; everything else is
kept, so that one slip never costs the applicant the rest of the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from math import isfinite
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from permit_rules.checking.application import Application
from permit_rules.checking.payload_mistakes import mistake, near_key
from permit_rules.checking.payload_paths import at, path_text
from permit_rules.diagnostics import Diagnostic
from permit_rules.written import clean

Payload: TypeAlias = "Mapping[str, Any] | str | bytes | Application"
#: What a payload is read as.
A = TypeVar("A", bound=Application)

#: Deeper or larger payloads are not applications; the bounds keep bad input from costing time.
MAX_DEPTH = 32
MAX_VALUES = 500_000
MAX_BYTES = 64 * 1024 * 1024
#: Far beyond any number that a field may hold, and within what Python writes out as text.
_MOST_DIGITS = 500
_MOST_BITS = 2048


@dataclass(frozen=True, slots=True)
class ReadPayload(Generic[A]):
    """What could be read; ``application`` None: nothing at all.

    ``damaged`` holds the paths (``materials[2]``, ``facts.经营面积``) of what had to be left out,
    because there “not stated” no longer means that nothing was stated; of a key that is nearly
    right, also the path of the one that was meant.
    """

    application: A | None
    diagnostics: tuple[Diagnostic, ...] = ()
    damaged: frozenset[str] = frozenset()


class Refused(str):
    """What stood in a payload and is no value of any kind; read again, it is refused again.

    It keeps its place, so that an application may be taken apart without losing what is wrong.
    """

    code: str
    why: str
    help: str

    @classmethod
    def because(cls, code: str, why: str, help: str) -> Refused:
        """With what is said of it; ``why`` is the message, in which {path} is its place."""
        made = cls("（无法读取）")
        made.code, made.why, made.help = code, why, help
        return made


def read_payload(payload: Payload) -> ReadPayload[Application]:
    """The application in ``payload`` (a mapping, JSON text or bytes, or an Application)."""
    return read_as(payload, Application)


def read_as(payload: Payload, model: type[A]) -> ReadPayload[A]:
    """The application in ``payload``, read as this kind of application."""
    found: list[Diagnostic] = []
    damaged: set[str] = set()
    plain = _cleaned(payload, found, damaged, marking=False)
    if plain is None:
        return ReadPayload(None, tuple(found))
    return _validated(plain, found, damaged, model)


def plain_payload(payload: Payload) -> dict[str, Any] | None:
    """A payload as plain values, what cannot be used as :class:`Refused`; None: nothing at all."""
    return _cleaned(payload, [], set(), marking=True)


def _cleaned(
    payload: Payload, found: list[Diagnostic], damaged: set[str], *, marking: bool
) -> dict[str, Any] | None:
    data = _from_json(payload, found) if isinstance(payload, (str, bytes)) else payload
    if isinstance(data, Application):
        # Read like any other: what a program put into it may still be of any kind.
        data = _stated(data)
    if found:
        return None
    if not isinstance(data, Mapping):
        found.append(
            Diagnostic(
                code="SH801",
                message="申请数据不是一个 JSON 对象",
                where=at(""),
                help='请以 {"item": …, "facts": …, "materials": …} 的形式提交',
            )
        )
        return None
    cleaner = _Cleaner(found, damaged, marking)
    plain: dict[str, Any] = cleaner.value(data, "", 0)
    if cleaner.too_large:
        # Nothing else matters of a payload that is none.
        found[:] = [
            Diagnostic(
                code="SH802",
                message=f"申请数据过大或者嵌套过深（最多 {MAX_VALUES} 个值、{MAX_DEPTH} 层）",
                where=at(""),
                help="请检查提交的数据",
            )
        ]
        return None
    return plain


def _from_json(text: str | bytes, found: list[Diagnostic]) -> object:
    def problem(message: str) -> None:
        found.append(
            Diagnostic(
                code="SH801",
                message=message,
                where=at(""),
                help="请提交一个 UTF-8 编码的 JSON 对象",
            )
        )

    if len(text) > MAX_BYTES:
        problem("申请数据过大")
        return None
    if not text.strip():
        problem("申请数据是空的")
        return None
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(
            text.lstrip("\ufeff"),
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_Unreadable,
            object_pairs_hook=_Pairs,
        )
    except UnicodeDecodeError:
        problem("申请数据不是 UTF-8 编码的文字")
    except RecursionError:
        problem("申请数据嵌套过深")
    except json.JSONDecodeError as e:
        problem(f"申请数据不是 JSON：第 {e.lineno} 行第 {e.colno} 列无法解读")
    except ValueError:
        problem("申请数据不是 JSON：有无法解读的数字")
    return None


class _Unreadable(str):
    """NaN or Infinity, which JSON does not have, or a number beyond all bounds."""


def _whole(text: str) -> int | _Unreadable:
    # Reading a number takes quadratic time, and Python itself refuses one of 4,300 digits.
    return _Unreadable(text[:40]) if len(text) > _MOST_DIGITS else int(text)


def _decimal(text: str) -> Decimal | _Unreadable:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent that no decimal can have
        return _Unreadable(text[:40])


def _stated(model: BaseModel) -> dict[str, Any]:
    """What was put into a model, not what it has by default."""
    return {name: getattr(model, name) for name in model.model_fields_set}


class _Pairs(dict[str, Any]):
    """A JSON object that remembers which keys stood twice with different values."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: dict[str, Any] = {}
        self.twice = []
        for key, value in pairs:
            if key in seen and seen[key] != value:
                self.twice.append(key)
            seen[key] = value


class _Cleaner:
    """Copies a payload into plain values, taking out what no field can hold."""

    def __init__(self, found: list[Diagnostic], damaged: set[str], marking: bool) -> None:
        self.found = found
        self.damaged = damaged
        self.marking = marking
        self.left = MAX_VALUES
        self.too_large = False

    def value(self, value: object, path: str, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            self.too_large = True
            return None
        if isinstance(value, Enum):
            value = value.value
        if isinstance(value, Refused):
            return self._say(value, path)
        if value is None or isinstance(value, (int, float, Decimal, _Unreadable)):
            return self._figure(value, path)
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, BaseModel):
            value = _stated(value)
        if isinstance(value, Mapping):
            return self._mapping(value, path, depth)
        if isinstance(value, (list, tuple, set, frozenset)):
            members = sorted(value, key=_name) if isinstance(value, (set, frozenset)) else value
            return [self.value(v, f"{path}[{i}]", depth + 1) for i, v in enumerate(members)]
        return self._refused(path, "不是可以填写的值")

    def _figure(self, value: int | float | Decimal | _Unreadable | None, path: str) -> Any:
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            return self._refused(path, "是一个过大的数")
        if isinstance(value, _Unreadable) or (isinstance(value, float) and not isfinite(value)):
            return self._refused(path, "不是一个数")
        return Decimal(repr(float(value))) if isinstance(value, float) else value

    def _mapping(self, value: Mapping[Any, Any], path: str, depth: int) -> dict[str, Any]:
        twice = getattr(value, "twice", ())
        out: dict[str, Any] = {}
        seen: set[str] = set()
        for key, inner in value.items():
            name = _name(key)
            where = f"{path}.{name}" if path else name
            if key in twice or name in seen:
                why = f"「{name[:40]}」写了两次，而且内容不同"
                said = self._say(Refused.because("SH803", why, "请只保留一个"), where)
                out.pop(name, None)
                if self.marking:
                    out[name] = said
                continue
            seen.add(name)
            out[name] = self.value(inner, where, depth + 1)
        return out

    def _refused(self, path: str, why: str) -> Refused | None:
        return self._say(
            Refused.because("SH804", f"「{{path}}」{why}", "请改为文字、数、是否或者列表"), path
        )

    def _say(self, refused: Refused, path: str) -> Refused | None:
        message = refused.why.replace("{path}", path[:80])
        self.damaged.add(path)
        self.found.append(
            Diagnostic(code=refused.code, message=message, where=at(path), help=refused.help)
        )
        return refused if self.marking else None


def _name(key: object) -> str:
    """A key as a text, whatever a program took for one."""
    if isinstance(key, Enum):
        key = key.value
    if isinstance(key, str):
        return clean(key)
    if isinstance(key, int) and key.bit_length() > _MOST_BITS:
        return "过大的数"
    try:
        return clean(str(key))
    except Exception:  # any class may have a __str__ of its own
        return type(key).__name__


def _validated(
    plain: Any, found: list[Diagnostic], damaged: set[str], model: type[A]
) -> ReadPayload[A]:
    # Each pass names everything pydantic found and takes it out; a second pass can only find
    # what the first one hid, so the loop is short.
    for _ in range(8):
        try:
            application = model.model_validate(plain)
        except ValidationError as e:
            gone: set[tuple[str | int, ...]] = set()
            for error in e.errors(include_url=False, include_context=False):
                loc = _present(plain, error["loc"])
                if loc not in gone:
                    gone.add(loc)
                    found.append(mistake(error["type"], loc, error["msg"], model))
                    if error["type"] == "extra_forbidden":
                        damaged.update(_meant(plain, loc, model))
            # A later list position first, so that the earlier ones keep their number.
            for loc in sorted(gone, key=_sort_key, reverse=True):
                _take_out(plain, loc)
                damaged.add(path_text(loc))
        else:
            return ReadPayload(application, tuple(found), frozenset(damaged))
    return ReadPayload(None, tuple(found), frozenset(damaged))


def _meant(plain: Any, loc: tuple[str | int, ...], model: type[Application]) -> Iterator[str]:
    """The path of what may have been stated under a key that is nearly right."""
    near = near_key(loc, model)
    container = plain
    for step in loc[:-1]:
        container = container[step]
    if near is not None and near not in container:
        yield path_text((*loc[:-1], near))


def _sort_key(loc: tuple[str | int, ...]) -> tuple[tuple[int, int, str], ...]:
    return tuple((1, p, "") if isinstance(p, int) else (0, 0, p) for p in loc)


def _present(plain: Any, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The longest beginning of ``loc`` that exists, so that there is something to take out."""
    node, reached = plain, []
    for step in loc:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        reached.append(step)
    return tuple(reached)


def _take_out(plain: Any, loc: tuple[str | int, ...]) -> None:
    if not loc:
        plain.clear()
        return
    node = plain
    for step in loc[:-1]:
        node = node[step]
    del node[loc[-1]]
