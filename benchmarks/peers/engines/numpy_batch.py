"""numpy: each distinct test once over all applications of a batch, then the conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.peers.fields import CHOICE, CHOICES, NUMBER, YES_NO
from benchmarks.peers.programs import CODES
from benchmarks.peers.workload import Answer, Application, Point
from permit_rules.conditions.nodes import (
    All,
    AnyOf,
    ChoicesTest,
    ChoiceTest,
    Node,
    Not,
    NumberTest,
    Order,
)

Column = Any
_CODES = {
    name: {value: code for code, value in enumerate(values)}
    for name, values in {**CHOICE, **{name: ["否", "是"] for name in YES_NO}, **CHOICES}.items()
}


class Numpy:
    """From a list of applications to the list of answers; building columns is measured, too."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self.place = {point.paper: point.index for point in points}
        self.copies = np.array([point.copies for point in points], dtype=np.int16)
        self.signed = np.array([point.signed for point in points])

    def check(self, application: Application) -> Answer:
        """The answer where every fact is stated."""
        return self.check_batch([application])[0]

    def check_batch(self, applications: Sequence[Application]) -> list[Answer]:
        """The answers to all of them."""
        columns = _columns(applications)
        tests: dict[Node, Column] = {}
        defects = self._defects(applications)
        for point in self.points:
            defects[~_outcome(point.condition, columns, tests), point.index] = 0
        names = [point.paper for point in self.points]
        return [
            [(names[i], CODES[row[i]]) for i in np.flatnonzero(row).tolist()] for row in defects
        ]

    def _defects(self, applications: Sequence[Application]) -> Column:
        shape = len(applications), len(self.points)
        copies = np.full(shape, -1, dtype=np.int16)
        signed, valid = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        entries = [
            (
                row,
                self.place[p["id"]],
                p["copies"],
                p["signed"],
                p["valid_until"] >= a["received_on"],
            )
            for row, a in enumerate(applications)
            for p in a["papers"]
        ]
        rows, places, *values = map(list, zip(*entries, strict=True))
        copies[rows, places], signed[rows, places], valid[rows, places] = values
        defects = np.zeros(shape, dtype=np.int8)
        defects[~valid] = 4
        defects[~signed & self.signed] = 3
        defects[copies < self.copies] = 2
        defects[copies < 0] = 1
        return defects


def _columns(applications: Sequence[Application]) -> dict[str, Column]:
    facts = [application["facts"] for application in applications]
    columns = {name: np.array([f[name] for f in facts]) for name in NUMBER}
    for name, codes in _CODES.items():
        if name in CHOICES:
            columns[name] = np.array([sum(1 << codes[v] for v in f[name]) for f in facts])
        else:
            columns[name] = np.array([codes[f[name]] for f in facts], dtype=np.int8)
    columns[""] = np.ones(len(facts), dtype=bool)
    return columns


def _outcome(node: Node, columns: dict[str, Column], tests: dict[Node, Column]) -> Column:
    if isinstance(node, Not):
        return ~_outcome(node.part, columns, tests)
    if isinstance(node, (All, AnyOf)):
        joined = columns[""] if isinstance(node, All) else ~columns[""]
        for part in node.parts:
            outcome = _outcome(part, columns, tests)
            joined = joined & outcome if isinstance(node, All) else joined | outcome
        return joined
    if node not in tests:
        tests[node] = _test(node, columns)
    return tests[node]


def _test(node: Node, columns: dict[str, Column]) -> Column:
    assert isinstance(node, (ChoiceTest, NumberTest, ChoicesTest))
    column = columns[node.field]
    if isinstance(node, NumberTest):
        return column >= node.value if node.order is Order.AT_LEAST else column < node.value
    codes = [_CODES[node.field][value] for value in node.values]
    if isinstance(node, ChoicesTest):
        return (column & (1 << codes[0])) != 0
    return column == codes[0] if len(codes) == 1 else np.isin(column, codes)


ADAPTERS = {"numpy": Numpy}
