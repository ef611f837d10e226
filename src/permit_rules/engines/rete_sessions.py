"""Opened rulesets of the Rete engine, asked one fact at a time and handed from run to run.

What is kept to here is what the extension was found to be safe with: single facts, never events
or batches; one session for ever in each ruleset, each fact retracted before the next; one run at
a time in a session; and a session in which anything went wrong is never asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from typing import Any, Protocol
from zlib import crc32

from permit_rules.engines.rete_codes import fault
from permit_rules.engines.rete_packing import LAST_PROPERTY, LAST_RULE, Pack
from permit_rules.errors import EngineFault

_SESSION = "0"
_RETRACT = f'{{"id":"a","sid":"{_SESSION}"}}'
_PROBE = f'{{"id":"a","sid":"{_SESSION}","{LAST_PROPERTY}":1}}'
_NAME = slice(2, 2 + len(LAST_RULE))  # of the rule in {"r00042":{"m":…}}

# Counts the rulesets of the process, because their names must differ between engines and no
# engine knows of the others. Nothing is ever read back from it.
_SERIAL = count()


class Extension(Protocol):
    """The calls of the extension that are used; what they return is checked here."""

    def create_ruleset(self, name: str, definition: str, /) -> Any:
        """Compile a ruleset and return its handle."""

    def delete_ruleset(self, handle: int, /) -> Any:
        """Free a ruleset, though not its sessions."""

    def delete_state(self, handle: int, sid: str, /) -> Any:
        """Free a session."""

    def assert_fact(self, handle: int, fact: str, /) -> Any:
        """Match a fact; return a code and the session's number."""

    def retract_fact(self, handle: int, fact: str, /) -> Any:
        """Take a fact back; return a code and the session's number."""

    def start_action_for_state(self, handle: int, state: int, /) -> Any:
        """Return the session's own fact and the text of the first rule that fired."""

    def complete_and_start_action(self, handle: int, state: int, /) -> Any:
        """Return the text of the next rule that fired, or None."""


class Sessions:
    """The rulesets of all packs of a plan, once for every run that goes on at the same time.

    A run takes a set of handles and gives it back when all has gone well, so a set is never in
    two runs at once, be they in two threads or in a signal handler within a run. As many sets
    are kept as runs have ever overlapped; a thread that ends leaves nothing behind.
    """

    def __init__(self, plan: str, packs: Sequence[Pack], extension: Extension) -> None:
        self.extension = extension
        self._plan = plan
        self._packs = packs
        self._prefix = f"{crc32(plan.encode('utf-8', 'surrogatepass')):08x}"
        self._free: list[list[int]] = []
        self._broken: set[int] = set()
        self._closed = False
        self._free.append(self._open())

    def refuse_if_closed(self) -> None:
        """Raise EngineFault once :meth:`close` has been called."""
        if self._closed:
            raise EngineFault(f"the engine of plan {self._plan!r} is closed")

    def take(self) -> list[int]:
        """The handles of all packs, for one run; to be given back, or dropped."""
        try:
            return self._free.pop()
        except IndexError:
            return self._open()

    def give_back(self, handles: list[int]) -> None:
        """Hand on the set of a run in which all has gone well."""
        self._free.append(handles)
        if self._closed:
            self.close()

    def drop(self, handles: list[int]) -> None:
        """Free the set of a run in which something went wrong.

        Half-drained sessions would fire again, with facts that have been freed.
        """
        self._release(handles)

    def ask(self, handle: int, pack: Pack, fact: str) -> list[frozenset[int]]:
        """The marks of the rules of ``pack`` that fire for ``fact``, once for each firing.

        Raises:
            EngineFault: the engine failed, or its answer is not whole.
        """
        extension = self.extension
        call = "assert_fact"
        try:
            code, state = extension.assert_fact(handle, fact)
            if code != 0:
                raise fault(self._plan, call, code)
            call = "start_action_for_state"
            _, message = extension.start_action_for_state(handle, state)
            name = message[_NAME]
            known = pack.marks
            marks = [known[name]]
            call, following = "complete_and_start_action", extension.complete_and_start_action
            for _ in range(pack.most_firings):
                message = following(handle, state)
                if message is None:
                    break
                name = message[_NAME]
                marks.append(known[name])
            if name != LAST_RULE or len(marks) > pack.most_firings:
                raise fault(self._plan, call, f"{len(marks)} firings that end in {name!r}")
            call = "retract_fact"
            code, _ = extension.retract_fact(handle, _RETRACT)
            if code != 0:
                raise fault(self._plan, call, code)
        except BaseException as error:
            self._broken.add(handle)
            if isinstance(error, EngineFault) or not isinstance(error, Exception):
                raise
            raise fault(self._plan, call, error) from error
        return marks

    def close(self) -> None:
        """Free every set that is not in use; one in use is freed when its run ends."""
        self._closed = True
        while self._free:
            with suppress(IndexError):  # another thread took the last one
                self._release(self._free.pop())

    def _open(self) -> list[int]:
        handles: list[int] = []
        try:
            for pack in self._packs:
                name = f"{self._prefix}-{next(_SERIAL)}"
                handles.append(self.extension.create_ruleset(name, pack.definition))
        except BaseException as error:
            self._drop(handles)
            if isinstance(error, Exception):
                raise fault(self._plan, "create_ruleset", error) from error
            raise
        return handles

    def _drop(self, handles: list[int]) -> None:
        """Free rulesets but not their sessions: whatever memory those hold is lost."""
        for handle in handles:
            self._broken.discard(handle)
            with suppress(Exception):
                self.extension.delete_ruleset(handle)

    def _release(self, handles: list[int]) -> None:
        """Free rulesets together with their sessions, but for one in which something went wrong.

        ``delete_state`` reads memory that was never written unless a rule has fired in the
        session; so one is fired first. No other session can be hurt by it: there is none.
        """
        try:
            for handle, pack in zip(handles, self._packs, strict=True):
                if handle not in self._broken:
                    with suppress(Exception):
                        self.ask(handle, pack, _PROBE)
                        self.extension.delete_state(handle, _SESSION)
        finally:
            self._drop(handles)
