"""Every number that scenarios are tagged with can be switched off, and the texts still stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.switch_off import figures
from scripts.switching.entries import EntryWrong, Switch, in_order, switches, tagged, without
from scripts.switching.trial import Copy, Notice, Ran, read_report

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = switches(ROOT)


def test_every_number_has_a_switch_or_a_reason() -> None:
    given = {s.number for s in ENTRIES}
    excused = without(ROOT)

    assert set(tagged(ROOT)) == given | set(excused)
    assert not given & set(excused)
    assert all(excused.values())


@pytest.mark.parametrize("switch", ENTRIES, ids=lambda s: f"{s.number}-{s.file}")
def test_the_text_of_every_switch_stands_once(switch: Switch) -> None:
    assert switch.off(ROOT) != (ROOT / switch.file).read_text("utf-8")


def test_a_wrong_text_or_file_is_told() -> None:
    entry = Switch(number="S1-1", file="src/permit_rules/errors.py", replace="nowhere", by="")
    with pytest.raises(EntryWrong, match="0 times"):
        entry.off(ROOT)
    with pytest.raises(EntryWrong, match="no such file"):
        Switch(number="S1-1", file="tests/teahouse.py", replace="a", by="b").off(ROOT)


def test_numbers_are_sorted_as_people_count() -> None:
    assert sorted(["S1-10", "P-120", "S1-2", "P-99"], key=in_order) == [
        "P-99",
        "P-120",
        "S1-2",
        "S1-10",
    ]


@pytest.mark.parametrize(
    ("inside", "notice"),
    [
        ("", Notice.UNNOTICED),
        ('<failure message="AssertionError: 补正"/>', Notice.NOTICED),
        ('<failure message="assert 1 == 2"/>', Notice.NOTICED),
        ('<failure message="Failed: DID NOT RAISE"/>', Notice.NOTICED),
        ('<failure message="KeyError: 1"/>', Notice.BROKEN),
        ('<error message="failed on setup with AssertionError"/>', Notice.BROKEN),
    ],
)
def test_only_what_a_step_states_is_noticing(tmp_path: Path, inside: str, notice: Notice) -> None:
    report = tmp_path / "report.xml"
    report.write_text(f"<testsuites><testcase>{inside}</testcase></testsuites>", "utf-8")

    assert read_report(report).notice is notice


def test_no_scenario_at_all_is_broken() -> None:
    assert Ran(0, (), ()).notice is Notice.BROKEN


def test_one_switch_is_noticed_and_a_slip_is_not_taken_for_it(tmp_path: Path) -> None:
    [entry, *_] = [s for s in ENTRIES if s.number == "S2-2" and s.file.startswith("src/")]
    features = tagged(ROOT)["S2-2"]
    copy = Copy(ROOT, tmp_path)

    slip = Switch(number="S2-2", file=entry.file, replace=entry.replace, by="    (")

    assert copy.try_off(entry, features).notice is Notice.NOTICED
    assert copy.try_off(slip, features).notice is Notice.BROKEN
    assert copy.run(["S2-2"], features).notice is Notice.UNNOTICED


def test_the_page_shows_what_was_not_noticed() -> None:
    switch = Switch(number="S1-1", file="src/a.py", replace="a | b\nc", by="")
    page = figures([(switch, Ran(2, (), ()))], {"P-01": "nothing to switch off"})

    assert "| S1-1 | `src/a.py` | 0 of 2 (not noticed) | `a \\| b` |" in page
    assert "- P-01: nothing to switch off" in page
