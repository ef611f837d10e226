"""Posts that different persons are to hold: who held which in a case (四分离).

Nothing is kept apart unless a rule of ``rules/casework.yaml`` (岗位分离) says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from permit_rules.casework.case import Case
from permit_rules.casework.events import (
    Assigned,
    Delivered,
    Event,
    Inspected,
    Noticed,
    NoticeKind,
    Post,
    Worked,
)
from permit_rules.checking.explain import cited
from permit_rules.model.casework import CaseworkRules, holding
from permit_rules.result import Basis
from permit_rules.written import fold

#: Whoever gives one of these out decides about acceptance.
_OF_ACCEPTANCE: Final = (
    NoticeKind.ACCEPTANCE,
    NoticeKind.DEFERRALS,
    NoticeKind.NON_ACCEPTANCE,
)


class PostConflict(BaseModel):
    """One person, by staff number, who held ``posts`` that the rule keeps apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    posts: tuple[Post, ...]
    rule: str
    text: str
    basis: tuple[Basis, ...] = ()


def holders(case: Case) -> dict[Post, tuple[str, ...]]:
    """Who held which post, in the order of the journal; a post nobody held is absent.

    A post is held by whoever worked at it, by the inspectors (勘验), by whoever gave out the
    notice about acceptance (受理), and by whoever delivered (出证). Entries without a staff number
    say nothing.
    """
    held: dict[Post, dict[str, str]] = {}
    for event in case.events:
        for post, person in _held(event):
            if fold(person):
                held.setdefault(post, {}).setdefault(fold(person), person)
    return {post: tuple(held[post].values()) for post in Post if post in held}


def conflicts(case: Case, rules: CaseworkRules, on: date) -> tuple[PostConflict, ...]:
    """Everybody who held more than one of the posts that are to be kept apart on that day.

    Empty where no rule in force at the place of the case keeps any apart.
    """
    held = holders(case)
    return tuple(
        PostConflict(
            by=person,
            posts=posts,
            rule=rule.id,
            text=f"「{person}」兼任{'、'.join(p.value for p in posts)}，这些岗位应当由不同的人担任",
            basis=cited(rule.basis),
        )
        for rule in holding(rules.separate_posts, case.place, on)
        for person, posts in _together(held, rule.posts)
    )


def _held(event: Event) -> Iterator[tuple[Post, str]]:
    if isinstance(event, Worked):
        yield event.post, event.by
    elif isinstance(event, Inspected):
        yield from ((Post.INSPECTION, person) for person in event.inspectors)
    elif isinstance(event, Assigned):
        yield from ((Post.INSPECTION, person) for person in event.persons)
    elif isinstance(event, Noticed) and event.notice in _OF_ACCEPTANCE:
        yield Post.ACCEPTANCE, event.by
    elif isinstance(event, Delivered):
        yield Post.ISSUANCE, event.by


def _together(
    held: dict[Post, tuple[str, ...]], apart: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Post, ...]]]:
    """Each person who held more than one of these posts, with the posts."""
    of_person: dict[str, tuple[str, list[Post]]] = {}
    for post, persons in held.items():
        if post.value in apart:
            for person in persons:
                of_person.setdefault(fold(person), (person, []))[1].append(post)
    for person, posts in of_person.values():
        if len(posts) > 1:
            yield person, tuple(posts)
