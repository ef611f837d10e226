"""The manual for policy staff: done from beginning to end, it shows what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.markdown import DOCS
from tests.docs.sessions import Command, agrees, shown_by, steps, write

PAGE = (DOCS / "manual.zh-CN.md").read_text("utf-8")


def test_whoever_follows_the_manual_sees_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = 0
    for step in steps(PAGE):
        if isinstance(step, Command):
            shown = shown_by(step)
            assert agrees(shown, step.shown), f"$ {step.words}\n{shown}"
            done += 1
        else:
            write(step)
    assert done > 15


def test_a_material_with_a_threshold_in_a_city_takes_few_commands() -> None:
    """From nothing to a clean lint and a comparison; the installation counts, too."""
    first = PAGE.partition("## 二、")[0]
    commands = [s for s in steps(first) if isinstance(s, Command)]
    assert len(commands) + 1 < 10
    assert [c.words.split()[1] for c in commands] == ["new", "new", "lint", "lint", "diff"]
