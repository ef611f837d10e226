"""Drawing experts at random, so that anybody can repeat the draw with ``sha256sum``.

Before the draw an announcement is published: what is drawn for, the digest of the pool, and what
fixes the seed – the SHA-256 of a seed kept secret until then, or a public value named beforehand.
Experts are ranked by a hash of seed, draw and expert; whoever has a conflict of interest (回避)
is left out. The order of the pool plays no part, and a replacement is the next in the ranking.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from permit_rules.casework.refused import CaseworkRefused
from permit_rules.written import fold

ALGORITHM: Final = "permit-rules-draw/1"
#: Fewer characters could be found out from their digest by trying.
_SEED_LENGTH: Final = 16
#: Marks that separate what is hashed; none may stand in what they separate.
_MARKS: Final = "|;\n\r"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expert(_Frozen):
    """One expert by number: ``fields`` they are expert in, ``conflicts`` the parties (names or
    codes) in whose matters they may not act."""

    id: str
    fields: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _plain(self) -> Expert:
        _check_texts(self.id, *self.fields, *self.conflicts)
        return self


class Announcement(_Frozen):
    """What is published before the draw: everything but the seed.

    ``commitment`` is the SHA-256 (hex) of the seed's UTF-8 bytes, or ``source`` names the public
    value that will be the seed; one of the two. ``parties`` are those whose matter it is.
    """

    draw: str
    field: str
    count: int = Field(ge=1)
    parties: tuple[str, ...] = ()
    pool_digest: str
    commitment: str = ""
    source: str = ""
    on: date

    @model_validator(mode="after")
    def _fixed(self) -> Announcement:
        _check_texts(self.draw, self.field)
        if bool(self.commitment) is bool(self.source):
            raise ValueError("name either the commitment to a seed or the source of a public one")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 of the announcement as canonical JSON: publish it with the announcement."""
        return canonical_digest(self.model_dump(mode="json"))


class Ranked(_Frozen):
    """An eligible expert with the hash that ranks them."""

    expert: str
    rank: str


class LeftOut(_Frozen):
    """An expert who could not be drawn, and why: ``field`` or ``conflict``."""

    expert: str
    reason: str


class Declined(_Frozen):
    """A drawn expert who did not take the task, when and why (own conflict, illness …)."""

    expert: str
    on: date
    reason: str


class DrawRecord(_Frozen):
    """A draw that anybody can repeat: ``ranking`` of all eligible, ``chosen`` the first of them
    who did not decline; ``lacking`` how many the pool could not supply. ``digest`` covers all
    else, as canonical JSON."""

    algorithm: str = ALGORITHM
    announcement: Announcement
    seed: str
    on: date
    ranking: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...] = ()
    declined: tuple[Declined, ...] = ()
    chosen: tuple[str, ...]
    lacking: int = 0
    digest: str = ""


class Difference(_Frozen):
    """Something in a record that is not what the rules of the draw give."""

    field: str
    text: str


def pool_text(pool: Iterable[Expert]) -> str:
    """The pool as it is hashed: a line ``id|field;field|party;party`` an expert, sorted by the
    bytes of the line, each list sorted likewise and without repeats.

    Raises:
        CaseworkRefused: two experts have the same number.
    """
    experts = list(pool)
    ids = [e.id for e in experts]
    if len(set(ids)) < len(ids):
        twice = sorted({i for i in ids if ids.count(i) > 1})
        raise CaseworkRefused("the pool cannot be used", (f"{twice} stand in it twice",))
    lines = (f"{e.id}|{_joined(e.fields)}|{_joined(e.conflicts)}\n" for e in experts)
    return "".join(sorted(lines, key=_bytes))


def pool_digest(pool: Iterable[Expert]) -> str:
    """SHA-256 (hex) of :func:`pool_text`."""
    return sha256(pool_text(pool))


def commit_to(seed: str) -> str:
    """The commitment to publish before the draw: SHA-256 (hex) of the seed.

    Raises:
        ValueError: the seed is so short that it could be guessed, or has a line break.
    """
    _check_texts(seed)
    if len(seed) < _SEED_LENGTH:
        raise ValueError(f"a secret seed needs at least {_SEED_LENGTH} characters")
    return sha256(seed)


def rank_of(seed: str, draw: str, expert: str) -> str:
    """SHA-256 (hex) of the four lines algorithm, seed, draw, expert, without a final break."""
    return sha256("\n".join((ALGORITHM, seed, draw, expert)))


def draw_experts(
    announced: Announcement, pool: Iterable[Expert], seed: str, on: date
) -> DrawRecord:
    """Draw as announced, on the day ``on``, with the seed that is now open.

    Raises:
        CaseworkRefused: the pool or the seed is not what was announced, or the draw comes before
            its announcement.
    """
    experts = tuple(pool)
    _check_texts(seed)
    reasons = tuple(d.text for d in _unannounced(announced, experts, seed, on))
    if reasons:
        raise CaseworkRefused("the draw cannot be made", reasons)
    return _drawn(announced, experts, seed, on, ())


def replace_declined(
    record: DrawRecord, pool: Iterable[Expert], expert: str, on: date, reason: str
) -> DrawRecord:
    """The record with one drawn expert replaced by the next in the ranking.

    Raises:
        CaseworkRefused: the expert was not drawn, or the record does not verify.
    """
    experts = tuple(pool)
    reasons = [d.text for d in verify_draw(record, experts)]
    if expert not in record.chosen:
        reasons.append(f"{expert!r} was not drawn; drawn are {list(record.chosen)}")
    if on < record.on:
        reasons.append("nobody declines before the draw")
    if reasons:
        raise CaseworkRefused("nobody can be replaced", tuple(reasons))
    declined = (*record.declined, Declined(expert=expert, on=on, reason=reason))
    return _drawn(record.announcement, experts, record.seed, record.on, declined)


def verify_draw(
    record: DrawRecord, pool: Iterable[Expert], announced: str = ""
) -> tuple[Difference, ...]:
    """What in the record is not as the draw gives it; nothing where all is right.

    ``announced`` is the digest of the announcement as it was published; with it a record is also
    held to what was said beforehand.
    """
    experts = tuple(pool)
    found = list(_unannounced(record.announcement, experts, record.seed, record.on))
    if announced and record.announcement.digest != announced:
        found.append(
            Difference(field="announcement", text="the announcement is not the published one")
        )
    again = _drawn(record.announcement, experts, record.seed, record.on, record.declined)
    for name in ("algorithm", "ranking", "left_out", "chosen", "lacking", "digest"):
        if getattr(record, name) != getattr(again, name):
            found.append(Difference(field=name, text=f"{name} is not what the draw gives"))
    drawn = {r.expert for r in again.ranking}
    for one in record.declined:
        if one.expert not in drawn or one.on < record.on:
            text = f"{one.expert!r} was not drawn by then and cannot decline"
            found.append(Difference(field="declined", text=text))
    return tuple(found)


def sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_digest(data: dict[str, Any]) -> str:
    """SHA-256 of JSON with sorted keys, no blanks, and characters as they are."""
    return sha256(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _drawn(
    announced: Announcement,
    pool: tuple[Expert, ...],
    seed: str,
    on: date,
    declined: tuple[Declined, ...],
) -> DrawRecord:
    parties = {fold(p) for p in announced.parties}
    out, eligible = [], []
    for expert in sorted(pool, key=lambda e: _bytes(e.id)):
        if announced.field not in expert.fields:
            out.append(LeftOut(expert=expert.id, reason="field"))
        elif parties & {fold(c) for c in expert.conflicts}:
            out.append(LeftOut(expert=expert.id, reason="conflict"))
        else:
            rank = rank_of(seed, announced.draw, expert.id)
            eligible.append(Ranked(expert=expert.id, rank=rank))
    ranking = tuple(sorted(eligible, key=lambda r: (r.rank, _bytes(r.expert))))
    gone = {d.expert for d in declined}
    chosen = tuple(r.expert for r in ranking if r.expert not in gone)[: announced.count]
    record = DrawRecord(
        announcement=announced,
        seed=seed,
        on=on,
        ranking=ranking,
        left_out=tuple(out),
        declined=declined,
        chosen=chosen,
        lacking=announced.count - len(chosen),
    )
    digest = canonical_digest(record.model_dump(mode="json", exclude={"digest"}))
    return record.model_copy(update={"digest": digest})


def _unannounced(
    announced: Announcement, pool: tuple[Expert, ...], seed: str, on: date
) -> Iterator[Difference]:
    if pool_digest(pool) != announced.pool_digest:
        yield Difference(field="pool", text="the pool is not the announced one")
    if announced.commitment and sha256(seed) != announced.commitment:
        yield Difference(field="seed", text="the seed is not the one committed to")
    if on < announced.on:
        yield Difference(field="on", text="the draw lies before its announcement")


def _joined(texts: Iterable[str]) -> str:
    return ";".join(sorted(set(texts), key=_bytes))


def _bytes(text: str) -> bytes:
    return text.encode()


def _check_texts(*texts: str) -> None:
    for text in texts:
        if not text.strip() or any(mark in text for mark in _MARKS) or not text.isprintable():
            raise ValueError(f"{text!r} is empty or has a control or one of the marks | ;")
