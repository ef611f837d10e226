"""What every solution pays besides: JSON text read and validated, the answer written as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal, cast

from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import NotRequired, TypedDict

from benchmarks.peers.fields import CHOICE, CHOICES, NUMBER, YES_NO
from benchmarks.peers.workload import Answer, Application

_STRICT = ConfigDict(extra="forbid")


def _one_of(values: list[str]) -> Any:
    return Literal[tuple(values)]


def _facts() -> Any:
    types: dict[str, Any] = {name: _one_of(values) for name, values in CHOICE.items()}
    for name, (lowest, highest, _) in NUMBER.items():
        types[name] = Annotated[int, Field(ge=lowest, le=highest)]
    types |= dict.fromkeys(YES_NO, Literal["是", "否"])
    types |= {name: list[_one_of(values)] for name, values in CHOICES.items()}  # type: ignore[misc]
    facts = TypedDict("facts", {name: NotRequired[kind] for name, kind in types.items()})  # type: ignore[misc]
    return with_config(_STRICT)(facts)


@with_config(_STRICT)
class _Paper(TypedDict):
    id: Annotated[str, Field(pattern=r"^P\d{4}$")]
    copies: Annotated[int, Field(ge=0, le=100)]
    signed: bool
    valid_until: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


def reader() -> Callable[[str], Application]:
    """What reads and validates the text of an application, with pydantic."""
    kind = {
        "number": Annotated[str, Field(pattern=r"^A\d{6}$")],
        "received_on": Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")],
        "facts": _facts(),
        "papers": list[_Paper],
    }
    whole = TypedDict("whole", kind)  # type: ignore[misc]
    validate: Any = TypeAdapter(with_config(_STRICT)(whole)).validate_json
    return cast("Callable[[str], Application]", validate)


def written(answer: Answer) -> str:
    """The answer as JSON text."""
    return json.dumps(answer)
