"""The figures of a period as data; words and pictures are made from it elsewhere."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.figures.ratio import Ratio
from permit_rules.casework.figures.span import Span
from permit_rules.result import Basis


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Population(_Frozen):
    """How many cases were read, and which of them the figures are about.

    ``decided`` is the denominator: cases that ended with a decision in the period. ``open`` have
    no decision by its end; ``open_five_or_more`` of these were corrected five times already.
    ``outside`` were decided before the period or received after it; ``other`` are other items
    and offices than were asked for.
    """

    read: int = 0
    other: int = 0
    outside: int = 0
    open: int = 0
    open_five_or_more: int = 0
    decided: int = 0


class Number(_Frozen):
    """How many cases there are of one kind."""

    name: str
    cases: int


class RoundsCount(_Frozen):
    """How many cases had so many corrections (补正轮次)."""

    rounds: int
    cases: int


class Counts(_Frozen):
    """What is counted of one situation, office or person.

    ``corrections`` are correction notices, ``repeated`` cases with two or more of them,
    ``five_or_more`` with five or more; ``late_notified`` the lines told too late.
    """

    cases: int = 0
    corrections: int = 0
    repeated: int = 0
    five_or_more: int = 0
    not_accepted: int = 0
    late_notified: int = 0
    complaints: int = 0

    @property
    def two_round_rate(self) -> Ratio:
        """The share of cases with two or more corrections."""
        return Ratio(numerator=self.repeated, denominator=self.cases)


class Group(_Frozen):
    """The counts of one situation (``item`` and its handling item), office or person."""

    name: str
    item: str = ""
    counts: Counts


class ReasonCount(_Frozen):
    """Why corrections were asked for (codes of the lines), or why cases ended as they did."""

    reason: str
    cases: int
    lines: int = 0


class Duration(_Frozen):
    """How long a post or a step took, in working days; the day it began is not counted.

    ``unknown`` is how often it could not be counted, because a year's holidays are not known.
    """

    name: str
    times: int = 0
    days: int = 0
    longest: int = 0
    unknown: int = 0

    @property
    def mean(self) -> Ratio:
        """Working days each time."""
        return Ratio(numerator=self.days, denominator=self.times)


class Saved(_Frozen):
    """Materials that did not have to be handed in, by what saved them."""

    by: str
    cases: int
    materials: int


class JointFigures(_Frozen):
    """What applying for several permits at once saved, over whole joint applications.

    ``unfinished`` are applications of which not every case was decided, or read: they are in none
    of the counts. ``limits_left_out`` are those with a limit that is not known in working days.
    """

    applications: int = 0
    cases: int = 0
    unfinished: int = 0
    fields_saved: Ratio = Ratio()
    papers_saved: Ratio = Ratio()
    limits_saved: Ratio = Ratio()
    limits_left_out: int = 0
    done_at_once: Ratio = Ratio()
    returned: Ratio = Ratio()


class JudgedTarget(_Frozen):
    """One target (指标) held against the figure: ``met``, ``missed`` or ``cannot_tell``.

    ``wanted`` says the target in words (低于5%), ``found`` the figure, ``why`` what stands in the
    way of telling.
    """

    id: str
    figure: str
    wanted: str
    found: str
    judgement: str
    why: str = ""
    basis: tuple[Basis, ...] = ()


class Figures(_Frozen):
    """Everything that is measured of the cases of a period.

    ``definitions`` says of each figure how it is counted. ``saved`` has one row for each way of
    saving materials. Staff numbers are placeholders unless they were asked for.
    """

    format: int = 1
    period: Span
    items: tuple[str, ...] = ()
    offices_only: tuple[str, ...] = ()
    population: Population
    definitions: dict[str, str]
    two_round_rate: Ratio
    rounds: tuple[RoundsCount, ...]
    five_or_more: int
    first_pass_rate: Ratio
    late_notified_cases: int
    late_notified_lines: int
    on_time_rate: Ratio
    due_unknown: int
    limit_compression: Ratio
    time_compression: Ratio
    limits_left_out: int
    times_left_out: int
    situations: tuple[Group, ...]
    modes: tuple[Number, ...]
    results: tuple[Number, ...]
    correction_reasons: tuple[ReasonCount, ...]
    decision_reasons: tuple[ReasonCount, ...]
    complaints: tuple[Number, ...]
    offices: tuple[Group, ...]
    persons: tuple[Group, ...]
    posts: tuple[Duration, ...]
    steps: tuple[Duration, ...]
    saved: tuple[Saved, ...]
    joint: JointFigures = JointFigures()
    targets: tuple[JudgedTarget, ...] = ()
