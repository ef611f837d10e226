"""Write the table of docs/one-licence.zh-CN.md: what each kind of business is asked for.

    python scripts/bundle_table.py           write the table
    python scripts/bundle_table.py --check   only say whether it is stale; 1 if it is

An example business for each bundle is made of the facts in ``bundle_businesses.yaml`` and of the
plainest answer to every question that is left. Then the papers and fields of its joint application
are held against those of the single ones. How many questions an interview asks is taken from
docs/interview.md.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

import permit_rules as pr
from permit_rules.checking.joint.business import business_catalogue
from permit_rules.conditions.fields import Field, FieldCatalogue, FieldType
from permit_rules.joint_result import JointResult, Tally
from permit_rules.result import Question

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "one-licence.zh-CN.md"
BUSINESSES = ROOT / "scripts" / "bundle_businesses.yaml"
#: Where ``make questions`` writes how many questions were asked, and how many could be.
INTERVIEW = ROOT / "docs" / "interview.md"
ASKED = re.compile(
    r"^\| \S+（`([a-z-]+)`） \| \S+ \| (\S+) \| \S+ \| \S+ \| (\d+) \|$", re.MULTILINE
)
PLACE, DAY = "440400", "2026-03-02"
BEGIN, END = "<!-- table: make bundles -->\n", "<!-- end of table -->\n"
#: Answers may bring questions; no business needs as many rounds.
ROUNDS = 12
_SILENT = ("无", "否", "以上都不是")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="only say whether it is stale")
    stale = PAGE.read_text("utf-8") != page()
    if parser.parse_args().check:
        print(f"{PAGE.relative_to(ROOT)} is {'stale: run make bundles' if stale else 'fresh'}")
        return int(stale)
    PAGE.write_text(page(), "utf-8")
    return 0


def page() -> str:
    """The page with the table as it is by the rules of today."""
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join((f"{before}{BEGIN}", *lines(), "", f"{END}{after}"))


def lines() -> Iterator[str]:
    """The table, a line each."""
    library = pr.load()
    asked = {b: (median, most) for b, median, most in ASKED.findall(INTERVIEW.read_text("utf-8"))}
    columns = (
        "业态",
        "许可",
        "材料（分别→合并）",
        "信息（分别→合并）",
        "导办提问（问了／可能问）",
    )
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for bundle in library.bundles.bundles:
        result = example(library, bundle.id)
        cells = [
            f"{bundle.name}（`{bundle.id}`）",
            "、".join(p.item_name for p in result.permits),
            words(result.paper_count),
            words(result.field_count),
        ]
        cells.append("／".join(asked.get(bundle.id, ())))
        yield f"| {' | '.join(cells)} |"


def words(count: Tally) -> str:
    """36→25（少31%）."""
    less = f"（少{100 * count.saved // count.separately}%）" if count.separately else ""
    return f"{count.separately}→{count.together}{less}"


def example(library: pr.Library, bundle: str) -> JointResult:
    """The answer to the example business of a bundle with every question answered.

    Raises:
        ValueError: questions are left after all rounds.
    """
    known: dict[str, dict[str, Any]] = yaml.safe_load(BUSINESSES.read_text("utf-8"))
    facts: dict[str, Any] = {"已完成市场主体登记": "是", **known[bundle]}
    catalogue = business_catalogue(library, PLACE)
    with pr.Checker(library, bundle=bundle, place=PLACE) as checker:
        for _ in range(ROUNDS):
            result = checker.check(
                {
                    "place": PLACE,
                    "received_on": DAY,
                    "applicant": {"name": "示例有限公司", "kind": "企业", "bars": []},
                    "facts": facts,
                }
            )
            if not result.together.questions:
                return result
            facts |= {q.key: answer(q, catalogue) for q in result.together.questions}
    raise ValueError(f"{bundle}: {[q.key for q in result.together.questions]} are left")


def answer(question: Question, catalogue: FieldCatalogue) -> Any:
    """The plainest answer: nothing where that can be said, else the first there is."""
    own = question.key.rpartition("/")[2]
    return plain(catalogue.by_id(own), question.options)


def plain(field: Field, options: tuple[str, ...]) -> Any:
    """A value of the field; of offered choices one of these."""
    if field.type is FieldType.ROSTER:
        return [{m.label: plain(m, tuple(c.name for c in m.choices)) for m in field.members}]
    if field.type is FieldType.YES_NO:
        return "否"
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        return next((o for o in _SILENT if o in options), options[0])
    if field.type is FieldType.NUMBER:
        return f"{max(field.minimum or 0, min(100, field.maximum or 100))}"
    return DAY if field.type is FieldType.DATE else "示例"


if __name__ == "__main__":
    sys.exit(main())
