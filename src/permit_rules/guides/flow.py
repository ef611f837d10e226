"""A course of steps and questions, as data, and as the text of a Mermaid diagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from permit_rules.written.inert import one_line

_SPECIAL: Final = frozenset("#\"<>&`'\\|[]{}*_~$%;")


@dataclass(frozen=True, slots=True)
class Exit:
    """Where a question leads that does not lead on: the answer, and what then happens."""

    answer: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step with what has to be said about it; with ``exits`` it is a question.

    ``onward`` is the answer that leads to the next step.
    """

    text: str
    details: tuple[str, ...] = ()
    exits: tuple[Exit, ...] = ()
    onward: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps from the first to the last; ``title`` says what the diagram shows."""

    title: str
    steps: tuple[Step, ...]


def mermaid(flow: Flow) -> Iterator[str]:
    """The lines of the diagram as Mermaid text; whatever stands in a step stays a text."""
    yield "flowchart TD"
    for number, step in enumerate(flow.steps, 1):
        label = "<br/>".join(map(_label, (step.text, *step.details)))
        left, right = ("{", "}") if step.exits else ("[", "]")
        yield f'  s{number}{left}"{label}"{right}'
        for other, way in enumerate(step.exits, 1):
            yield f'  s{number} -->|"{_label(way.answer)}"| x{number}_{other}["{_label(way.text)}"]'
    for number, step in enumerate(flow.steps[:-1], 1):
        answer = f'|"{_label(step.onward)}"|' if step.onward else ""
        yield f"  s{number} -->{answer} s{number + 1}"


def _label(text: str) -> str:
    """A text inside a quoted label: entities for every character that has a meaning there."""
    return "".join(f"#{ord(c)};" if c in _SPECIAL else c for c in one_line(text))
