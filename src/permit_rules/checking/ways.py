"""How a demand was met: by a commitment, handed in, by an alternative, shared, or to come later."""

from __future__ import annotations

from permit_rules.checking.endings import Ended
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import DemandPoint, Plan, PlannedPoint
from permit_rules.conditions.truth import Truth, truth
from permit_rules.model.material import Demanded, SharedSource
from permit_rules.result import PointStatus, Way


def way_of(point: PlannedPoint, ended: Ended, plan: Plan) -> tuple[Way | None, str]:
    """The way a met demand was met and, for a shared one, the source; else (None, "")."""
    subject = point.subject
    if ended.status is not PointStatus.MET or not isinstance(subject, DemandPoint):
        return None, ""
    observed, calendar = ended.facts.observed, plan.rulebook.calendar

    def holds(key: str) -> bool:
        return observed.get(key, False)

    def shared(paper: Demanded) -> SharedSource | None:
        return next(
            (
                s
                for n, s in enumerate(paper.shared, 1)
                if holds(obs.shared(paper.id, n))
                and truth(s.when, ended.facts, calendar) is Truth.YES
            ),
            None,
        )

    # Both put the paper aside, even where it lies there all the same.
    for way, chosen, closing in (
        (Way.COMMITTED, obs.committed, "commitment"),
        (Way.AT_INSPECTION, obs.at_inspection, "inspection"),
    ):
        closed = plan.closings.get(f"{closing}/{subject.material.id}")
        if (
            closed is not None
            and holds(chosen(subject.material.id))
            and truth(closed, ended.facts, calendar) is Truth.NO
        ):
            return way, ""
    if holds(obs.handed(subject.paper.id)):
        return Way.HANDED_IN, ""
    # A material in parts is met by what stands in for its parts, a part by what stands in for all.
    papers = (
        (subject.paper, subject.material)
        if subject.part
        else (subject.material, *subject.material.parts)
    )
    for paper in papers:
        if any(
            holds(obs.handed(a.id)) and truth(a.when, ended.facts, calendar) is Truth.YES
            for a in paper.alternatives
        ):
            return Way.ALTERNATIVE, ""
        source = shared(paper)
        if source is not None:
            return Way.SHARED, source.name
    if holds(obs.deferred(subject.material.id)):
        return Way.DEFERRED, ""
    return None, ""
