"""The golden guides of the teahouse; ``python -m tests.guides.golden`` writes them anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import permit_rules as pr
from permit_rules.guides import Document, render, review_sheet, service_guide
from tests.teahouse import RULES

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "guides"
DAY = date(2026, 3, 2)


def documents() -> dict[str, Document]:
    """The guides and sheets by the name of their file."""
    library = pr.load(RULES)
    narrow = ("新办", "售卖品种=茶、点心", "营业面积=250平方米", "设有明火=是", "经营方式=堂食")
    return {
        "guide": service_guide(library, "teahouse", DAY),
        "guide-narrowed": service_guide(library, "teahouse", DAY, situation=narrow),
        "guide-440300": service_guide(library, "teahouse", DAY, "440300", ["新办"]),
        "guide-filing": service_guide(
            library, "teahouse", DAY, situation=["新办", "售卖品种=预包装茶叶"]
        ),
        "sheet": review_sheet(library, "teahouse", DAY),
    }


def written() -> dict[str, str]:
    """Every golden file: all as Markdown, one guide as HTML, too."""
    made = documents()
    out = {f"{name}.md": render(document).decode() for name, document in made.items()}
    return {**out, "guide.html": render(made["guide"], "html").decode()}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, text in written().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
