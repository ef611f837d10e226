"""Legal bases as guides cite them, each with how well its text was read."""

from __future__ import annotations

from collections.abc import Iterable

from permit_rules.model.basis import Grade, LegalBasis


def cited(basis: Iterable[LegalBasis]) -> str:
    """《…》第…条（法规原文）；《…》第…条（凭记忆）: every basis with the grade of its source."""
    return "；".join(f"{b.words}（{b.grade.value}）" for b in basis)


def marked(grade: Grade) -> str:
    """The grade; one that was not read in the text of law says that it has to be checked."""
    return grade.value if grade.verified else f"{grade.value}，待核对"


def cited_lines(basis: Iterable[LegalBasis]) -> tuple[str, ...]:
    """Each basis on a line of its own, once, those still to be checked marked."""
    return tuple(dict.fromkeys(f"{b.words}（{marked(b.grade)}）" for b in basis))
