"""The promise on rulebooks that nobody wrote: conditions upon conditions, of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

import permit_rules as pr
from tests.analysis.generated_rulebooks import write_rulebook
from tests.soak.prove_generated import tried_on


@pytest.mark.parametrize("seed", range(500, 516))
def test_one_notice_closes(seed: int) -> None:
    tried = tried_on(seed, tries=16, bound=12)
    told = [(c.trouble.label, c.points, f.application) for f in tried.found for c in f.complaints]
    assert told == []
    assert tried.applications == 16


def test_the_same_number_writes_the_same_rulebook(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_rulebook(7, tmp_path / folder)
    one, two = (pr.load(tmp_path / folder) for folder in ("one", "two"))
    assert one.digest == two.digest
