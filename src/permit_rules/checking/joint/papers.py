"""The one list of papers, and how many it spares the applicant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from permit_rules.checking.endings import Ended
from permit_rules.checking.joint.answers import Answer
from permit_rules.checking.joint.dependencies import Produced
from permit_rules.checking.joint.merging import Merger
from permit_rules.checking.ways import way_of
from permit_rules.compiling.plan import DemandPoint, PlannedPoint
from permit_rules.joint_result import JointPaper, PaperUse, Tally
from permit_rules.result import PointStatus, Way

_ASKED = (PointStatus.FINDING, PointStatus.MET, PointStatus.MANUAL)


@dataclass(slots=True)
class _Listed:
    document: str
    name: str
    premises: str
    instance: str
    identity: str
    uses: dict[PaperUse, None] = field(default_factory=dict)
    comes_from: str = ""
    brought_anyway: bool = False
    in_hand: bool = False
    sources: list[str] = field(default_factory=list)
    others: bool = False
    held: bool = False


def joint_papers(
    answers: Sequence[Answer], merger: Merger, made: Mapping[tuple[str, str], Produced]
) -> tuple[tuple[JointPaper, ...], Tally]:
    """Every paper that is asked for, once, and the count against separate applications.

    A material in parts is counted by its parts. What an office checks by itself, and what another
    permit of the application ends with, is not counted among those to bring.
    """
    listed: dict[tuple[str, str], _Listed] = {}
    separately = 0
    for answer in answers:
        for point, subject, ended in answer.demanded():
            if ended.status not in _ASKED or _in_parts(answer, subject, ended):
                continue
            separately += _add(listed, answer, point, subject, ended, made)
    papers = tuple(_paper(each, merger) for each in listed.values())
    together = sum(1 for p in papers if not p.comes_from and not p.shared_source)
    return papers, Tally(separately=separately, together=together)


def _in_parts(answer: Answer, subject: DemandPoint, ended: Ended) -> bool:
    """Whether a material is asked for by its parts, which are listed themselves."""
    decided = answer.answered.decided
    if subject.part is not None or decided is None:
        return False
    return any(
        e.status is not PointStatus.NOT_APPLICABLE
        for part in subject.material.parts
        for e in decided.decision.points[part.id]
    )


def _add(
    listed: dict[tuple[str, str], _Listed],
    answer: Answer,
    point: PlannedPoint,
    subject: DemandPoint,
    ended: Ended,
    made: Mapping[tuple[str, str], Produced],
) -> int:
    """Put a paper on the list; 1 where it would be brought with a separate application, else 0."""
    paper, permit = subject.paper, answer.permit
    document = permit.documents[paper.id]
    label = ended.instance.label
    each = listed.setdefault(
        (document.id, label),
        _Listed(document.id, answer.names.paper_name(paper.id, paper.name), document.premises,
                label, document.identity),
    )  # fmt: skip
    each.uses[PaperUse(permit=permit.key, paper=paper.id, name=paper.name)] = None
    each.in_hand = each.in_hand or any(
        ended.instance.papers.get(i) for i in (paper.id, *(a.id for a in paper.alternatives))
    )
    producer = made.get((permit.key, paper.id))
    source = _source(answer, point, ended)
    if producer is not None:
        each.comes_from = producer.producer.permit.key
    elif source:
        each.sources.append(source)
    else:
        each.others = True
    # Separately the applicant would bring what here another permit ends with, or a licence that
    # was read from where it is kept.
    return 1 if not source or source in answer.share.sources else 0


def _source(answer: Answer, point: PlannedPoint, ended: Ended) -> str:
    opened = answer.permit.opened
    if ended.status is not PointStatus.MET or opened is None:
        return ""
    way, source = way_of(point, ended, opened.prepared.plan)
    return source if way is Way.SHARED else ""


def _paper(each: _Listed, merger: Merger) -> JointPaper:
    """Somebody who wants it all the same has it brought."""
    return JointPaper(
        identity=each.identity,
        name=each.name,
        premises=each.premises,
        instance=each.instance,
        uses=tuple(each.uses),
        requirements=merger.held_to(each.document, each.instance),
        comes_from="" if each.others else each.comes_from,
        in_hand=each.in_hand,
        shared_source="" if each.others or each.comes_from else next(iter(each.sources), ""),
    )
