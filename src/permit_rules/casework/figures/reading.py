"""Cases read from a file, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from permit_rules.casework.case import Case
from permit_rules.errors import PermitRulesError


class CasesUnreadable(PermitRulesError):
    """A file of cases holds a line that is no case; ``line`` is its number, from 1.

    ``kind``, ``where`` and ``why`` are the type, the place and the message of pydantic's first
    mistake.
    """

    def __init__(
        self, path: Path, line: int, kind: str, where: tuple[str | int, ...], why: str
    ) -> None:
        shown = f"{'.'.join(map(str, where))}: {why}" if where else why
        super().__init__(f"{path}: line {line} is no case: {shown}")
        self.path = path
        self.line = line
        self.kind = kind
        self.where = where
        self.why = why


def read_cases(path: str | Path) -> Iterator[Case]:
    """The cases of a file of JSON Lines (UTF-8, one case a line; empty lines are passed over).

    Raises:
        OSError: the file cannot be opened.
        CasesUnreadable: a line is no case.
    """
    file = Path(path)
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _case(file, number, line)


def _case(file: Path, number: int, line: bytes) -> Case:
    try:
        return Case.model_validate_json(line.strip())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise CasesUnreadable(file, number, first["type"], first["loc"], first["msg"]) from None
