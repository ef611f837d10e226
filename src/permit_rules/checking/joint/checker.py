"""Checks applications for several permits: taken apart, each answered alone, put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from permit_rules.checking.joint.answers import Answer, restated_fields
from permit_rules.checking.joint.assembling import assemble_joint
from permit_rules.checking.joint.business import BusinessRulesAt
from permit_rules.checking.joint.naming import HANDED, Names
from permit_rules.checking.joint.reading import read_joint
from permit_rules.checking.joint.taking_apart import Apart, Taker
from permit_rules.checking.payload import Payload
from permit_rules.checking.single import SingleChecker
from permit_rules.joint_result import JointResult
from permit_rules.resolving import require_bundle


class JointChecker:
    """Checks applications for several permits; see :class:`permit_rules.Checker`."""

    def __init__(
        self,
        single: SingleChecker,
        items: Sequence[str] | None,
        place: str | None,
        bundle: str | None,
    ) -> None:
        if bundle:
            require_bundle(single.library, bundle, None)
        self._single = single
        self._rules = BusinessRulesAt(
            single.library,
            engine=single.engine,
            verify=single.verify,
            answers_kept=single.answers_kept,
        )
        self._taker = Taker(single, self._rules, items, place, bundle)

    def shares(self, payload: Payload) -> dict[str, dict[str, Any]]:
        """What each permit that is applied for gets; see :meth:`permit_rules.Checker.shares`."""
        apart = self._taker.apart(read_joint(payload))
        return {p.key: apart.shares[p.id].payload for p in apart.permits if p.certain}

    def check(self, payload: Payload) -> JointResult:
        """The whole answer; see :meth:`permit_rules.Checker.check`."""
        apart = self._taker.apart(read_joint(payload))
        answers = self._answers(apart)
        return assemble_joint(apart, answers, self._single.library.digest)

    def _answers(self, apart: Apart) -> tuple[Answer, ...]:
        made = []
        for permit in apart.permits:
            share = apart.shares[permit.id]
            answered = self._single.answer(share.payload)
            names = Names(permit, apart.identities)
            made.append(Answer(permit, share, answered, names, answered.result.conditional))
        open_ = set(open_documents(made))
        return tuple(
            self._with_all_lines(self._with_besides(answer, open_), made) for answer in made
        )

    def _with_besides(self, answer: Answer, documents: Collection[str]) -> Answer:
        """The answer with what is asked once one of these documents turns out to be there.

        A document may be part of something that another permit got; of what it says nothing is
        known here then, so that is asked in the same notice.
        """
        papers = dict.fromkeys(paper for _, paper in answer.lacking(documents))
        if not papers:
            return answer
        payload = answer.share.payload
        handed = [*payload.get("materials", ()), *({"code": paper} for paper in papers)]
        there = self._single.check({**payload, "materials": handed})
        known = {q.key for q in answer.result.questions}
        return replace(answer, besides=tuple(q for q in there.questions if q.key not in known))

    def _with_all_lines(self, answer: Answer, answers: Sequence[Answer]) -> Answer:
        """The answer with what hangs on facts that other permits have stated otherwise."""
        permit = answer.permit
        others = restated_fields(a for a in answers if a is not answer)
        own = frozenset(f for f in permit.used_fields if permit.field(f) in others)
        if not own:
            return answer
        lines = self._single.lines_besides(answer.answered, own)
        known = {(line.point, line.instance) for line in lines}
        kept = (x for x in answer.lines if (x.point, x.instance) not in known)
        return replace(answer, lines=(*lines, *kept))

    def close(self) -> None:
        """Release the engine of the bundle rules."""
        self._rules.close()


def open_documents(answers: Iterable[Answer]) -> Iterator[str]:
    """The documents of which some permit cannot tell whether they were handed in."""
    for answer in answers:
        for question in answer.result.questions:
            key = answer.names.key(question.key)
            if question.kind == "observation" and key.endswith(HANDED):
                yield key.removesuffix(HANDED)
