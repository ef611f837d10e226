"""Cases are read line by line, and a line that is none is told with its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from permit_rules.casework.figures import CasesUnreadable, read_cases
from tests.casework.made_cases import with_rounds


def test_one_case_a_line(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    made = [with_rounds(n, id=str(n)) for n in range(3)]
    file.write_text("\n\n".join(c.model_dump_json() for c in made) + "\n", "utf-8")
    assert list(read_cases(file)) == made


@pytest.mark.parametrize(
    ("line", "why"), [("{", "Invalid JSON"), ('{"id": "1"}', "item"), ("[]", "object")]
)
def test_what_is_no_case_is_told_with_its_line(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(f"{with_rounds(0).model_dump_json()}\n{line}\n", "utf-8")
    reading = read_cases(file)
    assert next(reading).id == "1"
    with pytest.raises(CasesUnreadable, match=why) as told:
        next(reading)
    assert told.value.line == 2


def test_what_was_typed_into_a_case_is_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "1", "item": "x", "events": "身份证号码"}\n', "utf-8")
    with pytest.raises(CasesUnreadable) as told:
        list(read_cases(file))
    assert "身份证" not in str(told.value)
