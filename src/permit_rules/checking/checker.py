"""The checker: one library, any number of applications, any day."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from permit_rules.checking.application import Application
from permit_rules.checking.assemble import Prepared, assemble
from permit_rules.checking.decide import decide
from permit_rules.checking.payload import Payload, ReadPayload, at, read_payload
from permit_rules.checking.questions import field_question
from permit_rules.checking.settling import Settlements
from permit_rules.checking.situation import Unobserved, situate
from permit_rules.checking.typed_facts import type_facts
from permit_rules.compiling.compile import compile_rulebook
from permit_rules.compiling.plan import Plan
from permit_rules.conditions.fields import RECEIVED_ON
from permit_rules.diagnostics import Diagnostic, Severity, did_you_mean
from permit_rules.engines.opening import EngineName, open_engine, require_extension
from permit_rules.engines.protocol import Engine
from permit_rules.engines.rete_cells import AnswersKept, Cells
from permit_rules.model.library import Library
from permit_rules.resolving import catalogue_of, change_days, levels_of, resolve, unknown_item
from permit_rules.result import CheckResult, PayloadFinding, Question, Verdict

#: How many answers of the engine are kept for each opened plan, about half a kilobyte each.
ANSWERS_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Opened:
    prepared: Prepared
    engine: Engine
    cells: Cells


@dataclass(slots=True)
class _Identity:
    """Which item and place an application is checked under, and what is odd about it."""

    item: str
    place: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


class Checker:
    """Checks applications against the rules of a library.

    One checker serves every day, and may be used from any number of threads at once. ``item``
    and ``place`` are defaults; an application that names others is told so. A plan and its
    engine are opened when first needed and kept.

    Args:
        library: what :func:`permit_rules.load` returned.
        item: the id of the item (``"food-business"``); None to take it from each application.
        place: the division code (``"440300"``), "" for the nation, None as for ``item``.
        unobserved: what a property of a paper that is not stated counts as: ``"unknown"`` (it is
            asked about) or ``"in_order"`` (presumed, and listed in ``result.assumed``).
        verify: ask the reference engine too, and refuse to answer when the two differ.
        engine: ``"durable"`` decides with durable-rules; ``"reference"`` is the plain-Python
            engine that confirms it, for comparison and for tests.
        answers_kept: how many answers of the engine are kept for each opened plan, so that facts
            that no rule tells apart are not asked about again; 0 keeps none. The result is the
            same either way. With ``verify`` both engines are asked all the same, and what is kept
            is held against their answer.

    Raises:
        UnknownItem: the library has no item of that id at that place.
        EngineUnavailable: the durable-rules extension cannot be imported.
    """

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
        if unobserved not in ("unknown", "in_order"):
            raise ValueError(f"unobserved is 'unknown' or 'in_order', not {unobserved!r}")
        if engine not in ("durable", "reference"):
            raise ValueError(f"engine is 'durable' or 'reference', not {engine!r}")
        if answers_kept < 0:
            raise ValueError(f"answers_kept is 0 or more, not {answers_kept!r}")
        self.library = library
        self.item = item
        self.place = place
        self.unobserved: Unobserved = unobserved
        self.verify = verify
        self.engine: Literal["durable", "reference"] = engine
        self.answers_kept = answers_kept
        # Keyed by the levels that speak and the stretch of days, not by what a payload names, so
        # that no payload can make the number of opened plans grow.
        self._opened: dict[tuple[str, tuple[str, ...], int], _Opened] = {}
        self._days: dict[tuple[str, tuple[str, ...]], tuple[date, ...]] = {}
        self._lock = threading.Lock()
        if item is not None and library.item_for(item, place or "") is None:
            raise unknown_item(library, item, place or "")
        if engine == "durable":
            require_extension()

    def check(self, payload: Payload) -> CheckResult:
        """The whole answer to one application.

        ``payload`` is a mapping, JSON text or bytes, or an :class:`Application`. Whatever is
        wrong with it is part of the result, never an exception.

        Raises:
            EngineFault: the engine failed or, with ``verify``, the two engines differ; no answer
                is given rather than a short one.
            EngineLimit: the rules of the item cannot be given to the engine.
        """
        read = read_payload(payload)
        application = read.application
        if application is None:
            return self._without_rules(
                Application(),
                _Identity(self.item or "", self.place or ""),
                read,
                "申请数据无法读取，没有进行核对",
            )
        identity = self._identify(application)
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

    def check_many(
        self, payloads: Iterable[Payload], *, processes: int = 1
    ) -> Iterator[CheckResult]:
        """The answers to many applications, in their order, each when it is asked for.

        ``payloads`` may be without end: with one process none is taken before its answer is
        wanted, with several a few hundred ahead. One that cannot be read is one result that says
        so, and the others are answered all the same. The results are those of :meth:`check`.

        Args:
            payloads: whatever :meth:`check` takes.
            processes: how many processes check; 1 checks in this one. Others are spawned, are
                sent the rules as data and end with the iterator (``close`` it to end them early).
                A program that is run itself must begin under ``if __name__ == "__main__":``.

        Raises:
            ValueError: ``processes`` is below 1.
            WorkerLost: processes died again and again over the same applications. One that dies
                now and then is replaced, and what it had not answered is done again.
            EngineFault, EngineLimit: as :meth:`check`.
        """
        from permit_rules.checking.many import check_many

        if processes < 1:
            raise ValueError(f"processes is 1 or more, not {processes!r}")
        return check_many(self, payloads, processes)

    def plan_on(self, item: str, place: str, day: date) -> Plan:
        """The plan by which applications for an item, received at a place on a day, are decided.

        The same object for every day on which the same rules are in force.

        Raises:
            UnknownItem: the library has no such item at that place.
            EngineLimit: the rules of the item cannot be given to the engine.
        """
        return self._open(item, place, day).prepared.plan

    def _checked(
        self, application: Application, received_on: date, identity: _Identity, read: ReadPayload
    ) -> CheckResult:
        opened = self._open(identity.item, identity.place, received_on)
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
        # A verified check asks both engines anew, and so does one that nothing is kept for.
        fresh = self.verify or not self.answers_kept
        known = Settlements() if fresh else opened.prepared.settlements
        decision = decide(plan, opened.engine, situation, both=self.verify, known=known)
        trouble = list(identity.trouble)
        if plan.rulebook.gaps:
            trouble.append("规则库没有这一天施行的规定：" + "、".join(plan.rulebook.gaps))
        if situation.matched.unidentified:
            trouble.append("有的材料无法辨认，不能确定哪些材料没有提交")
        diagnostics = (*identity.diagnostics, *read.diagnostics, *situation.diagnostics)
        return assemble(
            opened.prepared,
            opened.engine,
            application,
            situation,
            decision,
            received_on,
            identity.place,
            tuple(trouble),
            _findings(diagnostics),
            known,
        )

    def _identify(self, application: Application) -> _Identity:
        identity = _Identity(
            self.item or application.item,
            self.place if self.place is not None else application.place,
        )
        if self.item and application.item and application.item != self.item:
            identity.diagnostics.append(
                Diagnostic(
                    code="SH841",
                    where=at("item"),
                    message=f"申请的事项「{application.item[:60]}」与核对的事项「{self.item}」不同",
                    help="请用该事项的规则核对，或者改正事项标识",
                )
            )
            identity.trouble.append("申请的事项与核对的事项不同")
        if self.place is not None and application.place and application.place != self.place:
            identity.diagnostics.append(
                Diagnostic(
                    code="SH842",
                    where=at("place"),
                    message=f"申请的行政区划"
                    f"「{application.place[:20]}」与核对的行政区划「{self.place or '国家'}」不同",
                    help="请用该地的规则核对，或者改正行政区划代码",
                )
            )
            identity.trouble.append("申请的行政区划与核对的行政区划不同")
        known = sorted({i.id for i in self.library.items})
        if self.library.item_for(identity.item, identity.place) is None:
            near = did_you_mean(identity.item, known)
            identity.diagnostics.append(
                Diagnostic(
                    code="SH840",
                    where=at("item"),
                    message=f"规则库里没有事项「{identity.item[:60]}」"
                    if identity.item
                    else "没有写明申请的事项",
                    help=f"是否想写「{near}」？" if near else "可用的有：" + "、".join(known),
                )
            )
        elif identity.place and identity.place not in self.library.places:
            identity.diagnostics.append(
                Diagnostic(
                    code="SH843",
                    where=at("place"),
                    severity=Severity.INFO,
                    message=f"规则库里没有行政区划「{identity.place[:20]}」自己的规定",
                    help="已按其上级的规定核对，见 levels",
                )
            )
        return identity

    def _without_rules(
        self,
        application: Application,
        identity: _Identity,
        read: ReadPayload,
        why: str,
        questions: tuple[Question, ...] = (),
    ) -> CheckResult:
        item = self.library.item_for(identity.item, identity.place)
        stated: tuple[Diagnostic, ...] = ()
        if item is not None:
            # What nobody can read is told even where there are no rules to hold it against.
            catalogue = catalogue_of(self.library, item)
            stated = tuple(type_facts(application, catalogue, read.damaged).diagnostics)
        return CheckResult(
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
            payload=_findings((*identity.diagnostics, *read.diagnostics, *stated)),
            digest=self.library.digest,
        )

    def _open(self, item: str, place: str, day: date) -> _Opened:
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
                    opened = self._opened[key] = _Opened(prepared, engine, cells)
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


def _findings(diagnostics: tuple[Diagnostic, ...]) -> tuple[PayloadFinding, ...]:
    return tuple(PayloadFinding.of(d) for d in dict.fromkeys(diagnostics))
