"""The codes of loading: all listed, all told in some test, none shared with conditions."""

from __future__ import annotations

import re
from pathlib import Path

from permit_rules.conditions import mistakes
from permit_rules.loading import codes

HERE = Path(__file__).parent
SOURCE = Path(codes.__file__).parent


def _codes_in(folder: Path, *besides: str) -> set[str]:
    texts = (p.read_text("utf-8") for p in folder.glob("*.py") if p.name not in besides)
    return {code for text in texts for code in re.findall(r'"(SH[0-9]{3})"', text)}


def test_every_code_has_a_title() -> None:
    assert _codes_in(SOURCE, "codes.py") == set(codes.CODES)
    assert all(codes.CODES.values())


def test_every_code_is_told_in_some_test() -> None:
    assert set(codes.CODES) <= _codes_in(HERE, "test_codes.py")


def test_no_code_means_two_things() -> None:
    assert not set(codes.CODES) & set(mistakes.CODES)
    assert len(set(codes.CODES.values())) == len(codes.CODES)
