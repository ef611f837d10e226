"""One notice closes for all permits of a bundle together, and what is held back is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

import permit_rules as pr
from permit_rules.analysis.joint_form import joint_form
from permit_rules.analysis.joint_prove import JointStartingPoints, TogetherChecks, prove_bundle
from permit_rules.analysis.rounds import Prover
from permit_rules.result import CheckResult
from tests.corpus.tables import library

PLACE = "440400"


@cache
def checker() -> pr.Checker[pr.JointResult]:
    """One checker for all bundles: an application names its own."""
    return pr.Checker(library(), bundle="", place=PLACE)


@pytest.mark.parametrize("bundle", [b.id for b in library().bundles.bundles])
def test_one_notice_closes_for_all_permits(bundle: str) -> None:
    tried = prove_bundle(library(), bundle, PLACE, tries=3, bound=4, grow=False, checker=checker())
    assert tried.applications == 3
    assert [c for found in tried.found for c in found.complaints] == []


@dataclass(frozen=True)
class KeepingBack:
    """Says the one list without some of what it has to say."""

    point: str

    def check(self, payload: Mapping[str, Any]) -> CheckResult:
        told = TogetherChecks(checker()).check(payload)
        kept = tuple(x for x in told.conditional if not x.point.startswith(self.point))
        return told.model_copy(update={"conditional": kept})


@pytest.mark.parametrize("point", ["fire-safety-check/M", "hotel-special-trade/M"])
def test_what_is_held_back_is_found(point: str) -> None:
    start = JointStartingPoints(library(), "hotel", PLACE)
    tried = Prover(KeepingBack(point), start.form, 12).search(start.blanks())
    assert {p.partition("/")[0] for f in tried.found for p in f.points} == {point.partition("/")[0]}


def test_a_permits_own_fields_stand_under_its_key() -> None:
    form = joint_form(library(), PLACE)
    field = form.field("food-business/handling_item")
    assert field is not None
    assert field.label == "food-business/业务办理项"
    payload: dict[str, Any] = {"facts": {"业务办理项": "延续"}}
    assert form.written(payload, field) == "延续"
    payload["permits"] = [{"item": "food-business", "handling_item": "新办"}]
    assert form.written(payload, field) == "新办"
    form.write(payload, field.id, "变更")
    assert form.written(payload, field) == "变更"
    assert checker().shares({**payload, "received_on": "2026-03-02"})["food-business"]["facts"] == {
        "业务办理项": "变更"
    }
