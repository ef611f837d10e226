"""The typed scalars of rule files: text in, value or one Chinese sentence out.

Every scalar reaches these types as text. In the JSON Schemas the same scalars may also be numbers
or booleans, because an editor's YAML reader types what a person writes without quotes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, NoReturn, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from permit_rules.diagnostics import did_you_mean
from permit_rules.loading.refusals import refuse, refuse_stop, unstopped
from permit_rules.working_days import HalfWorkingDays, Period
from permit_rules.written import (
    NotReadable,
    fold,
    latin_twin,
    meant_date,
    meant_digits,
    read_date,
    read_number,
    read_yes_no,
    without_stop,
)

E = TypeVar("E", bound=Enum)

MAX_TEXT: Final = 5000
_WIDE: Final = re.compile("[\uff01-\uff5e\u3000]")
_SEVERAL: Final = re.compile("[、|｜]")


class FormatModel(BaseModel):
    """Base of everything a rule file may say: Chinese keys, none besides, nothing changeable."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, arbitrary_types_allowed=True
    )


def _refuse_with(code: str, error: ValueError) -> NoReturn:
    """Whoever could not read a value says in one sentence what was found, then what to write."""
    found, comma, repair = str(error).partition("，请")
    refuse(code, f"{found.rstrip('。')}。", f"请{repair}" if comma else "请核对后改正。")


def text_of(value: object) -> str:
    """The text of a scalar that has been written; refuses lists, maps and nothing at all."""
    if not isinstance(value, str):
        kind = "列表" if isinstance(value, (list, tuple)) else "映射"
        refuse(
            "SH142",
            f"这里要写一段文字，写的却是{kind}。",
            "请写成一行文字；含有 [ ] { } 的请加引号。",
        )
    text = value.strip()
    if not text:
        refuse("SH147", "冒号后面没有写内容。", "请写上内容，或者把这一行删去。")
    if len(text) > MAX_TEXT:
        refuse("SH148", f"文字超过 {MAX_TEXT} 个字。", "请写短一些，或者拆成几项。")
    return text


def _number(value: object) -> Decimal:
    text = text_of(value)
    try:
        number = read_number(text)
    except NotReadable as error:
        _refuse_with("SH144", error)
    if number.at_least:
        refuse("SH144", f"「{text[:40]}」不是确切的数。", "例如 200 或者 0.5。")
    if number.unit:
        refuse("SH144", f"「{text[:40]}」带了单位。", f"这里只写数：{number.amount}。")
    return number.amount


def _count(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        number = _number(value)
        if number != int(number) or not least <= number <= most:
            refuse("SH144", f"「{str(value)[:40]}」不是 {least} 至 {most} 之间的整数。", "例如 2。")
        return int(number)

    return read


def _day(value: object) -> date:
    try:
        return read_date(text_of(value))
    except NotReadable as error:
        meant = meant_date(text_of(value))
        if meant:
            refuse(
                "SH403", f"「{text_of(value)[:40]}」不能读成日期。", f"是否想写「{meant}」？", meant
            )
        _refuse_with("SH403", error)


def _yes_no(value: object) -> bool:
    try:
        return read_yes_no(text_of(value))
    except NotReadable as error:
        _refuse_with("SH145", error)


def read_period(text: str) -> Period:
    """A period, or a refusal that names the forms."""
    try:
        return Period.parse(text)
    except ValueError as error:
        _refuse_with("SH405", error)


def _period(value: object) -> Period:
    return read_period(text_of(value))


def _committed(value: object) -> Period | HalfWorkingDays:
    text = text_of(value)
    return HalfWorkingDays.parse(text) or read_period(text)


@cache
def _folded_values(kind: type[Enum]) -> Mapping[str, Enum]:
    return {fold(member.value): member for member in kind}


def closed(kind: type[E], text: str) -> E:
    """The member of a closed vocabulary that ``text`` names; width and blanks do not matter."""
    member = _folded_values(kind).get(fold(text))
    if member is not None:
        return member  # type: ignore[return-value]
    bare = without_stop(text)
    if bare is not None and fold(bare) in _folded_values(kind):
        refuse_stop(text, bare)
    near = did_you_mean(text, (m.value for m in kind))
    guess = f"是否想写「{near}」？" if near else ""
    known = "、".join(m.value for m in kind)
    refuse("SH143", f"「{text[:40]}」不在可写的范围内。", f"{guess}只能写：{known}。")


@dataclass(frozen=True, slots=True)
class Reads:
    """Annotates what one function makes of a scalar.

    The function answers with the type that is annotated, so pydantic need not look at it again
    (as it does behind a BeforeValidator), nor at the signature of the function for each key that
    has the type (1,176 times while the models of the format are built).
    """

    read: Callable[[object], object]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


@dataclass(frozen=True, slots=True)
class ReadFirst:
    """Annotates what a function makes of a value before it is validated, as BeforeValidator does,
    without its look at the signature of the function (see :class:`Reads`)."""

    read: Callable[[object], object]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))


@dataclass(frozen=True, slots=True)
class OneOf:
    """Annotates an enumeration: its Chinese values are all that may be written."""

    kind: type[Enum]

    def read(self, value: object) -> Enum:
        """The member that was written; what is already a member stays."""
        return value if isinstance(value, self.kind) else closed(self.kind, text_of(value))

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "enum": [member.value for member in self.kind]}


def _shaped(pattern: str, what: str, example: str) -> Callable[[object], str]:
    shape = re.compile(pattern)

    def read(value: object) -> str:
        text = text_of(value)
        if shape.fullmatch(text):
            return text
        narrow = unicodedata.normalize("NFKC", text)
        if _WIDE.search(text) and shape.fullmatch(narrow):
            refuse("SH133", f"「{text[:40]}」里有全角字符。", f"请用半角，写成 {narrow}。", narrow)
        twin, digits = latin_twin(text), meant_digits(text)
        if twin and shape.fullmatch(twin):
            letter = next(a for a, b in zip(text, twin, strict=True) if a != b)
            refuse(
                "SH133",
                f"「{text[:40]}」里的「{letter}」不是英文字母（U+{ord(letter):04X}），只是看起来一样。",
                f"请用英文字母，写成 {twin}。",
                twin,
            )
        bare = without_stop(text)
        if bare and shape.fullmatch(bare):
            refuse_stop(text, bare)
        if digits and shape.fullmatch(digits):
            refuse(
                "SH146",
                f"「{text[:40]}」不能用作{what}，里面有字母 O 或者 l。",
                f"是否想写「{digits}」？",
                digits,
            )
        refuse("SH146", f"「{text[:40]}」不能用作{what}。", example)

    return read


def _texts(value: object) -> object:
    """One text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def split_texts(value: object) -> object:
    """甲、乙 as a list; a list as it stands."""
    if isinstance(value, str):
        return [part.strip() for part in _SEVERAL.split(value) if part.strip()] or [value]
    return value


@dataclass(frozen=True, slots=True)
class OneOrSeveral:
    """Annotates a list of maps: a single map stands for a list of one."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}


def _listed(value: object) -> object:
    return [value] if isinstance(value, dict) else value


_TEXT_OR_NUMBER: Final = WithJsonSchema({"type": ["string", "number"]})

Text = Annotated[str, Reads(text_of), _TEXT_OR_NUMBER]
Number = Annotated[Decimal, Reads(unstopped(_number)), _TEXT_OR_NUMBER]
Copies = Annotated[int, Reads(unstopped(_count(1, 999))), _TEXT_OR_NUMBER]
Decimals = Annotated[int, Reads(unstopped(_count(0, 6))), _TEXT_OR_NUMBER]
Count = Annotated[int, Reads(unstopped(_count(0, 10_000))), _TEXT_OR_NUMBER]
Day = Annotated[date, Reads(unstopped(_day)), WithJsonSchema({"type": ["string", "number"]})]
YesNo = Annotated[
    bool, Reads(unstopped(_yes_no)), WithJsonSchema({"enum": ["是", "否", True, False]})
]
PeriodText = Annotated[Period, Reads(unstopped(_period)), WithJsonSchema({"type": "string"})]
CommittedText = Annotated[
    Period | HalfWorkingDays,
    Reads(unstopped(_committed)),
    WithJsonSchema({"type": "string"}),
]

_POINT: Final = "[A-Za-z][A-Za-z0-9-]{0,39}"
_SLUG: Final = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_FIELD: Final = "[a-z][a-z0-9_]{0,63}"
_CODE: Final = "[0-9]{6}|[0-9]{9}"
_PATH: Final = "[a-z][a-z0-9_]*(?:[.][a-z][a-z0-9_]*)*"


def is_point_id(text: str) -> bool:
    """Whether a text has the shape of an id rather than of a name."""
    return re.fullmatch(_POINT, text.strip()) is not None


def is_slug(text: str) -> bool:
    """Whether a text has the shape of an id of an item or a bundle."""
    return re.fullmatch(_SLUG, text) is not None


def is_place_code(text: str) -> bool:
    """Whether a text has the shape of a division code."""
    return re.fullmatch(_CODE, text.strip()) is not None


PointId = Annotated[
    str,
    Reads(_shaped(_POINT, "编号", "编号用一个英文字母开头，后接字母、数字或者 -，例如 M3a。")),
    WithJsonSchema({"type": "string", "pattern": f"^{_POINT}$"}),
]
Slug = Annotated[
    str,
    Reads(_shaped(_SLUG, "事项标识", "用小写英文字母、数字和 -，例如 food-business。")),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_SLUG})$"}),
]
FieldId = Annotated[
    str,
    Reads(_shaped(_FIELD, "标识", "用小写英文字母、数字和 _，例如 business_area。")),
    WithJsonSchema({"type": "string", "pattern": f"^{_FIELD}$"}),
]
PlaceCode = Annotated[
    str,
    Reads(_shaped(_CODE, "行政区划代码", '代码是 6 位或者 9 位数字，例如 "440300"。')),
    WithJsonSchema({"type": ["string", "integer"]}),
]
PayloadPath = Annotated[
    str,
    Reads(_shaped(_PATH, "取自的路径", "写申请数据里的英文路径，例如 applicant.name。")),
    WithJsonSchema({"type": "string"}),
]
Texts = Annotated[
    tuple[Text, ...],
    ReadFirst(_texts),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        }
    ),
]

_LINES: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean"]},
}
#: A condition is read from the tree by the condition language, so nothing is typed here.
ConditionText = Annotated[
    Any,
    WithJsonSchema({"anyOf": [_LINES, {"type": "array", "items": _LINES}]}),
]
