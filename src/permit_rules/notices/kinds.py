"""Which notices a result can be written as."""

from __future__ import annotations

from typing import Final

from permit_rules.notice_kinds import NoticeKind
from permit_rules.result import CheckResult, CommitmentMade, Verdict

_SUGGESTED: Final = {
    Verdict.ACCEPTED: NoticeKind.ACCEPTANCE,
    Verdict.ACCEPTED_WITH_DEFERRALS: NoticeKind.DEFERRALS,
    Verdict.CORRECTION: NoticeKind.CORRECTION,
    Verdict.NOT_ACCEPTED: NoticeKind.NON_ACCEPTANCE,
    Verdict.NOT_REQUIRED: NoticeKind.NOT_REQUIRED,
    Verdict.CANNOT_TELL: NoticeKind.QUESTIONS,
}


def kinds_for(result: CheckResult) -> tuple[NoticeKind, ...]:
    """The notices that can be written from a result, that of its verdict first.

    A 告知承诺书 comes second where the applicant chose a commitment, or may still choose one.
    """
    suggested = _SUGGESTED[result.verdict]
    if result.commitments or offered(result):
        return (suggested, NoticeKind.COMMITMENT)
    return (suggested,)


def offered(result: CheckResult) -> tuple[CommitmentMade, ...]:
    """What the applicant may still promise in place of a material, each once, in order."""
    routes = (route for finding in result.findings for route in finding.routes)
    return tuple(dict.fromkeys(r.offer for r in routes if r.open and r.offer is not None))


def fitting(result: CheckResult, kind: NoticeKind | None) -> NoticeKind:
    """The kind that is wanted, or that of the verdict.

    Raises:
        ValueError: the result cannot be written as that kind.
    """
    possible = kinds_for(result)
    if kind is None:
        return possible[0]
    if kind not in possible:
        names = ", ".join(k.value for k in possible)
        raise ValueError(
            f"a result with the verdict {result.verdict_label} cannot be written as "
            f"{NoticeKind(kind).value}, only as {names}"
        )
    return NoticeKind(kind)
