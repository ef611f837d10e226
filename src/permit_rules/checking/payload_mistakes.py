"""What is wrong with the shape of a payload, put into words: pydantic's mistakes as diagnostics."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from permit_rules.checking.application import Application
from permit_rules.checking.payload_paths import at, path_text
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean


def mistake(
    kind: str, loc: tuple[str | int, ...], message: str, read_as: type[Application]
) -> Diagnostic:
    """What is said of a mistake, given pydantic's type, place and message of it."""
    path = path_text(loc)
    if kind == "extra_forbidden":
        near = near_key(loc, read_as)
        return Diagnostic(
            code="SH805",
            where=at(path),
            message=f"没有「{str(loc[-1])[:40]}」这一项",
            help=f"是否想写「{near}」？"
            if near
            else f"可用的有：{'、'.join(_known_keys(loc[:-1], read_as))}",
        )
    if kind == "value_error":
        text = message.removeprefix("Value error, ")
        return Diagnostic(code="SH806", where=at(path), message=text, help="请改正后重新提交")
    shape = {
        "tuple_type": "一个列表",
        "mapping_type": "一个对象",
        "model_type": "一个对象",
        "model_attributes_type": "一个对象",
        "dict_type": "一个对象",
        "missing": "必填的项",
    }.get(kind)
    wanted = f"这里要填{shape}" if shape else "这里的值不在允许的范围内"
    return Diagnostic(
        code="SH807",
        where=at(path),
        message=wanted,
        help="请对照申请数据的格式（schemas/application.schema.json）",
        severity=Severity.ERROR,
    )


def near_key(loc: tuple[str | int, ...], model: type[Application]) -> str | None:
    """The key that may have been meant by the last one of ``loc``, which is none."""
    return did_you_mean(str(loc[-1]), _known_keys(loc[:-1], model))


def _known_keys(loc: tuple[str | int, ...], read_as: type[Application]) -> list[str]:
    model: Any = read_as
    for step in loc:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel):
            field = model.model_fields.get(step)
            model = _model_in(field.annotation) if field else None
    if isinstance(model, type) and issubclass(model, BaseModel):
        return list(model.model_fields)
    return []


def _model_in(annotation: Any) -> Any:
    """The model inside ``tuple[X, ...]``, ``X | None``, ``Mapping[str, X]``; else None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType) or get_args(annotation):
        for inner in get_args(annotation):
            found = _model_in(inner)
            if found is not None:
                return found
    return None
