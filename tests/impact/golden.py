"""Real amendments and what the comparison prints; ``python -m tests.impact.golden`` writes anew."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import permit_rules as pr
from permit_rules.conditions.phrases import day_words
from permit_rules.impact import Compared, as_text, compare_days, compare_libraries
from permit_rules.model.library import Library
from tests.corpus.tables import library as corpus_library

FOLDER = Path(__file__).parent / "amendments"
#: Amendments of which both versions stand in the corpus: item, place, the day before, the day.
IN_CORPUS = {
    "canteens-2025": ("food-business", "", "2025-04-14", "2025-04-15"),
    "shenzhen-at-inspection": ("food-business", "440300", "2024-04-17", "2024-07-01"),
    "industrial-catalogue-2024": ("industrial-product", "", "2024-05-05", "2024-05-06"),
    "obsolete-industries-2024": ("industrial-product", "", "2024-01-31", "2024-02-01"),
    "guangdong-employment-filing": ("hr-services", "440000", "2022-02-28", "2022-03-01"),
    "capital-in-five-years": ("enterprise-registration", "", "2024-06-30", "2024-07-01"),
    "changde-half-a-day": ("enterprise-registration", "430700", "2023-04-03", "2023-04-04"),
    "name-approval-notice": ("labour-dispatch", "", "2021-02-28", "2021-03-01"),
    "trader-changes-directly": ("individual-registration", "", "2022-10-31", "2022-11-01"),
    "drug-regulation-2026": ("drug-retail", "", "2026-05-14", "2026-05-15"),
}
#: Amendments of which the older text is no longer in the corpus: a folder before, one after.
FRAGMENTS = tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))
NAMES = (*IN_CORPUS, *FRAGMENTS)


@lru_cache
def corpus() -> Library:
    """The rules that come with the library."""
    return corpus_library()


@lru_cache
def amendment(name: str) -> Compared:
    """The comparison of an amendment."""
    if name in IN_CORPUS:
        item, place, *days = IN_CORPUS[name]
        since, until = map(date.fromisoformat, days)
        said = (f"{day_words(since)}的规定", f"{day_words(until)}的规定")
        return compare_days(corpus(), item, since, until, place=place, names=said)
    sides = (pr.load(FOLDER / name / side) for side in ("old", "new"))
    return compare_libraries(*sides, names=("修改前", "修改后"))


def printed(name: str) -> str:
    """What the command prints of it."""
    return as_text(list(amendment(name).lines()))


if __name__ == "__main__":
    for each in NAMES:
        (FOLDER / f"{each}.txt").write_text(printed(each), "utf-8")
