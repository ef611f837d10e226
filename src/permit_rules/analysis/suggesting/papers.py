"""Papers for suggested cases: in order and no more than that, or with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from permit_rules.analysis.form import Form, Payload
from permit_rules.analysis.handing_in import ANOTHER, oldest
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    ContentStandard,
    CopiesStandard,
    ExpiryStandard,
    FormStandard,
    MaterialForm,
    Paper,
    SignatureStandard,
    Standard,
)

#: What a paper says that runs for ever.
LONG_TERM: Final = "长期"


@dataclass(frozen=True, slots=True)
class Writing:
    """What a paper is written against: the application so far, its form, and its day."""

    payload: Payload
    form: Form
    day: date


def in_order(paper: Paper, writing: Writing, of: str = "") -> dict[str, Any]:
    """The paper as it should be handed in, with what its standards look at and nothing else."""
    made: dict[str, Any] = {"code": paper.id, **({"of": of} if of else {})}
    for standard in paper.standards:
        meet(made, standard, writing)
    return made


def meet(made: dict[str, Any], standard: Standard, writing: Writing) -> None:
    """Make a paper meet one standard; one that only people judge says nothing of the paper."""
    writer = _GOOD.get(type(standard))
    if writer is not None:
        writer(made, standard, writing)


def spoil(made: dict[str, Any], standard: Standard, writing: Writing) -> None:
    """Make a paper fail one standard."""
    writer = _BAD.get(type(standard))
    if writer is not None:
        writer(made, standard, writing)


def silence(made: dict[str, Any], standard: Standard) -> None:
    """Say nothing of what one standard looks at."""
    for key in _READ.get(type(standard), ()):
        made.pop(key, None)


_READ: Final[Mapping[type[Standard], tuple[str, ...]]] = {
    FormStandard: ("form",),
    CopiesStandard: ("copies",),
    SignatureStandard: ("signed", "sealed", "signed_by"),
    ExpiryStandard: ("expires_on",),
    AgeStandard: ("issued_on",),
    AgreementStandard: ("states",),
    ContentStandard: ("contents",),
}


def _good_form(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["form"] = s.forms[0].value


def _bad_form(made: dict[str, Any], s: Any, w: Writing) -> None:
    taken = {*s.forms, *([MaterialForm.ORIGINAL] if MaterialForm.COPY in s.forms else [])}
    if not s.paper_only:
        taken.add(MaterialForm.ELECTRONIC)
    made["form"] = next((f.value for f in MaterialForm if f not in taken), s.forms[0].value)


def _good_copies(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["copies"] = str(s.count)


def _bad_copies(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["copies"] = str(s.count - 1)
    w.payload["channel"] = "线下"  # nobody counts what comes online


def _good_signature(made: dict[str, Any], s: Any, w: Writing) -> None:
    method = s.method.value
    made["signed"] = "是" if "签名" in method else "否"
    made["sealed"] = "是" if method in ("盖章", "签名并盖章") else "否"
    if s.roster:
        made["signed_by"] = [label for label, _ in w.form.all_members(w.payload, s.roster)]


def _bad_signature(made: dict[str, Any], s: Any, w: Writing) -> None:
    made.update(signed="否", sealed="否")
    if s.roster:
        made["signed_by"] = []


def _good_expiry(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["expires_on"] = LONG_TERM


def _bad_expiry(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["expires_on"] = (w.day - timedelta(days=1)).isoformat()


def _good_age(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["issued_on"] = w.day.isoformat()


def _bad_age(made: dict[str, Any], s: Any, w: Writing) -> None:
    last = oldest(w.day, s.within, w.form.calendar)
    made["issued_on"] = (last - timedelta(days=1)).isoformat()


def _good_agreement(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["states"] = {**made.get("states", {}), s.stated: _own(made, s, w)}


def _own(made: dict[str, Any], s: Any, w: Writing) -> Any:
    """What the application says, which is stated first where it says nothing."""
    of = str(made.get("of") or "")
    own = w.form.stated(w.payload, s.field, of)
    field = w.form.field(s.field)
    if own in (None, "") and field is not None:
        own = {"数值": "2", "日期": w.day.isoformat()}.get(field.type.value, "示例")
        w.form.write(w.payload, s.field, own, of or None)
    return own


def _bad_agreement(made: dict[str, Any], s: Any, w: Writing) -> None:
    _own(made, s, w)
    made["states"] = {**made.get("states", {}), s.stated: _another(s, w)}


def _another(s: Any, w: Writing) -> str:
    """Something that the application does not say, of the kind it would say."""
    field = w.form.field(s.field)
    kind = field.type.value if field else "文本"
    if kind == "数值":
        return "999999"
    return "1990-01-01" if kind == "日期" else ANOTHER


def _good_content(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["contents"] = [*dict.fromkeys((*made.get("contents", ()), s.content))]


def _bad_content(made: dict[str, Any], s: Any, w: Writing) -> None:
    made["contents"] = [c for c in made.get("contents", ()) if c != s.content]


_Writer = Callable[[dict[str, Any], Any, Writing], None]
_GOOD: Final[Mapping[type[Standard], _Writer]] = {
    FormStandard: _good_form,
    CopiesStandard: _good_copies,
    SignatureStandard: _good_signature,
    ExpiryStandard: _good_expiry,
    AgeStandard: _good_age,
    AgreementStandard: _good_agreement,
    ContentStandard: _good_content,
}
_BAD: Final[Mapping[type[Standard], _Writer]] = {
    FormStandard: _bad_form,
    CopiesStandard: _bad_copies,
    SignatureStandard: _bad_signature,
    ExpiryStandard: _bad_expiry,
    AgeStandard: _bad_age,
    AgreementStandard: _bad_agreement,
    ContentStandard: _bad_content,
}


def papers_of(materials: Iterable[Any]) -> Mapping[str, Paper]:
    """Every paper that may be handed in for these materials, by id."""
    return {
        each.id: each
        for material in materials
        for paper in (material, *material.parts)
        for each in (paper, *paper.alternatives)
    }
