"""Hostile texts in every place of a result, for every kind of notice in every form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from permit_rules.notices import Document, JointKind, NoticeKind, Particulars, kinds_for, notice
from permit_rules.notices.rendering import document_of
from permit_rules.result import CheckResult
from tests.notices.joint_results import JOINT, PLAN
from tests.notices.results import RESULTS

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></head><img src=x onerror=alert(1)>",
    "\"' onload='x' {{ 7*7 }} {% raw %} ${x} &lt;b&gt; &#x41;",
    "`code` *b* [a](javascript:x) | ``` # - 1. _x_",
    "]]></w:t></w:r><w:br/>",
    "\0a\x01\x08\x0b\x0c\x0e\x1f\x7f\x85\x9f",
    "\x1b[2J\x1b]0;t\x07甲",
    "甲\u202e乙\u2066丙\u200f",
    "\ud800甲\udfff\ufffe\uffff",
    "a\tb\r\nc\u2028d\u2029e",
    "𠮷🏮\U0001fffe\U0010ffff",
    "长" * 5_000,
)

#: What is no text for people: ids, closed vocabularies, digests.
_NO_TEXT = {
    "kind", "code", "point", "points", "item", "severity", "service_kind", "status", "way", "by",
    "truth", "key", "depends_on", "levels", "digest", "verdict_label", "review_class", "unsettled",
    "count_from", "grade", "id", "material", "identity", "permit", "needs", "need", "fields",
    "papers", "waits_for", "comes_from", "bundle", "field", "operator", "values", "paper",
}  # fmt: skip

M = TypeVar("M", bound=BaseModel)


def everywhere(model: M, text: str) -> M:
    """The model with ``text`` in place of every text for people that says something."""
    changed = {
        name: value if name in _NO_TEXT else _put(value, text)
        for name in type(model).model_fields
        if (value := getattr(model, name)) or isinstance(value, bool)
    }
    return model.model_copy(update=changed)


def _put(value: Any, text: str) -> Any:
    if isinstance(value, BaseModel):
        return everywhere(value, text)
    if isinstance(value, tuple):
        return tuple(_put(v, text) for v in value)
    return text if type(value) is str else value


def notices(text: str) -> dict[str, Document]:
    """Every notice of every result with that text everywhere, also where an office fills in."""
    by = Particulars(office=text, handler=text, number=text)
    made = {}
    for name, result in RESULTS.items():
        changed = everywhere(result, text)
        assert isinstance(changed, CheckResult)
        for kind in kinds_for(changed):
            made[f"{name}/{kind.name}"] = _without_glossary(notice(changed, kind, by))
    # One is enough: its sections are those of all the others, and each costs a Word file.
    joint = everywhere(JOINT["joint-correction"], text)
    for kind in JointKind:
        made[f"joint/{kind.name}"] = _without_glossary(document_of(joint, kind, by))
    made["plan/PLAN"] = _without_glossary(document_of(everywhere(PLAN, text)))
    kinds = {*(kind.name for kind in NoticeKind), *(kind.name for kind in JointKind), "PLAN"}
    assert {key.partition("/")[2] for key in made} == kinds
    return made


def _without_glossary(document: Document) -> Document:
    """Which words are explained follows from the words that stand there."""
    kept = tuple(s for s in document.sections if s.heading != "名词说明")
    return replace(document, sections=kept)
