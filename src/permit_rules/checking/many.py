"""Many applications, one answer each: lazily, in order, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pickle import PicklingError
from typing import TYPE_CHECKING, Any, Final, TypeVar

from permit_rules.checking.payload import Payload
from permit_rules.checking.processes import in_order
from permit_rules.model.library import Library

if TYPE_CHECKING:
    from permit_rules.checking.checker import Checker, R

#: How many applications a process is handed at a time.
PART: Final = 64

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a checker is made again in another process: the rules as data, and its options."""

    kind: type[Checker[Any]]
    library: Library
    options: dict[str, Any]

    @classmethod
    def of(cls, checker: Checker[Any]) -> Recipe:
        """The recipe of a checker, which stays as it is."""
        options = {
            "item": checker.item,
            "place": checker.place,
            "items": checker.items,
            "bundle": checker.bundle,
            "unobserved": checker.unobserved,
            "verify": checker.verify,
            "engine": checker.engine,
            "answers_kept": checker.answers_kept,
        }
        return cls(type(checker), checker.library, options)

    def made(self) -> Checker[Any]:
        """The checker, with nothing opened yet."""
        return self.kind(self.library, **self.options)


def check_many(checker: Checker[R], payloads: Iterable[Payload], processes: int) -> Iterator[R]:
    """See :meth:`permit_rules.Checker.check_many`."""
    if processes == 1:
        yield from map(checker.check, payloads)
        return
    parts = in_parts(payloads, PART)
    for part, future in in_order(_checked, parts, processes, _begin, (Recipe.of(checker),)):
        failed = future.exception()
        if isinstance(failed, (PicklingError, TypeError, AttributeError)):
            # What cannot be sent is checked here; a failure of ours comes up again.
            yield from map(checker.check, part)
        else:
            yield from future.result()


def in_parts(values: Iterable[Each], size: int) -> Iterator[list[Each]]:
    """The values in lists of ``size``, the last one shorter; no more is taken than is given."""
    source = iter(values)
    while part := list(islice(source, size)):
        yield part


#: The one thing a process keeps: it serves one checker and ends with it.
_CHECKERS: list[Checker[Any]] = []


def _begin(recipe: Recipe) -> None:
    _CHECKERS[:] = [recipe.made()]


def _checked(part: list[Payload]) -> list[Any]:
    return [_CHECKERS[0].check(payload) for payload in part]
