"""The applications that checks are measured on: complete, with defects, nearly empty."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import permit_rules as pr
from permit_rules.loading.cases import load_cases
from tests.promises import giant

ROOT = Path(__file__).parents[1]
#: Of each real item: the case that is complete, and the example with several defects.
REAL = {
    "food-business": ("小餐馆新办，材料齐全、条件具备", "restaurant.json"),
    "medical-device-class3": ("新办材料齐全、条件具备", "device-shop.json"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One application: its item, which kind it is, the payload as JSON text."""

    item: str
    kind: str
    place: str
    text: str

    @property
    def name(self) -> str:
        """How the application is called in a table."""
        return f"{self.item}, {self.kind}"


def samples(item: str) -> Iterator[Sample]:
    """The three applications of an item."""
    complete, typical = _giant() if item == "giant" else _real(item)
    empty = {k: typical[k] for k in ("item", "place", "received_on") if k in typical}
    for kind, payload in {"complete": complete, "defects": typical, "nearly empty": empty}.items():
        text = json.dumps(payload, ensure_ascii=False)
        yield Sample(item, kind, payload.get("place", ""), text)


def cases(item: str) -> list[str]:
    """The national cases of a real item, all different, as JSON text."""
    table = load_cases(ROOT / "rules" / "national" / f"{item}.cases.yaml")
    return [json.dumps(c.application, ensure_ascii=False) for c in table.cases]


def _real(item: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    case, example = REAL[item]
    table = load_cases(ROOT / "rules" / "national" / f"{item}.cases.yaml")
    complete = next(c.application for c in table.cases if c.name == case)
    return complete, json.loads((ROOT / "examples" / example).read_text("utf-8"))


def _giant() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return giant.in_order(), giant.application(seed=1)


def library_of(item: str) -> pr.Library:
    """The library that holds the item: the corpus, or the made-up folder."""
    if item != "giant":
        return pr.load()
    with tempfile.TemporaryDirectory() as folder:
        giant.write_rules(Path(folder))
        return pr.load(folder)
