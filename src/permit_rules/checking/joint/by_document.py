"""A material that is missing in parts, part by part where other permits want a part, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from permit_rules.result import Demand, Finding, FindingKind, PartRef


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of one permit, and what its rules have the applicant told in words of their own.

    ``notice`` is "" where the remedy is the generated one.
    """

    finding: Finding
    notice: str = ""


def one_each(
    finding: Finding, wanted: Sequence[bool], notices: Mapping[str, str]
) -> Iterator[Told]:
    """The finding without the parts that are asked for elsewhere, too, and one for each of these.

    Args:
        finding: a finding in the permit's own words.
        wanted: of each of its demands, whether another finding of the application has it, too.
        notices: what the rules say themselves (告知), by the id of the point.
    """
    pairs = list(zip(finding.points, finding.demands, strict=False))
    parted = finding.kind is FindingKind.MISSING and len(pairs) > 1
    # The first pair is the material as a whole.
    alone = [p for p, other in zip(pairs[1:], wanted[1:], strict=False) if other and parted]
    if not alone:
        yield Told(finding, notices.get(finding.point, ""))
        return
    kept = [pair for pair in pairs if pair not in alone]
    # Where nothing but the material as a whole is left, it is in hand once its parts are.
    whole = () if len(kept) > 1 else (finding.point,)
    if not whole:
        yield Told(_left(finding, kept, alone), notices.get(finding.point, ""))
    for n, (point, demand) in enumerate(alone):
        points = (*whole, point) if n == 0 else (point,)
        notice = notices.get(point, "")
        yield Told(_of_part(finding, points, demand, notice), notice)


def _left(
    finding: Finding, kept: Iterable[tuple[str, Demand]], alone: Iterable[tuple[str, Demand]]
) -> Finding:
    points, demands = zip(*kept, strict=True)
    gone = {demand.paper.id for _, demand in alone}
    return finding.model_copy(
        update={
            "points": tuple(points),
            "demands": tuple(demands),
            "parts": tuple(p for p in finding.parts if p.id not in gone),
        }
    )


def _of_part(finding: Finding, points: tuple[str, ...], demand: Demand, notice: str) -> Finding:
    paper = demand.paper
    whose = f"（{demand.instance}）" if demand.instance else ""
    return finding.model_copy(
        update={
            "points": points,
            "demands": (demand,),
            "parts": (PartRef(id=paper.id, name=paper.name),),
            "instance": demand.instance,
            "message": f"未提交《{paper.name}》{whose}。",
            "remedy": notice or hand_in((demand,)),
            "routes": tuple(r for r in finding.routes if r.paper in (paper.id, finding.material)),
        }
    )


def hand_in(demands: Sequence[Demand]) -> str:
    """请提交《…》，或者《…》, for the first demand."""
    first = demands[0]
    whose = f"（{first.instance}）" if first.instance else ""
    other = "、".join(f"《{p.name}》" for p in first.instead)
    return f"请提交《{first.paper.name}》{f'，或者{other}' if other else ''}{whose}。"
