"""A run that is killed at any moment goes on without a row lost or doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

import permit_rules as pr
from permit_rules.batch.columns import Rows
from permit_rules.batch.encoding import Format
from permit_rules.batch.journal import InUse, Journal, NotTheSame
from permit_rules.batch.run import Job, run
from tests.teahouse import RULES, application

NUMBER: Final = 60
_PROGRAM: Final = """
import sys
from pathlib import Path
import permit_rules as pr
from permit_rules.batch.columns import Rows
from permit_rules.batch.encoding import Format
from permit_rules.batch.run import Job, run

if __name__ == "__main__":
    rules, source, target, processes = sys.argv[1:]
    checker = pr.Checker(pr.load(rules), item="teahouse", place="")
    job = Job(source=Path(source), read=Format.JSONL, target=Path(target), write=Format.JSONL,
              rows=Rows.FINDINGS, part=4)
    print("begun", flush=True)
    run(checker, job, processes=int(processes))
"""


def _source(folder: Path) -> Path:
    source = folder / "in.jsonl"
    lines = []
    for number in range(NUMBER):
        payload = application(facts={"座位数": number}, without=("申请书",) if number % 3 else ())
        text = json.dumps(payload, ensure_ascii=False)
        lines.append(text[:50] if number % 17 == 0 else text)
    source.write_text("\n".join(lines), "utf-8")
    return source


def _job(source: Path, target: Path) -> Job:
    return Job(
        source=source, read=Format.JSONL, target=target, write=Format.JSONL, rows=Rows.FINDINGS
    )


@pytest.mark.parametrize("processes", [1, 2])
def test_killed_at_random_moments(tmp_path: Path, processes: int) -> None:
    source, target = _source(tmp_path), tmp_path / "out.jsonl"
    whole = tmp_path / "whole.jsonl"
    checker = pr.Checker(pr.load(RULES), item="teahouse", place="")
    run(checker, _job(source, whole))
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, "utf-8")
    chance, kills, went_on = random.Random(processes), 0, 0
    note = tmp_path / "out.jsonl.resume"
    while not target.exists():
        before = _noted(note)
        going = subprocess.Popen(
            [sys.executable, str(program), str(RULES), str(source), str(target), str(processes)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(pr.__file__).parents[1])},
        )
        assert going.stdout is not None
        going.stdout.readline()
        # Let it do some more, then strike in the middle of whatever it is at.
        wanted = before + 1 + chance.randrange(NUMBER // 3)
        while going.poll() is None and kills < 3 and _noted(note) < wanted:
            time.sleep(0.002)
        if kills < 3:
            time.sleep(chance.random() * 0.02)
            going.send_signal(signal.SIGKILL)
            kills += 1
        going.wait()
        going.stdout.close()
        went_on += before > 0
    assert target.read_bytes() == whole.read_bytes()
    assert kills
    assert went_on, "no run went on from where another was killed"
    assert sorted(p.name for p in tmp_path.glob("out.*")) == ["out.jsonl"]


def _noted(note: Path) -> int:
    try:
        return int(json.loads(note.read_text("utf-8"))["done"])
    except FileNotFoundError:
        return 0


def test_what_the_note_does_not_speak_of_is_cut_off(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with Journal(target, {"a": "1"}) as journal:
        journal.add(b"one\n", 1)
    with (tmp_path / "out.csv.part").open("ab") as part:
        part.write(b"two, and then the light went ou")
    with Journal(target, {"a": "1"}) as journal:
        assert journal.done == 1
        journal.add(b"two\n", 1)
    assert (tmp_path / "out.csv.part").read_bytes() == b"one\ntwo\n"


def test_a_note_without_its_rows_begins_anew(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with Journal(target, {}) as journal:
        journal.add(b"one\n", 1)
    (tmp_path / "out.csv.part").write_bytes(b"on")
    with Journal(target, {}) as journal:
        assert (journal.done, journal.empty) == (0, True)


def test_another_question_is_not_gone_on_with(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with Journal(target, {"规则": "1", "事项": "茶馆"}) as journal:
        journal.add(b"one\n", 1)
    with pytest.raises(NotTheSame, match="规则"):
        Journal(target, {"规则": "2", "事项": "茶馆"})
    assert (tmp_path / "out.csv.part").read_bytes() == b"one\n"
    with Journal(target, {"规则": "2", "事项": "茶馆"}, again=True) as journal:
        assert journal.done == 0


def test_two_at_once(tmp_path: Path) -> None:
    with Journal(tmp_path / "out.csv", {}), pytest.raises(InUse):
        Journal(tmp_path / "out.csv", {})
