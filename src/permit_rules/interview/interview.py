"""The interview: one question at a time, each of which can still change what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

from permit_rules.checking.payload_paths import at
from permit_rules.conditions.fields import handling_item_field
from permit_rules.diagnostics import Diagnostic
from permit_rules.errors import AnswerRefused
from permit_rules.interview.answers import Answer, Written, read_answer
from permit_rules.interview.asking import Asking, asking
from permit_rules.interview.choosing import Standing
from permit_rules.interview.facts import stated_facts, written_facts
from permit_rules.interview.found import Found
from permit_rules.interview.prepared import prepare_bundle, prepare_item
from permit_rules.interview.state import answers_kept, read_state, saved
from permit_rules.interview.telling import Teller
from permit_rules.joint_result import JointResult
from permit_rules.model.library import Library
from permit_rules.resolving import require_place
from permit_rules.result import Question

HANDLING_ITEM_LABEL: Final = handling_item_field(()).label


class Interview:
    """Asks what it takes to know which permits a business needs, and what they ask for.

    An interview never changes: an answer gives a new one. Only what can still change the outcome
    is asked – which permits, how they are handled, which papers, standards, conditions and time
    limits –, and of that always what settles most. What a person does not know stays open, and
    what hangs on it is told as a condition.

    Args:
        library: what :func:`permit_rules.load` returned.
        bundle: the id of a kind of business (业态), "" for whatever the business does.
        item: the id of a single item; one of the two has to be given.
        place: the division code (``"440300"``), "" for the nation.
        on: the day whose rules are asked about.

    Raises:
        UnknownItem: the library has no such item at that place.
        UnknownPlace: the place is no division code and has no name in the library.
        UnknownBundle: it has no such bundle there.
        ValueError: neither or both of ``bundle`` and ``item`` were given.
    """

    def __init__(
        self,
        library: Library,
        *,
        bundle: str | None = None,
        item: str | None = None,
        place: str = "",
        on: date,
    ) -> None:
        if (bundle is None) is (item is None):
            raise ValueError("give either a bundle or an item")
        place = require_place(library, place)
        self._prepared = (
            prepare_item(library, item, place, on)
            if item is not None
            else prepare_bundle(library, bundle or "", place, on)
        )
        self._answers: tuple[Answer, ...] = ()
        #: What became of answers that were saved under other rules, in Chinese, one line each.
        self.changed: tuple[str, ...] = ()

    @classmethod
    def resume(
        cls,
        library: Library,
        state: Mapping[str, Any] | str | bytes,
        *,
        like: Interview | None = None,
    ) -> Interview:
        """The interview that :meth:`state` described.

        Under rules that changed since, only what changed is asked again; ``changed`` says what.
        ``like`` is an interview of the same library about the same: what was prepared for it
        need not be prepared again.

        Raises:
            AnswerRefused: it is not the state of an interview.
            UnknownItem, UnknownBundle: the library no longer has what it is about.
        """
        read = read_state(state)
        if like is not None and like._is_about(
            library, read.bundle, read.item, read.place, read.on
        ):
            found = like._with(())
        else:
            found = cls(library, bundle=read.bundle, item=read.item, place=read.place, on=read.on)
        kept, changed = answers_kept(found._prepared, read)
        found = found._with(kept)
        found.changed = changed
        return found

    # ---- asking and answering ----------------------------------------------------------------

    def next_question(self) -> Question | None:
        """The question to ask next; None where nothing that is left can change the outcome."""
        asked = self.asking()
        return asked.question if asked else None

    def asking(self, key: str | None = None) -> Asking | None:
        """The next question, or the one about a field, with why it is asked."""
        wanted = self._next if key is None else key
        return None if wanted is None else asking(self._standing, wanted)

    def answer(self, value: object, *, to: str | None = None) -> Interview:
        """The interview after this answer to the next question, or to the field ``to`` (an id).

        Whoever answers a question for the second time drops what was answered after it.

        Raises:
            AnswerRefused: the value cannot be taken, or nothing is asked any more.
        """
        return self._after(to, value if value is not None else "")

    def do_not_know(self, *, to: str | None = None) -> Interview:
        """The interview after “不知道”; it is not asked again.

        Raises:
            AnswerRefused: nothing is asked any more.
        """
        return self._after(to, None)

    def back(self, *, to: str | None = None) -> Interview:
        """The interview before its last answer, or before the one about the field ``to``.

        What was answered after it is dropped, too. Before the first answer nothing changes.

        Raises:
            AnswerRefused: the field ``to`` was not answered.
        """
        if to is None:
            return self._with(self._answers[:-1])
        keys = [a.key for a in self._answers]
        if to not in keys:
            raise _refused("SH810", to, f"「{to[:40]}」还没有回答", "请写已经回答的申请信息的标识")
        return self._with(self._answers[: keys.index(to)])

    def _after(self, to: str | None, raw: object) -> Interview:
        key = self._next if to is None else to
        if key is None:
            raise _refused("SH811", "", "已经问完了，没有要回答的问题", "要改的请回到那一个问题")
        answer = read_answer(self._prepared, key, raw)
        keys = [a.key for a in self._answers]
        before = self._answers[: keys.index(key)] if key in keys else self._answers
        return self._with((*before, answer))

    def _with(self, answers: tuple[Answer, ...]) -> Interview:
        other = object.__new__(type(self))
        other._prepared, other._answers, other.changed = self._prepared, answers, ()
        return other

    def _is_about(
        self, library: Library, bundle: str | None, item: str | None, place: str, on: date
    ) -> bool:
        mine = self._prepared
        same = (mine.place, mine.on, mine.item or None, self._bundle) == (place, on, item, bundle)
        return same and mine.library is library

    @property
    def _bundle(self) -> str | None:
        """The id of the bundle as it was given."""
        if self._prepared.item:
            return None
        return self._prepared.bundle.id if self._prepared.bundle else ""

    @cached_property
    def _standing(self) -> Standing:
        return Standing.after(self._prepared, self._answers)

    @cached_property
    def _next(self) -> str | None:
        return self._standing.next_field()

    # ---- what is known -----------------------------------------------------------------------

    @property
    def answered(self) -> tuple[str, ...]:
        """The ids of the fields that were answered, in order."""
        return tuple(a.key for a in self._answers)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return self._next is None

    def facts(self) -> dict[str, Written]:
        """What was answered, and what the kind of business stands for, by label.

        What was not known is not among them, nor what follows from the others.
        """
        return written_facts(self._prepared, self._answers)

    def found(self) -> Found:
        """What comes out as things stand: permits, papers, conditions and time limits, and why."""
        return found_at(self._standing, self._answers, finished=self.finished)

    def application(self) -> dict[str, Any]:
        """The application that the answers make, with nothing handed in, as a payload."""
        prepared, facts = self._prepared, self.facts()
        payload: dict[str, Any] = {"place": prepared.place, "received_on": prepared.on.isoformat()}
        if prepared.item:
            permit: dict[str, Any] = {"item": prepared.item}
            handling = facts.pop(HANDLING_ITEM_LABEL, None) or prepared.permits[0].permit.handling
            if handling:
                permit["handling_item"] = handling
            payload["permits"] = [permit]
        elif prepared.bundle is not None:
            payload["bundle"] = prepared.bundle.id
        return {**payload, "facts": facts}

    def result(self) -> JointResult:
        """What a check of this application says: the one list of papers, the form, the limits.

        What is not known stays a question in it. What a kind of business may come on top, and the
        person does not know, is not part of it; :meth:`found` tells it as a condition.

        Raises:
            EngineUnavailable: the durable-rules extension cannot be imported.
            EngineFault: the engine failed.
        """
        return self._prepared.checker.check(self.application())

    def state(self) -> dict[str, Any]:
        """Everything it takes to go on later, as JSON; with the digest of the rules."""
        return saved(self._prepared, self._bundle, self._answers).model_dump(mode="json")

    def state_json(self) -> str:
        """The state as JSON text."""
        return saved(self._prepared, self._bundle, self._answers).model_dump_json(indent=2) + "\n"


def found_at(standing: Standing, answers: tuple[Answer, ...], *, finished: bool) -> Found:
    """Everything that is found where an interview stands."""
    prepared, teller = standing.prepared, Teller(standing)
    return Found(
        bundle=prepared.bundle.id if prepared.bundle else "",
        bundle_name=prepared.bundle.name if prepared.bundle else "",
        item=prepared.item,
        place=prepared.place,
        on=prepared.on,
        finished=finished,
        asked=len(answers),
        facts=tuple(stated_facts(standing, answers)),
        permits=tuple(teller.permits()),
        elsewhere=tuple(teller.elsewhere()),
        digest=prepared.library.digest,
    )


def _refused(code: str, key: str, message: str, help: str) -> AnswerRefused:
    where = at(f"facts.{key}" if key else "facts")
    return AnswerRefused(Diagnostic(code=code, where=where, message=message, help=help))
