"""What is left to ask, each question with what its answer may bring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from permit_rules.notices.document import Entry, Section, detail, section
from permit_rules.notices.naming import Naming
from permit_rules.notices.phrases import demands_words
from permit_rules.result import CheckResult, ConditionalLine, Question

_LEAD: Final = "下面的回答会改变本清单；每个问题后面写明答案可能带来什么。"


def open_question_section(result: CheckResult, naming: Naming) -> tuple[Section, ...]:
    """The questions with the lines that hang on them; each line stands under the first of its
    questions, and by itself where none of them is asked."""
    brought: dict[str, list[ConditionalLine]] = {q.key: [] for q in result.questions}
    alone: list[ConditionalLine] = []
    for line in result.conditional:
        asked = next((key for key in line.depends_on if key in brought), None)
        (alone if asked is None else brought[asked]).append(line)
    entries = tuple(_question(q, brought[q.key], naming) for q in result.questions)
    return (
        *section(f"还要回答的问题（{len(entries)}个）", entries, _LEAD),
        *section("视情况还要做的", tuple(_line(line, naming) for line in alone)),
    )


def _question(question: Question, lines: Iterable[ConditionalLine], naming: Naming) -> Entry:
    unit = "" if question.unit in ("", "无") else f"（单位：{question.unit}）"
    return Entry(
        f"□ {question.label}：{question.text}{unit}",
        (
            *detail("可选", "、".join(question.options)),
            *detail("关系到", naming.permits(question.points)),
            *detail("可能带来", *dict.fromkeys(line.text for line in lines)),
        ),
    )


def _line(line: ConditionalLine, naming: Naming) -> Entry:
    return Entry(
        line.text,
        (
            *detail("怎么办", line.remedy),
            *detail("材料要求", *demands_words(line.demands)),
            *detail("用于", naming.permits((line.point,))),
        ),
    )
