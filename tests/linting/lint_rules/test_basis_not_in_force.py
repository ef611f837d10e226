"""SH451: a version that begins while an instrument it cites is not in force."""

from __future__ import annotations

from pathlib import Path

from permit_rules.diagnostics import Severity
from permit_rules.linting import lint
from tests.linting.altered import altered, told

REGULATION = "条例: {文件: 茶馆管理条例, 施行日期: 2020-01-01,"


def subjects(folder: Path, instrument: str) -> list[tuple[str, Severity, str]]:
    found = lint(altered(folder, (REGULATION, instrument)))
    # What goes on after the end of its basis is told by a rule of its own.
    return told(tuple(d for d in found if d.code != "SH453"))


def test_an_instrument_already_repealed_is_told(tmp_path: Path) -> None:
    found = subjects(
        tmp_path, "条例: {文件: 茶馆管理条例, 施行日期: 2020-01-01, 失效日期: 2025-04-15,"
    )
    # Of the two versions of S1 only the later one begins after the end.
    assert found == [("SH451", Severity.WARNING, "teahouse/S1")]


def test_an_instrument_still_in_force_that_day_is_not(tmp_path: Path) -> None:
    repealed_later = "条例: {文件: 茶馆管理条例, 施行日期: 2020-01-01, 失效日期: 2025-04-16,"
    assert subjects(tmp_path, repealed_later) == []


def test_an_instrument_not_yet_in_force_is_told_for_everything_that_cites_it(
    tmp_path: Path,
) -> None:
    library = altered(tmp_path, (REGULATION, REGULATION.replace("2020-01-01", "2020-01-02")))
    found = lint(library)
    assert {d.code for d in found} == {"SH451"}
    # The tolerance of M4, the commitment of M5, and the conditions, bars, windows and limits.
    assert [d.subject for d in found] == [
        f"teahouse/{i}" for i in ("M4", "M5", "S5", "J1", "J2", "W1", "L1")
    ]
    assert "自2020-01-01起施行，引用的《茶馆管理条例》自2020-01-02起才施行" in found[0].message


def test_an_instrument_without_days_is_not(tmp_path: Path) -> None:
    assert subjects(tmp_path, "条例: {文件: 茶馆管理条例,") == []


def test_the_standards_of_a_paper_do_not_repeat_it(tmp_path: Path) -> None:
    change = ("办法: {文件: 茶馆管理办法, ", "办法: {文件: 茶馆管理办法, 失效日期: 2020-01-01, ")
    found = [d.subject for d in lint(altered(tmp_path, change))]
    assert found.count("teahouse/M1") == 1
    assert not [s for s in found if s.startswith("teahouse/M1/")]
