"""What lies on the desk: one application, as it is put together, and the answer to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pytest_bdd import parsers

import permit_rules as pr
from tests.corpus.tables import READER, library
from tests.features.steps.names import paper_names


@dataclass(slots=True)
class Desk:
    """One application and, once the window has looked at it, the answer."""

    payload: dict[str, Any]
    answer: pr.CheckResult | None = None
    local_rules: Path | None = None
    rules: Path | None = None
    earlier: list[pr.CheckResult] = field(default_factory=list)

    @property
    def result(self) -> pr.CheckResult:
        """The answer; a step that asks for it before the window has looked is a mistake."""
        assert self.answer is not None, "窗口还没有收到申请"
        return self.answer

    @property
    def facts(self) -> dict[str, Any]:
        """What the applicant filled in."""
        facts: dict[str, Any] = self.payload["facts"]
        return facts

    def receive(self, day: str) -> None:
        """Hand the application in on ``day`` and take the answer."""
        if self.answer is not None:
            self.earlier.append(self.answer)
        self.payload["received_on"] = day
        self.answer = checker(self.local_rules, self.rules).check(self.payload)

    def paper(self, name: str, member: str = "") -> dict[str, Any]:
        """The paper of that name, or the part of a paper; that of a roster member if named."""
        names = paper_names(self.payload["item"], self.payload.get("place", ""))
        wanted = names.get(name, name)
        for paper in self._papers():
            if names.get(paper.get("name", ""), paper.get("name")) != wanted:
                continue
            if member in ("", paper.get("of")):
                return paper
        handed_in = [p.get("name") for p in self._papers()]
        raise AssertionError(f"没有提交「{name}」，提交的有：{handed_in}")

    def take_back(self, name: str, member: str = "") -> None:
        """Leave a paper out that the base application has."""
        wanted = self.paper(name, member)
        for papers in self._lists():
            papers[:] = [p for p in papers if p is not wanted]

    def _lists(self) -> Iterator[list[dict[str, Any]]]:
        yield self.payload["materials"]
        yield from (p["parts"] for p in self.payload["materials"] if "parts" in p)

    def _papers(self) -> Iterator[dict[str, Any]]:
        return (paper for papers in self._lists() for paper in papers)


@cache
def checker(local_rules: Path | None = None, rules: Path | None = None) -> pr.Checker:
    """One checker for all items and days, with the second engine confirming each answer.

    ``local_rules`` is a folder that an office lays over the rules; ``rules`` None: the corpus.
    """
    if rules is None and local_rules is None:
        return pr.Checker(library(), verify=True)
    return pr.Checker(READER.load(rules, overlay=local_rules), verify=True)


def words(pattern: str) -> parsers.re:
    """A step whose values stand in 「…」, where a value may quote something in its own 「…」."""
    value = r"「(?P<\1>(?:[^「」]|「[^「」]*」)*)」"
    return parsers.re(re.sub(r"「\{(\w+)\}」", value, pattern))
