"""Whatever is handed in one after another: the lines add up, the obedient are asked no more."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import permit_rules as pr
from permit_rules.analysis.form import Payload
from permit_rules.analysis.prove import grown
from permit_rules.analysis.rounds import Prover
from permit_rules.analysis.starting_points import StartingPoints
from permit_rules.casework import Case, Round, submit
from permit_rules.casework.events import Line
from tests.analysis.generated_rulebooks import CITY, write_rulebook

ITEM = "made-up"
SEEDS = range(700, 706)


@cache
def opened(seed: int) -> tuple[Prover, tuple[Payload, ...], str]:
    """A rulebook of this number: who answers by it, and applications to begin from."""
    with TemporaryDirectory() as folder:
        write_rulebook(seed, Path(folder))
        library = pr.load(folder)
    place = CITY if seed % 2 else ""
    checker = pr.Checker(library, item=ITEM, place=place, engine="reference")
    start = StartingPoints(library, ITEM, place, ())
    prover = Prover(checker, start.form, 8)
    dated = (p for p in start.all(grown(prover, start)) if p.get("received_on"))
    return prover, tuple(islice(dated, 24)), place


def keys(lines: Iterable[Line]) -> set[tuple[str, str, str]]:
    return {line.key for line in lines}


def chains(seed: int) -> Iterator[list[Round]]:
    """Cases of five submissions that have little to do with each other; an office that forgets."""
    prover, applications, place = opened(seed)
    chance = random.Random(seed)
    for number in range(20):
        case = Case(id=str(number), item=ITEM, place=place)
        day = date.fromisoformat(str(applications[0]["received_on"]))
        rounds = []
        # Drawn from few, so that some come again as they were.
        for payload in chance.choices(chance.sample(applications, 3), k=5):
            lines = submit(case, payload, prover.checker, on=day).submitted.outcome.lines
            few = chance.sample(lines, chance.randint(1, max(1, len(lines) - 1))) if lines else None
            told = chance.choice((None, few, few))
            done = submit(case, payload, prover.checker, on=day, told=told)
            rounds.append(done)
            case, day = done.case, day + timedelta(days=1)
        yield rounds


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lines_of_both_notices_add_up(seed: int) -> None:
    for rounds in chains(seed):
        for before, after in pairwise(rounds):
            if before.noticed is None:
                continue
            told = after.submitted
            parts = [keys(p) for p in (told.carried_over, told.new, told.late_notified)]
            resolved = keys(told.resolved)
            assert resolved | parts[0] == keys(before.noticed.lines)
            assert not resolved & parts[0]
            assert set().union(*parts) == keys(told.outcome.lines)
            assert sum(map(len, parts)) == len(told.outcome.lines)
            visible = keys(before.submitted.outcome.lines)
            announced = set(before.noticed.announced)
            untold = visible - keys(before.noticed.lines)
            late = {key for key in untold & keys(told.outcome.lines) if key[0] not in announced}
            assert parts[2] == late


def test_an_office_that_forgets_is_found_out() -> None:
    rounds = (r for seed in SEEDS for chain in chains(seed) for r in chain)
    assert sum(bool(r.submitted.late_notified) for r in rounds) > 5


@pytest.mark.parametrize("seed", SEEDS)
def test_the_obedient_applicant_gets_nothing_new_and_nothing_late(seed: int) -> None:
    prover, applications, place = opened(seed)
    tried = 0
    for payload in applications:
        applicant = prover.reading(payload)
        first = submit(Case(id="1", item=ITEM, place=place), payload, prover.checker)
        assert first.result == applicant.result
        for correction in applicant.corrections(prover.bound):
            day = date.fromisoformat(str(correction.payload["received_on"]))
            second = submit(first.case, correction.payload, prover.checker, on=day)
            told = second.submitted
            assert told.late_notified == (), correction.words
            # An answer to a question may bring what was announced with it, and nothing else.
            announced = set(first.submitted.outcome.announced)
            assert {line.point for line in told.new} <= announced, correction.words
            tried += 1
    assert tried > 20
