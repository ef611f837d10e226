"""What happened to an application, entry by entry: the journal of a case.

An event is a plain frozen value that serialises. A case is nothing but its events in order, so
rounds, deadlines and figures are worked out from them and can be worked out again. No event
carries a clock time: the day is what the law counts by.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from permit_rules.joint_result import Tally

# Named here as well: a journal of a case is read with the events alone.
from permit_rules.model.casework import Post as Post
from permit_rules.notice_kinds import NoticeKind as NoticeKind
from permit_rules.result import Verdict


class _Frozen(BaseModel):
    # A figure that JSON has no form for (NaN) is kept as it was typed, not turned into null.
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


class Line(_Frozen):
    """One thing an applicant was, or has to be, told: a review point, the roster member it is
    about, and the code of the finding (``missing``, ``defective/expiry`` …)."""

    point: str
    instance: str = ""
    code: str = ""
    text: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two lines the same; the wording does not."""
        return (self.point, self.instance, self.code)


class Outcome(_Frozen):
    """What the library said of one submission, as much of it as a case needs.

    ``lines`` are the findings, ``announced`` the review points of the conditional lines and of
    the questions, ``shared`` the number of materials that were not asked for because the office
    has them by sharing. ``deferred``, ``at_inspection`` and ``committed`` are the review points of
    materials on those routes. ``digest`` identifies the rules.
    """

    verdict: Verdict
    complete: bool
    handling_item: str = ""
    lines: tuple[Line, ...] = ()
    announced: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()
    at_inspection: tuple[str, ...] = ()
    committed: tuple[str, ...] = ()
    shared: int = 0
    decided_on_spot: bool = False
    holds_until: date | None = None
    digest: str = ""


class ExtraDemand(_Frozen):
    """Something the office wants beyond the list, and the answer to it.

    ``point`` is the review point it rests on, "" where no rule asks for it; then ``answer`` says
    that there is no basis (行政许可法 art. 31; 优化营商环境条例 art. 35).
    """

    text: str
    point: str = ""
    answer: str = ""


class _Event(_Frozen):
    """``on`` is the day it happened, ``by`` who did it (a staff number, never a name)."""

    on: date
    by: str = ""


class Submitted(_Event):
    """The applicant handed something in: the first application, or a correction of it."""

    kind: Literal["submitted"] = "submitted"
    payload: dict[str, Any]
    outcome: Outcome
    resolved: tuple[Line, ...] = ()
    carried_over: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()
    late_notified: tuple[Line, ...] = ()


class Joined(_Event):
    """The case is one of several that came in as one application (一照通行).

    ``application`` is the office's own number for the whole, ``bundle`` the id of the kind of
    business, ``permit`` the key of this permit in it, ``after`` the keys of those it waits for,
    ``cases`` how many there are. ``papers`` and ``fields`` are how many the whole application took
    against single ones; each of its cases says the same.
    """

    kind: Literal["joined"] = "joined"
    application: str
    bundle: str = ""
    permit: str = ""
    after: tuple[str, ...] = ()
    cases: int = Field(ge=1)
    papers: Tally
    fields: Tally


class Noticed(_Event):
    """The office told the applicant something in writing; ``lines`` are what it told."""

    kind: Literal["noticed"] = "noticed"
    notice: NoticeKind
    lines: tuple[Line, ...] = ()
    announced: tuple[str, ...] = ()
    demands: tuple[ExtraDemand, ...] = ()


class Alerted(_Event):
    """A round count reached a threshold of the rules (补正轮次), or another one did."""

    kind: Literal["alerted"] = "alerted"
    alert: str
    rounds: int
    text: str


class Assigned(_Event):
    """A task was given to somebody (指派, 接受任务): from this day the clock of the post runs.

    ``task`` says what they are to do (现场核查, 检验 …; 行政许可法 art. 34(3), 55), ``persons``
    are staff numbers.
    """

    kind: Literal["assigned"] = "assigned"
    post: Post = Post.INSPECTION
    task: str = ""
    persons: tuple[str, ...] = ()


class Forwarded(_Event):
    """The lower office ended its first review and sent the case up (行政许可法 art. 43)."""

    kind: Literal["forwarded"] = "forwarded"
    to: str = ""


class Worked(_Event):
    """Somebody began or ended work at a post; ``until`` is the day it was done."""

    kind: Literal["worked"] = "worked"
    post: Post
    until: date


class Excluded(_Event):
    """An interval that does not count (检验, 评审, 听证 …; 行政许可法 art. 45).

    It starts on ``on`` and lasts through ``until``. Without a written notice to the applicant
    (``noticed_on`` None) it is not excluded.
    """

    kind: Literal["excluded"] = "excluded"
    what: str
    until: date
    noticed_on: date | None = None


class Extended(_Event):
    """The time limit was extended by a chief, with the reason told to the applicant (art. 42)."""

    kind: Literal["extended"] = "extended"
    days: int = Field(ge=1)
    reason: str


class Inspected(_Event):
    """An inspection was carried out; ``evidence`` are references to recordings and photographs."""

    kind: Literal["inspected"] = "inspected"
    mode: str
    inspectors: tuple[str, ...]
    passed: bool
    supplied: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    record: str = ""


class HandedInLater(_Event):
    """A deferred material came in, or was corrected; ``points`` are those it settled."""

    kind: Literal["handed_in_later"] = "handed_in_later"
    points: tuple[str, ...]


class RouteWithdrawn(_Event):
    """The applicant withdrew a commitment or a deferral before the decision."""

    kind: Literal["route_withdrawn"] = "route_withdrawn"
    point: str


class CommitmentChecked(_Event):
    """The office checked after its decision whether a commitment was kept."""

    kind: Literal["commitment_checked"] = "commitment_checked"
    point: str
    kept: bool


class Result(str, Enum):
    """How a case ended."""

    GRANTED = "准予"
    REFUSED = "不予许可"
    NOT_ACCEPTED = "不予受理"
    NOT_REQUIRED = "不需要许可"
    WITHDRAWN = "撤回申请"
    LAPSED = "逾期终结"


class Decided(_Event):
    """The case was decided; ``reason`` is a code of the office for figures, not free text."""

    kind: Literal["decided"] = "decided"
    result: Result
    reason: str = ""
    on_spot: bool = False


class Delivered(_Event):
    """The licence or the decision was handed over."""

    kind: Literal["delivered"] = "delivered"
    how: str = ""


class Complained(_Event):
    """Somebody asked or complained about the case."""

    kind: Literal["complained"] = "complained"
    about: str = ""


Event: TypeAlias = Annotated[
    Submitted
    | Joined
    | Noticed
    | Alerted
    | Assigned
    | Forwarded
    | Worked
    | Excluded
    | Extended
    | Inspected
    | HandedInLater
    | RouteWithdrawn
    | CommitmentChecked
    | Decided
    | Delivered
    | Complained,
    Field(discriminator="kind"),
]
