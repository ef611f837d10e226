"""The golden notices; ``python -m tests.notices.golden`` writes them anew."""

from __future__ import annotations

from pathlib import Path

from permit_rules.notices import render
from tests.notices.results import RESULTS

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "notices"


def written() -> dict[str, str]:
    """Every golden notice, by the name of its file."""
    out: dict[str, str] = {}
    for name, result in RESULTS.items():
        out[f"{name}.txt"] = render(result, "text")
        out[f"{name}.md"] = render(result, "markdown")
    return out


if __name__ == "__main__":
    for file, text in written().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
