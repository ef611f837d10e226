"""Every kind of notice, word for word."""

from __future__ import annotations

import pytest

from permit_rules.notices import JointKind, NoticeKind, render
from permit_rules.result import Verdict
from tests.notices.golden import FOLDER, documents, written
from tests.notices.results import RESULTS


@pytest.mark.parametrize("file", sorted(written()))
def test_the_notice_is_the_golden_one(file: str) -> None:
    assert written()[file] == (FOLDER / file).read_text(encoding="utf-8")


def test_every_golden_file_is_compared() -> None:
    assert {p.name for p in FOLDER.iterdir()} == set(written())


def test_every_verdict_has_a_golden_notice() -> None:
    assert {r.verdict for r in RESULTS.values()} == set(Verdict)


def test_every_kind_has_a_golden_notice() -> None:
    assert {d.title for d in documents().values()} == {
        *(k.value for k in NoticeKind),
        *(k.value for k in JointKind),
        "需要办理的许可",
    }


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'pdf'"):
        render(RESULTS["accepted"], "pdf")  # type: ignore[call-overload]
