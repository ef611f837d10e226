"""What the last test run said of each scenario: a JUnit report, or one in Cucumber's JSON."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

#: Where pytest names the module that runs the features.
_FEATURES = "test_features"


@dataclass(frozen=True, slots=True)
class Report:
    """Outcomes by the name of the scenario as :func:`scenario_key` writes it; a scenario with
    examples passed if each of them did."""

    source: str = ""
    finished: str = ""
    outcomes: dict[str, bool] = field(default_factory=dict)

    def outcome(self, scenario: str) -> bool | None:
        """Whether a scenario passed; None where it was not run."""
        return self.outcomes.get(scenario_key(scenario))


def scenario_key(name: str) -> str:
    """A scenario's name without the signs that pytest-bdd leaves out of the name of a test."""
    return re.sub(r"\W|_", "", name).casefold()


def read_report(*paths: Path) -> Report:
    """The first report there is; an empty one where there is none."""
    for path in paths:
        if path.is_file():
            return _cucumber(path) if path.suffix == ".json" else _junit(path)
    return Report()


def _junit(path: Path) -> Report:
    # The project's own test run wrote the file.
    root = ET.parse(path).getroot()
    outcomes: dict[str, bool] = {}
    for case in root.iter("testcase"):
        if not case.get("classname", "").endswith(_FEATURES):
            continue
        if case.find("skipped") is not None:
            continue
        name = case.get("name", "").partition("[")[0].removeprefix("test_")
        passed = case.find("failure") is None and case.find("error") is None
        key = scenario_key(name)
        outcomes[key] = outcomes.get(key, True) and passed
    suite = next(root.iter("testsuite"), root)
    return Report(path.name, suite.get("timestamp", "")[:16].replace("T", " "), outcomes)


def _cucumber(path: Path) -> Report:
    outcomes: dict[str, bool] = {}
    for feature in json.loads(path.read_text("utf-8")):
        for element in feature.get("elements", ()):
            steps = element.get("steps", ())
            passed = bool(steps) and all(s["result"]["status"] == "passed" for s in steps)
            key = scenario_key(element.get("name", ""))
            outcomes[key] = outcomes.get(key, True) and passed
    return Report(path.name, "", outcomes)
