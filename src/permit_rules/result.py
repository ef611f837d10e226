"""What a check returns: data only; words for people are made from it elsewhere.

Every model is frozen and serialises to the same bytes for the same input. Keys and codes are
English; texts shown to clerks and applicants are Chinese.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from pydantic import BaseModel, ConfigDict, Field

from permit_rules.diagnostics import Diagnostic


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Verdict(str, Enum):
    """What the library suggests; an office decides."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_DEFERRALS = "accepted_with_deferrals"
    CORRECTION = "correction"
    NOT_ACCEPTED = "not_accepted"
    NOT_REQUIRED = "not_required"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> str:
        """受理, 容缺受理, 补正, 不予受理, 不需要许可 or 无法判断."""
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.ACCEPTED: "受理",
    Verdict.ACCEPTED_WITH_DEFERRALS: "容缺受理",
    Verdict.CORRECTION: "补正",
    Verdict.NOT_ACCEPTED: "不予受理",
    Verdict.NOT_REQUIRED: "不需要许可",
    Verdict.CANNOT_TELL: "无法判断",
}


class PointStatus(str, Enum):
    """How a review point ended; each point in force ends in exactly one of these."""

    MET = "met"
    FINDING = "finding"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"
    MANUAL = "manual"

    @property
    def label(self) -> str:
        """符合, 不符, 不适用, 无法判断 or 人工."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    PointStatus.MET: "符合",
    PointStatus.FINDING: "不符",
    PointStatus.NOT_APPLICABLE: "不适用",
    PointStatus.CANNOT_TELL: "无法判断",
    PointStatus.MANUAL: "人工",
}


class Way(str, Enum):
    """How a demand was met."""

    HANDED_IN = "handed_in"
    ALTERNATIVE = "alternative"
    SHARED = "shared"
    COMMITTED = "committed"
    DEFERRED = "deferred"
    AT_INSPECTION = "at_inspection"


class FindingKind(str, Enum):
    """What is wrong."""

    MISSING = "missing"
    DEFECTIVE = "defective"
    CONDITION_UNMET = "condition_unmet"
    BARRED = "barred"
    FILING_DUE = "filing_due"
    OTHER_AUTHORITY = "other_authority"

    @property
    def label(self) -> str:
        """The Chinese word for the kind."""
        return {
            "missing": "缺少材料",
            "defective": "材料不符合要求",
            "condition_unmet": "条件不符",
            "barred": "不得申请",
            "filing_due": "应当备案或者报告",
            "other_authority": "应向其他机关提出",
        }[self.value]


class NoteKind(str, Enum):
    """What is worth saying without being a finding."""

    DEFERRABLE = "deferrable"
    EXEMPT = "exempt"
    NOT_REQUIRED = "not_required"
    REQUIRED = "required"
    WARNING = "warning"
    HUMAN_CHECK = "human_check"


class Basis(_Frozen):
    """A legal basis as cited: instrument, article, and how well its text was read."""

    instrument: str
    article: str = ""
    document_number: str = ""
    grade: str
    verified: bool

    @property
    def words(self) -> str:
        """《…》第…条."""
        return f"《{self.instrument}》{self.article}"


class ConditionData(_Frozen):
    """A condition as data, for whoever shows or applies it without knowing the rules.

    Exactly one of these forms: ``all`` or ``any`` of several; ``negated``; or one test of
    ``field`` by ``operator`` (``≥ > ≤ < = ≠`` for numbers in the field's unit and for dates;
    ``one_of``; ``any_of``, ``all_of``, ``only`` for several choices; ``stated``; ``observed``)
    with ``values``. ``text`` says the test in words.
    """

    all: tuple[ConditionData, ...] | None = None
    any: tuple[ConditionData, ...] | None = None
    negated: ConditionData | None = None
    field: str = ""
    operator: str = ""
    values: tuple[str, ...] = ()
    text: str = ""


class Clause(_Frozen):
    """One test that bore on an outcome, with the value that decided it."""

    text: str
    value: str
    truth: str


class CommitmentMade(_Frozen):
    """A material in place of which the applicant promised ``text`` in writing (告知承诺).

    ``check_within`` is how long after its decision the office checks, "" where no rule says;
    ``consequence`` what a broken promise brings. ``point`` is the review point of the material.
    """

    point: str
    material: str
    material_name: str
    text: str
    check_within: str = ""
    consequence: str = ""
    basis: tuple[Basis, ...] = ()


class Route(_Frozen):
    """Another way than the ordinary one; ``open`` False names the clause that closed it in
    ``reason``, and what the ordinary way asks for is then the finding that carries the route.

    ``paper`` is the id of the paper it stands for, with all its parts; ``source`` the source by
    which the office checks a shared one; ``when`` the condition under which the way is open, where
    that hangs on something unstated, or on what the same notice has put right: ``reopens`` then
    says what has to be done first. ``chosen`` says that the applicant chose it; ``deadline`` when
    what was put off is due (a period from acceptance, or the inspection), ``check_within`` how
    long after its decision the office checks, ``consequence`` what follows where that fails;
    ``offer`` what would have to be promised for a commitment.
    """

    kind: str
    open: bool
    chosen: bool = False
    text: str
    paper: str = ""
    source: str = ""
    when: ConditionData | None = None
    reopens: str = ""
    reason: tuple[Clause, ...] = ()
    deadline: str = ""
    check_within: str = ""
    consequence: str = ""
    basis: tuple[Basis, ...] = ()
    offer: CommitmentMade | None = None


class PartRef(_Frozen):
    """A part of a material that a finding names."""

    id: str
    name: str


class Requirement(_Frozen):
    """One thing a paper is held to when it is handed in.

    ``kind`` says which of the other keys are set: ``form`` (forms, any of), ``copies`` (count, on
    paper only), ``signature`` (method; ``roster``: by every member of that field), ``expiry``
    (valid on the day of receipt, or ``beyond`` it), ``age`` (issued no longer ago than
    ``within``), ``agree`` (what the paper says under ``stated`` agrees with ``field``),
    ``content``, ``manual`` (a person looks at it). ``when`` is the condition under which it is
    asked, where that hangs on something unstated.
    """

    point: str
    kind: str
    text: str
    forms: tuple[str, ...] = ()
    count: int | None = None
    method: str = ""
    roster: str = ""
    beyond: str = ""
    within: str = ""
    stated: str = ""
    field: str = ""
    content: str = ""
    when: ConditionData | None = None


class PaperAsked(_Frozen):
    """A paper by id and name, and what it is held to.

    ``when`` is the condition under which it is accepted in place of another, where that hangs on
    something unstated; None: it is.
    """

    id: str
    name: str
    when: ConditionData | None = None
    requirements: tuple[Requirement, ...] = ()


class Demand(_Frozen):
    """A paper to hand in, or one of those accepted in its place."""

    paper: PaperAsked
    instance: str = ""
    instead: tuple[PaperAsked, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything the paper, or one in its place, is held to, in words."""
        own = [r.text for r in self.paper.requirements]
        others = [f"提交《{p.name}》的，{r.text}" for p in self.instead for r in p.requirements]
        return (*own, *others)


class Finding(_Frozen):
    """One thing the applicant has to be told.

    ``points`` are all review points the finding stands for, the naming one first; ``instance``
    is the roster member it is about; ``demands`` are the papers to hand in, with everything they
    will be held to, so that a corrected paper is right the first time. ``must`` is what the
    application has to state instead, where that can be said as data. Of what closes the way for a
    time, ``until`` is the last day and ``again_from`` the first one on which a new application is
    possible, where that is known.
    """

    code: str
    kind: FindingKind
    points: tuple[str, ...]
    material: str = ""
    material_name: str = ""
    parts: tuple[PartRef, ...] = ()
    instance: str = ""
    review_class: str
    message: str
    reason: tuple[Clause, ...] = ()
    basis: tuple[Basis, ...] = ()
    remedy: str
    demands: tuple[Demand, ...] = ()
    must: ConditionData | None = None
    routes: tuple[Route, ...] = ()
    until: date | None = None
    again_from: date | None = None
    correctable_on_spot: bool = False

    @property
    def point(self) -> str:
        """The id of the review point that names the finding."""
        return self.points[0]

    @property
    def standards(self) -> tuple[str, ...]:
        """What the papers are held to, in words; with several papers each by its name."""
        several = len(self.demands) > 1
        return tuple(
            f"《{d.paper.name}》{line}" if several and d is not self.demands[0] else line
            for d in self.demands
            for line in d.lines
        )


class Note(_Frozen):
    """Something said beside the findings; it never changes the verdict.

    ``instance`` is the roster member it is about; ``must`` what the application had better state
    instead, where that can be said as data.
    """

    kind: NoteKind
    point: str = ""
    text: str
    instance: str = ""
    must: ConditionData | None = None
    basis: tuple[Basis, ...] = ()


class Deferral(_Frozen):
    """A paper that may follow (容缺后补): within which time, and what follows if it does not.

    ``kind`` is ``later`` or ``at_inspection``. ``within`` is a period in words (``5个工作日``), ""
    for what is due at the inspection; ``consequence`` is "" where the rules state none. ``point``
    is the review point of the paper, ``material`` its name.
    """

    point: str
    material: str
    kind: str = "later"
    within: str
    consequence: str = ""
    basis: tuple[Basis, ...] = ()


class Exemption(_Frozen):
    """A material that is not asked for, and why: shared (with the source), or by condition."""

    point: str
    material: str
    by: str
    source: str = ""
    reason: tuple[Clause, ...] = ()


class Question(_Frozen):
    """Something the application does not say and the answer can still change the outcome.

    ``key`` is a field id, or the key of an observation about a paper; ``points`` the review
    points that wait for it. For a roster ``members`` are the questions about each of its members.
    """

    kind: str
    key: str
    label: str
    text: str
    options: tuple[str, ...] = ()
    unit: str = ""
    points: tuple[str, ...] = ()
    members: tuple[Question, ...] = ()


class ConditionalLine(_Frozen):
    """What an open point would bring: 若…，还须提交….

    ``when`` is the condition as data, None where the line holds in any case that ``condition``
    does not name; ``demands`` are the papers it would ask for, ``must`` what the application would
    have to state. ``asks`` is what has to be answered besides where the line applies, and is not
    among the questions, because as things stand nothing hangs on it. ``instance`` is the roster
    member it is about, ``each`` the roster about every member of which it is.
    """

    point: str
    condition: str
    text: str
    instance: str = ""
    each: str = ""
    when: ConditionData | None = None
    must: ConditionData | None = None
    remedy: str = ""
    demands: tuple[Demand, ...] = ()
    depends_on: tuple[str, ...] = ()
    asks: tuple[Question, ...] = ()
    basis: tuple[Basis, ...] = ()


class Assumption(_Frozen):
    """A presumption that was used: what was taken, in place of what was not stated, and why."""

    key: str
    label: str
    value: str
    reason: str


class PointResult(_Frozen):
    """How one review point ended; with several instances the worst, and each of them."""

    point: str
    kind: str
    name: str
    review_class: str
    status: PointStatus
    way: Way | None = None
    reason: tuple[Clause, ...] = ()
    instances: tuple[InstanceResult, ...] = ()


class InstanceResult(_Frozen):
    """How a point ended for one member of a roster."""

    instance: str
    status: PointStatus
    way: Way | None = None
    reason: tuple[Clause, ...] = ()


class Counts(_Frozen):
    """The five counts add up to ``total``, the number of review points of the rulebook."""

    met: int = 0
    finding: int = 0
    not_applicable: int = 0
    cannot_tell: int = 0
    manual: int = 0
    total: int = 0


class PayloadFinding(_Frozen):
    """What is wrong with the payload itself: where, what was found, what to write instead."""

    code: str
    severity: str
    where: str
    message: str
    help: str = ""

    @classmethod
    def of(cls, diagnostic: Diagnostic) -> PayloadFinding:
        """From a diagnostic whose place is a path into the payload."""
        place = diagnostic.where.file if diagnostic.where else ""
        return cls(
            code=diagnostic.code,
            severity=diagnostic.severity.value,
            where=place,
            message=diagnostic.message,
            help=diagnostic.help or "",
        )


class OpenWay(_Frozen):
    """The way that stays open after a closing answer, with the materials it asks for."""

    text: str
    handling_item: str = ""
    item: str = ""
    authority: str = ""
    materials: tuple[str, ...] = ()


class TimeLimitLine(_Frozen):
    """One time limit of the procedure, statutory beside committed."""

    step: str
    statutory: str
    committed: str = ""
    note: str = ""
    basis: tuple[Basis, ...] = ()


class Change(_Frozen):
    """Something that is different from the day ``on`` onwards, whatever the applicant does."""

    on: date
    what: str
    point: str = ""


class CheckResult(_Frozen):
    """The whole answer to one application.

    ``complete`` False means that something may be missing from the list, and
    ``incomplete_because`` says what stood in the way. ``since``/``until`` bound the days on which
    the same rules are in force (half-open). ``holds_until`` is the last day up to which nothing
    but the applicant can change the answer, and ``changes`` what is different on the day after.
    ``digest`` identifies the rule files. ``service_kind`` says what kind of thing is applied for:
    行政许可, 登记, 备案 or 报告. ``routes`` are the ways for the application as a whole; those for
    one material stand with its finding.
    """

    format: int = 1
    item: str
    item_name: str = ""
    place: str = ""
    levels: tuple[str, ...] = ()
    handling_item: str = ""
    service_kind: str = ""
    applicant: str = ""
    received_on: date | None = None
    verdict: Verdict
    verdict_label: str
    complete: bool
    incomplete_because: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    conditional: tuple[ConditionalLine, ...] = ()
    notes: tuple[Note, ...] = ()
    routes: tuple[Route, ...] = ()
    commitments: tuple[CommitmentMade, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    exempt: tuple[Exemption, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    open_way: OpenWay | None = None
    decided_on_spot: bool = False
    limits: tuple[TimeLimitLine, ...] = ()
    payload: tuple[PayloadFinding, ...] = ()
    points: tuple[PointResult, ...] = ()
    counts: Counts = Field(default_factory=Counts)
    unsettled: tuple[str, ...] = ()
    count_from: str = ""
    since: date | None = None
    until: date | None = None
    holds_until: date | None = None
    changes: tuple[Change, ...] = ()
    digest: str = ""


PointResult.model_rebuild()
