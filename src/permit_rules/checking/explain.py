"""Why each line came out as it did: the clauses that bore on it, with the values they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from permit_rules.checking.papers_to_come import open_keys
from permit_rules.checking.requirements import requirement
from permit_rules.compiling import observations as obs
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.facts import Facts
from permit_rules.conditions.kept import Kept
from permit_rules.conditions.nodes import Node
from permit_rules.conditions.reads import Reads
from permit_rules.conditions.residual import residual
from permit_rules.conditions.truth import Truth
from permit_rules.conditions.wording import ObservedWords, clauses
from permit_rules.model.basis import LegalBasis
from permit_rules.model.material import Demanded, Paper, SharedSource
from permit_rules.result import Basis, Clause, ConditionData, Requirement

_TRUTH_WORDS = {Truth.YES: "yes", Truth.NO: "no", Truth.CANNOT_TELL: "cannot_tell"}


def observation_words(plan: Plan) -> dict[str, tuple[str, str]]:
    """What each prepared observation of a plan means, and its opposite, as Chinese statements."""
    words = {
        obs.bar(b.id): (f"有在期限内的「{b.name}」记录", f"没有在期限内的「{b.name}」记录")
        for b in plan.rulebook.bars
    }
    for authority in plan.rulebook.authorities:
        who = f"当地的{authority.who}"
        words[obs.authority(authority.id)] = (f"收件机关是{who}", f"收件机关不是{who}")
    words[obs.MAIN_LACKING] = ("主要材料不齐全或者不符合要求", "主要材料齐全、符合要求")
    words[obs.PERMIT_FIRST] = ("申请人选择先证后核", "申请人没有选择先证后核")
    words[obs.FALSE_COMMITMENT] = ("申请人曾作虚假承诺", "申请人没有作过虚假承诺")
    for material in plan.rulebook.materials:
        words[obs.deferred(material.id)] = (
            f"申请人选择容缺后补《{material.name}》",
            f"申请人没有选择容缺后补《{material.name}》",
        )
        if material.at_inspection is not None:
            words[obs.at_inspection(material.id)] = (
                f"申请人选择在核查时补充《{material.name}》",
                f"申请人没有选择在核查时补充《{material.name}》",
            )
        if material.commitment is not None:
            words[obs.committed(material.id)] = (
                f"申请人书面承诺代替《{material.name}》",
                f"申请人没有书面承诺代替《{material.name}》",
            )
            words[obs.withdrawn(material.id)] = (
                f"申请人撤回过代替《{material.name}》的承诺",
                f"申请人没有撤回过代替《{material.name}》的承诺",
            )
        for paper in (material, *material.parts):
            words.update(_paper_words(paper, plan))
    return words


def _paper_words(demanded: Demanded, plan: Plan) -> Iterator[tuple[str, tuple[str, str]]]:
    papers: tuple[Paper, ...] = (demanded, *demanded.alternatives)
    for paper in papers:
        yield obs.handed(paper.id), (f"已提交《{paper.name}》", f"未提交《{paper.name}》")
        for standard in paper.standards:
            wanted = f"（{requirement(standard, plan.rulebook.catalogue)}）"
            yield (
                obs.standard(paper.id, standard.code),
                (f"《{paper.name}》符合要求{wanted}", f"《{paper.name}》不符合要求{wanted}"),
            )
    for n, source in enumerate(demanded.shared, 1):
        by = confirmed_by(source)
        yield obs.shared(demanded.id, n), (f"已{by}", f"未{by}")


def confirmed_by(source: SharedSource) -> str:
    """通过电子营业执照核验; a source that is itself called a 核验 is not doubled."""
    return f"通过{source.name.removesuffix('核验')}核验"


#: How many explanations are kept for a plan; past it they are thrown away and made anew.
KEPT = 20_000


class Explainer:
    """Says for a plan which clauses made a condition what it is.

    The same condition read with the same values has the same explanation, and most applications
    share most values; so explanations are kept, up to a bound. Safe in any number of threads.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.words: ObservedWords = observation_words(plan)
        #: What the conditions of the plan read.
        self.reads = Reads()
        #: What papers are held to, and in which cases open points apply, as said before.
        self.requirements = Kept[Requirement](KEPT)
        self.cases = Kept[tuple[str, ConditionData]](KEPT)
        self._kept = Kept[tuple[Clause, ...]](KEPT)
        self._left_open = Kept[tuple[str, ...]](KEPT)

    def reasons(self, node: Node, facts: Facts) -> tuple[Clause, ...]:
        """The clauses of ``node`` that made it hold, fail, or stay open for these facts."""
        key = self.reads.of(node, facts)
        kept = self._kept.get(key)
        return self._kept.keep(key, self._made(node, facts)) if kept is None else kept

    def left_open(self, node: Node, facts: Facts) -> tuple[str, ...]:
        """The fields and observations that what these facts leave of a condition still reads."""
        key = self.reads.of(node, facts)
        kept = self._left_open.get(key)
        if kept is None:
            left = residual(node, facts, self._plan.rulebook.calendar)
            kept = self._left_open.keep(key, tuple(dict.fromkeys(open_keys(left, facts))))
        return kept

    def _made(self, node: Node, facts: Facts) -> tuple[Clause, ...]:
        book = self._plan.rulebook
        return tuple(
            Clause(text=c.text, value=c.value, truth=_TRUTH_WORDS[c.truth])
            for c in clauses(node, facts, book.catalogue, book.calendar, self.words)
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
