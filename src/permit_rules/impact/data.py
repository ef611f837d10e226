"""The comparison as data for JSON: keys in English, what people read in Chinese."""

from __future__ import annotations

from typing import Any

from permit_rules.impact.burden import Burden
from permit_rules.impact.changes import Change, Concerned, Impact
from permit_rules.impact.compared import Compared
from permit_rules.impact.examples import Example
from permit_rules.impact.report import what_words
from permit_rules.impact.stored import Outcome, StoredFigures


def comparison_data(found: Compared) -> dict[str, Any]:
    """Everything in a comparison, as plain values in a fixed order."""
    return {
        "format": 1,
        "old": found.names[0],
        "new": found.names[1],
        "same": found.keeps,
        "adds_burden": found.adds_burden,
        "shared": list(found.beside),
        "items": [_item(made, found) for made in found.impacts],
        "stored": None if found.stored is None else _stored(found.stored),
    }


def _stored(figures: StoredFigures) -> dict[str, Any]:
    return {
        "read": figures.read,
        "passed_over": figures.passed_over,
        "outcomes": {o.name.lower(): n for o, n in figures.outcomes.items()},
        "named": {
            o.name.lower(): list(names)
            for o, names in figures.named.items()
            if o is not Outcome.SAME
        },
        "points": [{"point": p.point, "more": p.more, "less": p.less} for p in figures.points],
        "verdicts": [
            {"before": before, "after": after, "count": count}
            for before, after, count in figures.verdicts
        ],
    }


def _item(made: Impact, found: Compared) -> dict[str, Any]:
    return {
        "item": made.item,
        "name": made.name,
        "place": made.place,
        "missing": made.missing,
        "unknown": list(made.unknown),
        "changes": [_change(change, found) for change in made.changes],
    }


def _change(change: Change, found: Compared) -> dict[str, Any]:
    pair = change.pair
    return {
        "section": pair.section,
        "id": pair.id,
        "old_id": pair.old_id or pair.id,
        "name": pair.name,
        "what": change.what.name.lower(),
        "what_label": what_words(change),
        "from": pair.since.isoformat() if pair.since else None,
        "until": pair.until.isoformat() if pair.until else None,
        "burdens": [_burden(b) for b in Burden if b in change.burdens],
        "edits": [
            {"key": e.key, "kind": e.kind.value, "before": e.before, "after": e.after}
            for e in change.edits
        ],
        "cells": change.cells,
        "unexamined": change.unexamined,
        "whole": change.whole,
        "concerned": [_concerned(c, found) for c in change.concerned],
    }


def _concerned(concerned: Concerned, found: Compared) -> dict[str, Any]:
    example = found.examples.get(id(concerned))
    return {
        "condition": concerned.words,
        "certain": concerned.certain,
        "direction": concerned.direction.value,
        "burden": _burden(concerned.burden),
        "text": concerned.said,
        "example": None if example is None else _example(example),
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "application": dict(example.payload),
        "before": {"status": example.before.status, "verdict": example.before.verdict},
        "after": {"status": example.after.status, "verdict": example.after.verdict},
    }


def _burden(burden: Burden) -> str:
    return {Burden.MORE: "more", Burden.LESS: "less", Burden.NEITHER: ""}[burden]
