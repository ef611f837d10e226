"""What an answer says about one statement, apart from the bases and reasons it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from permit_rules.impact.compare import Pair
from permit_rules.model.time_limit import TimeLimit
from permit_rules.result import CheckResult, PointStatus, TimeLimitLine

#: What explains a line and does not make it another one.
_BESIDE: Final = frozenset({"basis", "reason", "document_number", "name", "review_class"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the verdict, how the point ended, and everything said about it.

    ``status`` is "" where there is no such point; ``settled`` False where it cannot be told.
    """

    verdict: str
    status: str
    settled: bool
    shown: str

    @property
    def words(self) -> str:
        """不适用（结论：补正）."""
        return f"{self.status or '没有这一条'}（结论：{self.verdict}）"


def answer_about(result: CheckResult, pair: Pair, day: date) -> Answer:
    """What the result says about the statement.

    Of a point everything that names it; of a time limit its line; of the item as a whole the
    verdict and whether it is decided on the spot.
    """
    ids = {f"{result.item}/{i}" for i in (pair.id, pair.old_id) if i}
    points = [p for p in result.points if _about(p.point, ids)]
    lines: list[BaseModel] = [
        *points,
        *(f for f in result.findings if any(_about(p, ids) for p in f.points)),
        *(n for n in result.notes if _about(n.point, ids)),
        *(c for c in result.conditional if _about(c.point, ids)),
        *(d for d in result.deferrals if _about(d.point, ids)),
        *(c for c in result.commitments if _about(c.point, ids)),
        *(e for e in result.exempt if _about(e.point, ids)),
    ]
    limit = pair.new if isinstance(pair.new, TimeLimit) else pair.old
    if isinstance(limit, TimeLimit):
        told = [line for line in result.limits if line.step == limit.step]
        said = "；".join(dict.fromkeys(map(_limit, told)))
        return Answer(result.verdict.label, said, True, repr(told and said))
    own_status = [p.status for p in points if p.point in ids] or [p.status for p in points]
    labels = _OF_GATES if pair.section == "适用判定" else {}
    status = "、".join(dict.fromkeys(labels.get(s, s.label) for s in own_status))
    settled = PointStatus.CANNOT_TELL not in own_status
    content = [repr(_bare(line.model_dump(mode="json"), ids)) for line in lines]
    where = (result.open_way, result.decided_on_spot if not points else None, result.verdict.value)
    own = where if pair.section in _DECIDES else ()
    return Answer(result.verdict.label, status, settled, repr((content, own)))


#: How a point ends that leads away.
_OF_GATES: Final = {
    PointStatus.FINDING: "属于这种情形",
    PointStatus.NOT_APPLICABLE: "不属于这种情形",
}
#: Sections about which an answer to an application says something.
ANSWERED: Final = frozenset(
    {
        "实施机关", "适用判定", "申请材料", "审核要点", "禁止期", "延续申请期", "办理时限",
        "先证后核", "事项",
    }
)  # fmt: skip
#: Statements on which the verdict as a whole rests.
_DECIDES: Final = frozenset({"适用判定", "实施机关", "先证后核", "事项"})


def _about(point: str, ids: set[str]) -> bool:
    return any(point == i or point.startswith((f"{i}/", f"{i}-")) for i in ids)


def _limit(line: TimeLimitLine) -> str:
    return line.statutory + (f"，承诺{line.committed}" if line.committed else "")


def _bare(value: Any, ids: set[str]) -> Any:
    if isinstance(value, Mapping):
        return {k: _bare(v, ids) for k, v in value.items() if k not in _BESIDE}
    if isinstance(value, (list, tuple)):
        return [_bare(v, ids) for v in value]
    return "*" if value in ids else value
