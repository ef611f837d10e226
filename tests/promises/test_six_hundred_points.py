"""An item far larger than any real one: it compiles, answers, and both engines agree on it."""

from __future__ import annotations

from collections import Counter

import pytest

import permit_rules as pr
from tests.promises.giant import POINTS, application, write_rules


@pytest.fixture(scope="module")
def giant(tmp_path_factory: pytest.TempPathFactory) -> pr.Library:
    """A folder of rules with that one item, written out and loaded."""
    folder = tmp_path_factory.mktemp("rules")
    write_rules(folder)
    return pr.load(folder)


def test_six_hundred_points_are_all_decided_and_both_engines_agree(giant: pr.Library) -> None:
    verified = pr.Checker(giant, item="giant", verify=True)
    reference = pr.Checker(giant, item="giant", engine="reference")
    seen: Counter[str] = Counter()
    for seed in range(5):
        result = verified.check(application(seed))
        assert result.counts.total == POINTS
        assert result.model_dump_json() == reference.check(application(seed)).model_dump_json()
        seen.update(p.status.value for p in result.points)
    assert {s for s, n in seen.items() if n > 30} >= {"met", "finding", "not_applicable"}
    assert seen["cannot_tell"]
    verified.close()
