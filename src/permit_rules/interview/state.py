"""The state of an interview as JSON, and taking it up again, also under rules that changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from permit_rules.checking.payload_paths import at
from permit_rules.diagnostics import Diagnostic
from permit_rules.errors import AnswerRefused
from permit_rules.interview.answers import Answer, asked_as, read_answer
from permit_rules.interview.prepared import Prepared

#: The format of a state; another number is refused.
FORMAT = 1


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SavedAnswer(_Frozen):
    """One answer: the field by id and label, what was answered (None: 不知道), how it was asked."""

    field: str
    label: str
    answer: str | tuple[str, ...] | None
    asked: str


class SavedInterview(_Frozen):
    """An interview as it is kept; ``digest`` is that of the rule files it was held under.

    One of ``bundle`` and ``item`` is None.
    """

    format: int = FORMAT
    bundle: str | None = None
    item: str | None = None
    place: str = ""
    on: date
    digest: str = ""
    answers: tuple[SavedAnswer, ...] = ()


def saved(prepared: Prepared, bundle: str | None, answers: tuple[Answer, ...]) -> SavedInterview:
    """The interview with these answers, ready to be written."""
    return SavedInterview(
        bundle=bundle,
        item=prepared.item or None,
        place=prepared.place,
        on=prepared.on,
        digest=prepared.library.digest,
        answers=tuple(
            SavedAnswer(
                field=a.key,
                label=prepared.catalogue.by_id(a.key).label,
                answer=tuple(a.written) if isinstance(a.written, list) else a.written,
                asked=a.asked,
            )
            for a in answers
        ),
    )


def read_state(state: Mapping[str, object] | str | bytes) -> SavedInterview:
    """A state as it was written.

    Raises:
        AnswerRefused: it is not the state of an interview.
    """
    try:
        if isinstance(state, (str, bytes)):
            found = SavedInterview.model_validate_json(state)
        else:
            found = SavedInterview.model_validate(state)
    except ValidationError as error:
        first = error.errors()[0]
        raise _refused(".".join(map(str, first["loc"]))) from None
    if found.format != FORMAT or (found.bundle is None) is (found.item is None):
        raise _refused("format" if found.format != FORMAT else "bundle")
    return found


def _refused(where: str) -> AnswerRefused:
    return AnswerRefused(
        Diagnostic(
            code="SH881",
            where=at(where or "state"),
            message="这不是问答的记录，或者记录不完整",
            help="请从头开始，或者用保存时写出的文件",
        )
    )


def answers_kept(
    prepared: Prepared, state: SavedInterview
) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
    """The answers that still answer the questions as they are asked now, and what became of others.

    What became of the others is told in Chinese, one line each; where nothing changed, nothing.
    """
    kept, changed = [], []
    same = state.digest == prepared.library.digest
    if not same:
        changed.append("规则在保存以后有改动，已按现在的规则接着问。")
    for answer in state.answers:
        told = f"「{answer.label}」"
        if not prepared.askable(answer.field) or answer.field not in prepared.levels.fields:
            changed.append(f"{told}不再需要，原来的回答已去掉。")
        elif asked_as(prepared, answer.field) != answer.asked:
            changed.append(f"{told}的问法或者选项改了，请重新回答。")
        else:
            raw = list(answer.answer) if isinstance(answer.answer, tuple) else answer.answer
            try:
                kept.append(read_answer(prepared, answer.field, raw))
            except AnswerRefused:
                changed.append(f"{told}原来的回答不能用了，请重新回答。")
    return tuple(kept), tuple(changed)
