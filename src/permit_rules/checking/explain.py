"""Why each line came out as it did: the clauses that bore on it, with the values they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from permit_rules.checking.requirements import requirement
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.nodes import Node
from permit_rules.conditions.truth import Truth
from permit_rules.conditions.wording import clauses
from permit_rules.model.basis import LegalBasis
from permit_rules.model.material import Demanded, Paper
from permit_rules.result import Basis, Clause

_TRUTH_WORDS = {Truth.YES: "yes", Truth.NO: "no", Truth.CANNOT_TELL: "cannot_tell"}


def observation_words(plan: Plan) -> dict[str, str]:
    """What each prepared observation of a plan means, as a Chinese statement."""
    words = {obs.bar(b.id): f"有在期限内的「{b.name}」记录" for b in plan.rulebook.bars}
    for material in plan.rulebook.materials:
        words[obs.deferred(material.id)] = f"申请人选择容缺后补《{material.name}》"
        for paper in (material, *material.parts):
            words.update(_paper_words(paper, plan))
    return words


def _paper_words(demanded: Demanded, plan: Plan) -> Iterator[tuple[str, str]]:
    papers: tuple[Paper, ...] = (demanded, *demanded.alternatives)
    for paper in papers:
        yield obs.handed(paper.id), f"已提交《{paper.name}》"
        for standard in paper.standards:
            yield (
                obs.standard(paper.id, standard.code),
                f"《{paper.name}》符合要求（{requirement(standard, plan.rulebook.catalogue)}）",
            )
    for n, source in enumerate(demanded.shared, 1):
        yield obs.shared(demanded.id, n), f"已通过{source.name.removesuffix('核验')}核验"


def reasons(node: Node, facts: Facts, plan: Plan, words: Mapping[str, str]) -> tuple[Clause, ...]:
    """The clauses of ``node`` that made it what it is for these facts."""
    return tuple(
        Clause(text=c.text, value=c.value, truth=_TRUTH_WORDS[c.truth])
        for c in clauses(node, facts, plan.rulebook.catalogue, plan.rulebook.calendar, words)
    )


def cited(bases: Iterable[LegalBasis]) -> tuple[Basis, ...]:
    """Legal bases as a result cites them."""
    return tuple(
        Basis(
            instrument=b.instrument.title,
            article=b.article,
            document_number=b.instrument.document_number,
            grade=b.grade.value,
            verified=b.grade.verified,
        )
        for b in bases
    )
