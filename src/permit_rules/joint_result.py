"""What the check of several permits in one application returns: data only.

Each permit has its own answer, the very one it would get alone; ``together`` is the one list for
the applicant, in which every paper and every question stands once.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from permit_rules.result import (
    Basis,
    CheckResult,
    Clause,
    ConditionData,
    PayloadFinding,
    Question,
    Requirement,
    TimeLimitLine,
    Verdict,
)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PermitAnswer(_Frozen):
    """One permit of the application: why it is needed, who gets what of it, and the answer.

    ``key`` is the id of the item, with ``@`` and the premises where there are several. ``result``
    is what :meth:`permit_rules.Checker.check` says to its share alone. ``fields`` (ids) and
    ``papers`` (places in ``materials``) are what of the application goes to the ``authority``, and
    nothing else does. ``waits_for`` are the permits of this application whose outcome it needs.
    ``counts`` False: a filing or report, or a permit that only waits; it holds nothing up.
    """

    key: str
    item: str
    item_name: str
    handling_item: str = ""
    premises: str = ""
    authority: str = ""
    needed_because: tuple[Clause, ...] = ()
    basis: tuple[Basis, ...] = ()
    fields: tuple[str, ...] = ()
    papers: tuple[int, ...] = ()
    waits_for: tuple[str, ...] = ()
    counts: bool = True
    result: CheckResult

    @property
    def verdict(self) -> Verdict:
        """What is suggested for this permit."""
        return self.result.verdict


class PaperUse(_Frozen):
    """Who wants a paper, and under which id and name."""

    permit: str
    paper: str
    name: str


class JointPaper(_Frozen):
    """One paper, for every permit that asks for it.

    ``identity`` is the id of the shared paper, else ``item/paper``. ``premises`` is "" where it
    serves all of them; ``instance`` the roster member it is about. ``requirements`` are those of
    all its uses, the strictest of each kind. ``comes_from`` is the permit of this application that
    ends with it, "" for a paper that the applicant brings; ``in_hand`` whether it was handed in.
    """

    identity: str
    name: str
    premises: str = ""
    instance: str = ""
    uses: tuple[PaperUse, ...]
    requirements: tuple[Requirement, ...] = ()
    comes_from: str = ""
    in_hand: bool = False
    shared_source: str = ""


class JointField(_Frozen):
    """One field of the one form, and the permits that need it.

    ``source`` says where its value came from if the applicant did not have to write it: the name
    of a licence, 身份认证, an earlier case, the kind of business; "" where he wrote it or it is
    not stated.
    """

    field: str
    label: str
    premises: str = ""
    permits: tuple[str, ...]
    stated: bool
    source: str = ""


class Tally(_Frozen):
    """How many there are over all single applications, and in the one."""

    separately: int
    together: int

    @property
    def saved(self) -> int:
        """How many fewer."""
        return self.separately - self.together


class Dependency(_Frozen):
    """A permit that needs the outcome of another one of this application.

    ``may_follow`` True: the paper may be handed in later (容缺), so the permit need not wait where
    the applicant chooses so; ``put_off`` True: that was chosen, and it does not.
    Where it hangs on something unstated whether the paper is needed, ``text`` says on what.
    """

    permit: str
    needs: str
    paper: str
    paper_name: str
    may_follow: bool
    put_off: bool = False
    text: str
    basis: tuple[Basis, ...] = ()


class PermitNeeded(_Frozen):
    """A permit that a business needs, or may need.

    ``certain`` False: it hangs on something unstated, ``when`` is the condition left.
    """

    need: str
    item: str
    item_name: str
    handling_item: str
    certain: bool
    reason: tuple[Clause, ...] = ()
    when: ConditionData | None = None
    basis: tuple[Basis, ...] = ()
    note: str = ""


class Elsewhere(_Frozen):
    """A matter to be dealt with at another office, which the library has no item for."""

    need: str
    name: str
    department: str
    certain: bool
    reason: tuple[Clause, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""


class Inferred(_Frozen):
    """A fact that was not asked, because it follows from what is stated."""

    field: str
    label: str
    value: str
    reason: str
    by: str = ""


class BusinessPlan(_Frozen):
    """Which permits a business needs, why, and what is left to ask.

    ``facts`` are those stated, those the bundle stands for, and what follows from them, by label;
    ``inferred`` says which of them nobody wrote.
    """

    format: int = 1
    bundle: str = ""
    bundle_name: str = ""
    place: str = ""
    permits: tuple[PermitNeeded, ...] = ()
    not_needed: tuple[PermitNeeded, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    questions: tuple[Question, ...] = ()
    facts: dict[str, object] = {}
    inferred: tuple[Inferred, ...] = ()
    payload: tuple[PayloadFinding, ...] = ()
    digest: str = ""


class JointResult(_Frozen):
    """The whole answer to one application for several permits.

    ``verdict`` is the worst of the permits that count; ``together`` the one list to tell the
    applicant: findings, questions and conditional lines of all permits, each once. ``papers`` and
    ``fields`` are the one list of papers and the one form; ``paper_count`` and ``field_count`` how
    many that are against applying separately. ``limits`` are each permit's own beside the joint
    limit of 行政许可法 art. 42; they run side by side.
    """

    format: int = 1
    bundle: str = ""
    bundle_name: str = ""
    place: str = ""
    applicant: str = ""
    received_on: date | None = None
    verdict: Verdict
    verdict_label: str
    complete: bool
    incomplete_because: tuple[str, ...] = ()
    plan: BusinessPlan | None = None
    permits: tuple[PermitAnswer, ...] = ()
    together: CheckResult
    papers: tuple[JointPaper, ...] = ()
    fields: tuple[JointField, ...] = ()
    paper_count: Tally
    field_count: Tally
    dependencies: tuple[Dependency, ...] = ()
    limits: tuple[TimeLimitLine, ...] = ()
    payload: tuple[PayloadFinding, ...] = ()
    digest: str = ""

    def permit(self, key: str) -> PermitAnswer:
        """The answer for one permit by its key; KeyError when there is none."""
        for answer in self.permits:
            if answer.key == key:
                return answer
        raise KeyError(key)
