"""Applications for one permit: one library, any number of applications, any day."""

from __future__ import annotations

import threading
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Final

from permit_rules.checking.application import Application
from permit_rules.checking.assemble import assemble
from permit_rules.checking.decide import decide
from permit_rules.checking.decided import Decided
from permit_rules.checking.essentials import Essentials, outline
from permit_rules.checking.identify import Identity, identify
from permit_rules.checking.open_lines import conditional_lines
from permit_rules.checking.open_points import open_points
from permit_rules.checking.payload import Payload, ReadPayload, read_payload
from permit_rules.checking.prepared import Prepared
from permit_rules.checking.questions import field_question
from permit_rules.checking.remedies import restate
from permit_rules.checking.settling import Settlements
from permit_rules.checking.situation import Unobserved, situate
from permit_rules.checking.typed_facts import type_facts
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.conditions.fields import RECEIVED_ON
from permit_rules.diagnostics import Diagnostic
from permit_rules.engines.opening import EngineName, open_engine
from permit_rules.engines.protocol import Engine
from permit_rules.engines.rete_cells import AnswersKept, Cells
from permit_rules.model.library import Library
from permit_rules.outline import Outline
from permit_rules.resolving import catalogue_of, change_days, levels_of, resolve
from permit_rules.result import CheckResult, ConditionalLine, PayloadFinding, Question, Verdict

#: How many answers of the engine are kept for each opened plan, about half a kilobyte each.
ANSWERS_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan with its engine, and what was made of it once."""

    prepared: Prepared
    engine: Engine
    cells: Cells


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and what it was made of where there were rules to hold the application against.

    ``decided`` None: there were none, and the result says why.
    """

    result: CheckResult
    application: Application
    decided: Decided | None = None


class SingleChecker:
    """Checks applications for one permit each; see :class:`permit_rules.Checker`."""

    def __init__(
        self,
        library: Library,
        item: str | None = None,
        place: str | None = None,
        *,
        unobserved: Unobserved = "unknown",
        verify: bool = False,
        engine: EngineName = "durable",
        answers_kept: int = ANSWERS_KEPT,
    ) -> None:
        self.library = library
        self.item = item
        self.place = place
        self.unobserved: Unobserved = unobserved
        self.verify = verify
        self.engine: EngineName = engine
        self.answers_kept = answers_kept
        # Keyed by the levels that speak and the stretch of days, not by what a payload names, so
        # that no payload can make the number of opened plans grow.
        self._opened: dict[tuple[str, tuple[str, ...], int], Opened] = {}
        self._days: dict[tuple[str, tuple[str, ...]], tuple[date, ...]] = {}
        self._lock = threading.Lock()

    def check(self, payload: Payload) -> CheckResult:
        """The whole answer to one application; see :meth:`permit_rules.Checker.check`."""
        return self.answer(payload).result

    def answer(self, payload: Payload) -> Answered:
        """The answer to one application, with what it was made of."""
        found = self._decided(payload)
        if isinstance(found, Answered):
            return found
        return Answered(assemble(found), found.application, found)

    def outline(self, payload: Payload) -> Outline:
        """What one application comes to; see :meth:`permit_rules.Checker.outline`."""
        found = self._decided(payload)
        if isinstance(found, Answered):
            return Outline.of(found.result)
        return outline(found, Essentials.of(found))

    def _decided(self, payload: Payload) -> Decided | Answered:
        """What was decided of an application, or the answer where there are no rules for it."""
        read = read_payload(payload)
        application = read.application
        if application is None:
            return self._without_rules(
                Application(),
                Identity(self.item or "", self.place or ""),
                read,
                "申请数据无法读取，没有进行核对",
            )
        identity = identify(application, self.library, self.item, self.place, read.damaged)
        if self.library.item_for(identity.item, identity.place) is None:
            return self._without_rules(
                application, identity, read, "没有找到所申请的事项，没有可以核对的审核要点"
            )
        if application.received_on is None:
            return self._without_rules(
                application,
                identity,
                read,
                "没有收件日，无法确定适用哪一天施行的规定",
                (field_question(RECEIVED_ON),),
            )
        return self._checked(application, application.received_on, identity, read)

    def _checked(
        self,
        application: Application,
        received_on: date,
        identity: Identity,
        read: ReadPayload[Application],
    ) -> Decided | Answered:
        opened = self.open(identity.item, identity.place, received_on)
        plan = opened.prepared.plan
        if plan.item.id in plan.rulebook.gaps:
            return self._without_rules(application, identity, read, "规则库没有这一天施行的规定")
        situation = situate(
            application,
            plan,
            opened.prepared.index,
            received_on,
            unobserved=self.unobserved,
            damaged=read.damaged,
            place=identity.place,
        )
        known = self._known(opened)
        decision = decide(plan, opened.engine, situation, both=self.verify, known=known)
        trouble = list(identity.trouble)
        if plan.rulebook.gaps:
            trouble.append("规则库没有这一天施行的规定：" + "、".join(plan.rulebook.gaps))
        if situation.matched.unidentified:
            trouble.append("有的材料无法辨认，不能确定哪些材料没有提交")
        diagnostics = (*identity.diagnostics, *read.diagnostics, *situation.diagnostics)
        return Decided(
            opened.prepared,
            opened.engine,
            application,
            received_on,
            identity.place,
            situation,
            decision,
            known,
            tuple(trouble),
            told(diagnostics),
            other_rules=bool(identity.trouble),
        )

    def lines_besides(
        self, answered: Answered, restated: frozenset[str]
    ) -> tuple[ConditionalLine, ...]:
        """What hangs on fields that the applicant is told elsewhere to state otherwise.

        These are the conditional lines of the answer and all that may come on top.

        Raises:
            EngineFault: the engine failed.
        """
        decided = answered.decided
        if decided is None:
            return ()
        prepared, plan, engine = decided.prepared, decided.plan, decided.engine
        decision, known = decided.decision, decided.known
        brought = restate(
            plan,
            engine,
            decided.situation,
            decision,
            prepared.restatable,
            known,
            restated,
        )
        still = open_points(
            plan, engine, decision, prepared.index, prepared.explainer, known, brought
        )
        return conditional_lines(prepared, decision, still, brought)

    def _known(self, opened: Opened) -> Settlements:
        # A verified check asks both engines anew, and so does one that nothing is kept for.
        fresh = self.verify or not self.answers_kept
        return Settlements() if fresh else opened.prepared.settlements

    def _without_rules(
        self,
        application: Application,
        identity: Identity,
        read: ReadPayload[Application],
        why: str,
        questions: tuple[Question, ...] = (),
    ) -> Answered:
        item = self.library.item_for(identity.item, identity.place)
        stated: tuple[Diagnostic, ...] = ()
        if item is not None:
            # What nobody can read is told even where there are no rules to hold it against.
            catalogue = catalogue_of(self.library, item)
            stated = tuple(type_facts(application, catalogue, read.damaged).diagnostics)
        result = CheckResult(
            item=identity.item,
            item_name=item.name if item else "",
            place=identity.place,
            applicant=application.applicant.name,
            received_on=application.received_on,
            verdict=Verdict.CANNOT_TELL,
            verdict_label=Verdict.CANNOT_TELL.label,
            complete=False,
            incomplete_because=(*identity.trouble, why),
            questions=questions,
            payload=told((*identity.diagnostics, *read.diagnostics, *stated)),
            digest=self.library.digest,
        )
        return Answered(result, application)

    def open(self, item: str, place: str, day: date) -> Opened:
        """The plan of an item in force at a place on a day, with its engine, opened once."""
        levels = levels_of(self.library, item, place)
        days = self._days.get((item, levels))
        if days is None:
            days = self._days[item, levels] = change_days(self.library, item, place)
        key = (item, levels, bisect_right(days, day))
        opened = self._opened.get(key)
        if opened is None:
            with self._lock:
                opened = self._opened.get(key)
                if opened is None:
                    rulebook = resolve(self.library, item, place, day)
                    plan = compile_rulebook(rulebook)
                    prepared = Prepared.of(plan, self.library.digest)
                    cells = Cells(self.answers_kept)
                    engine = open_engine(
                        plan.engine, engine=self.engine, verify=self.verify, cells=cells
                    )
                    opened = self._opened[key] = Opened(prepared, engine, cells)
        return opened

    def answers(self) -> AnswersKept:
        """How many answers of the engine are kept for the plans open now, and how they served."""
        return sum((o.cells.counts() for o in tuple(self._opened.values())), AnswersKept())

    def close(self) -> None:
        """Release the engines; a later check opens them again."""
        with self._lock:
            opened, self._opened = self._opened, {}
        for each in opened.values():
            each.engine.close()


def told(diagnostics: tuple[Diagnostic, ...]) -> tuple[PayloadFinding, ...]:
    """Diagnostics as a result has them, each once."""
    return tuple(PayloadFinding.of(d) for d in dict.fromkeys(diagnostics))
