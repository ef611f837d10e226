"""Does a paper in hand meet one of its standards? True, False, or not observed.

Everything that compares two things is settled here, before the engine is asked: forms, copies,
signers, expiry, age, agreement with the application, contents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from permit_rules.checking.application import Channel, SubmittedMaterial
from permit_rules.checking.typed_facts import member_label, type_value
from permit_rules.conditions.facts import Value
from permit_rules.conditions.fields import FieldCatalogue, FieldType
from permit_rules.conditions.phrases import value_words
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    ContentStandard,
    CopiesStandard,
    ExpiryStandard,
    FormStandard,
    MaterialForm,
    SignatureStandard,
    SignMethod,
    Standard,
)
from permit_rules.working_days import Calendar, later
from permit_rules.written import LongTerm, NotReadable, fold


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a paper is compared with: the day, the channel and the typed facts."""

    received_on: date
    channel: Channel | None
    values: Mapping[str, Value]
    catalogue: FieldCatalogue
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen: ``met`` None means not observed; ``found`` says what stood there.

    ``last`` is the last day of what runs for some time, where that is known.
    """

    met: bool | None
    found: str = ""
    last: date | None = None


NOT_OBSERVED = Observation(None)


def observe(standard: Standard, paper: SubmittedMaterial, around: Surroundings) -> Observation:
    """Compare one paper with one standard."""
    if isinstance(standard, FormStandard):
        return _form(standard, paper)
    if isinstance(standard, CopiesStandard):
        return _copies(standard, paper, around)
    if isinstance(standard, SignatureStandard):
        return _signature(standard, paper, around)
    if isinstance(standard, ExpiryStandard):
        return _expiry(standard, paper, around)
    if isinstance(standard, AgeStandard):
        return _age(standard, paper, around)
    if isinstance(standard, AgreementStandard):
        return _agreement(standard, paper, around)
    if isinstance(standard, ContentStandard):
        return _content(standard, paper)
    return NOT_OBSERVED


def observe_all(
    standard: Standard, papers: list[SubmittedMaterial], around: Surroundings
) -> Observation:
    """The best of several papers handed in for one: a good one among them is enough."""
    if len(papers) == 1:
        return observe(standard, papers[0], around)
    # In an order of their own, so that the order of the payload does not show in the answer.
    seen = sorted((observe(standard, p, around) for p in papers), key=lambda o: o.found)
    for wanted in (True, None, False):
        for observation in seen:
            if observation.met is wanted:
                return observation
    return NOT_OBSERVED


def _form(standard: FormStandard, paper: SubmittedMaterial) -> Observation:
    form = paper.form
    if form is None:
        return NOT_OBSERVED
    met = (
        form in standard.forms
        or (form is MaterialForm.ELECTRONIC and not standard.paper_only)
        or (form is MaterialForm.ORIGINAL and MaterialForm.COPY in standard.forms)
    )
    return Observation(met, f"提交的是{form.value}")


def _copies(
    standard: CopiesStandard, paper: SubmittedMaterial, around: Surroundings
) -> Observation:
    if around.channel is Channel.ONLINE or standard.count <= 1:
        return Observation(True)
    if paper.copies is None:
        return NOT_OBSERVED
    found = f"提交了{paper.copies}份"
    if paper.copies >= standard.count:
        return Observation(True, found)
    return Observation(False if around.channel is Channel.PAPER else None, found)


def _signature(
    standard: SignatureStandard, paper: SubmittedMaterial, around: Surroundings
) -> Observation:
    if standard.roster:
        return _every_signer(standard.roster, paper, around)
    signed = True if paper.signed_by else paper.signed
    sealed = paper.sealed
    said = [w for w, v in (("已签名", signed), ("已盖章", sealed)) if v]
    said += [w for w, v in (("未签名", signed), ("未盖章", sealed)) if v is False]
    wanted = {SignMethod.SIGNED: (signed,), SignMethod.SEALED: (sealed,)}.get(
        standard.method, (signed, sealed)
    )
    if standard.method is SignMethod.EITHER:
        met = True if True in wanted else None if None in wanted else False
    else:
        met = False if False in wanted else None if None in wanted else True
    return Observation(met, "、".join(said))


def tells(standard: Standard, paper: SubmittedMaterial) -> bool:
    """Whether a paper says what a standard compares with a field."""
    if isinstance(standard, AgreementStandard):
        return any(fold(k) == fold(standard.stated) for k in paper.states)
    return paper.signed_by is not None


def _every_signer(roster_id: str, paper: SubmittedMaterial, around: Surroundings) -> Observation:
    members = around.values.get(roster_id)
    if members == ():
        return Observation(True)
    if paper.signed_by is None or not isinstance(members, tuple):
        return NOT_OBSERVED
    roster = around.catalogue.by_id(roster_id)
    have = {fold(s) for s in paper.signed_by}
    names = [member_label(roster, m, n) for n, m in enumerate(members, 1)]
    lacking = [name for name in names if fold(name) not in have]
    return Observation(not lacking, f"缺少{'、'.join(lacking)}的签名" if lacking else "")


def _expiry(
    standard: ExpiryStandard, paper: SubmittedMaterial, around: Surroundings
) -> Observation:
    if paper.expires_on is None:
        return NOT_OBSERVED
    if isinstance(paper.expires_on, LongTerm):
        return Observation(True, "长期有效")
    needed: date | None = around.received_on
    if standard.beyond is not None:
        needed = later(around.received_on, standard.beyond, around.calendar)
    met = None if needed is None else paper.expires_on >= needed
    return Observation(met, f"有效期至{paper.expires_on.isoformat()}")


def _age(standard: AgeStandard, paper: SubmittedMaterial, around: Surroundings) -> Observation:
    if paper.issued_on is None:
        return NOT_OBSERVED
    last = later(paper.issued_on, standard.within, around.calendar)
    met = None if last is None else last >= around.received_on
    return Observation(met, f"出具于{paper.issued_on.isoformat()}")


def _agreement(
    standard: AgreementStandard, paper: SubmittedMaterial, around: Surroundings
) -> Observation:
    wanted = fold(standard.stated)
    stated = next((v for k, v in paper.states.items() if fold(k) == wanted), None)
    field = around.catalogue.by_id(standard.field)
    value = around.values.get(standard.field)
    if stated is None or stated == "" or value is None:
        return NOT_OBSERVED
    try:
        there = type_value(field, stated)
    except NotReadable:
        return Observation(False, f"材料上的{standard.stated}无法识别")
    text = field.type is FieldType.TEXT
    met = fold(str(there)) == fold(str(value)) if text else there == value
    found = f"材料上为「{str(stated)[:60]}」，申请信息中为「{value_words(field, value)[:60]}」"
    return Observation(met, found)


def _content(standard: ContentStandard, paper: SubmittedMaterial) -> Observation:
    if paper.contents is None:
        return NOT_OBSERVED
    wanted = fold(standard.content)
    return Observation(any(wanted in fold(c) for c in paper.contents))


def near_expiry(
    standard: ExpiryStandard, paper: SubmittedMaterial, around: Surroundings
) -> date | None:
    """The paper's last day, when that is the day of receipt or within the reminder; else None."""
    last = paper.expires_on
    if not isinstance(last, date) or last < around.received_on:
        return None
    remind = (
        later(around.received_on, standard.remind, around.calendar)
        if standard.remind
        else around.received_on
    )
    return last if remind is not None and last <= remind else None
