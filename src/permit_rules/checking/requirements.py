"""What a paper is held to, in words: said with a demand, and again when it is not met."""

from __future__ import annotations

from permit_rules.conditions.fields import FieldCatalogue
from permit_rules.conditions.phrases import period_words
from permit_rules.model.material import (
    AgeStandard,
    AgreementStandard,
    ContentStandard,
    CopiesStandard,
    ExpiryStandard,
    FormStandard,
    ManualStandard,
    SignatureStandard,
    Standard,
)


def requirement(standard: Standard, catalogue: FieldCatalogue) -> str:
    """One standard as a Chinese clause without a full stop: 须由申请人签名或盖章."""
    if isinstance(standard, FormStandard):
        forms = "或者".join(f.value for f in standard.forms)
        return f"须为{forms}" + ("，不接受电子证照" if standard.paper_only else "")
    if isinstance(standard, CopiesStandard):
        return f"纸质提交的须有{standard.count}份"
    if isinstance(standard, SignatureStandard):
        who = (
            f"每一名{catalogue.by_id(standard.roster).label}"
            if standard.roster
            else standard.signer
        )
        return f"须由{who}{standard.method.value}"
    if isinstance(standard, ExpiryStandard):
        beyond = f"之后{period_words(standard.beyond)}" if standard.beyond else ""
        return f"在收件日{beyond}须仍在有效期内"
    if isinstance(standard, AgeStandard):
        return f"须在收件日前{period_words(standard.within)}以内出具"
    if isinstance(standard, AgreementStandard):
        field = catalogue.by_id(standard.field)
        return f"写明的{standard.stated}须与申请信息中的{field.label}一致"
    if isinstance(standard, ContentStandard):
        return f"须含有或者标明「{standard.content}」"
    if isinstance(standard, ManualStandard):
        return standard.text
    raise TypeError(f"unknown standard {type(standard).__name__}")


def defect(standard: Standard, name: str, found: str, catalogue: FieldCatalogue) -> str:
    """What is wrong with a paper, in one Chinese sentence: requirement, and what was found."""
    return f"《{name}》{requirement(standard, catalogue)}" + (f"；{found}" if found else "") + "。"
