"""The draw of experts: random enough, repeatable, and no forged record passes."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date

import pytest

from permit_rules.casework import (
    Announcement,
    CaseworkRefused,
    DrawRecord,
    Expert,
    commit_to,
    draw_experts,
    pool_digest,
    pool_text,
    replace_declined,
    verify_draw,
)

SEED = "0123456789abcdef 公开"
DAY = date(2026, 3, 9)
POOL = [
    *(Expert(id=f"Z{n:02}", fields=("药品", "器械")) for n in range(10)),
    Expert(id="Z10", fields=("药品",), conflicts=("示例药房",)),
    Expert(id="Z11", fields=("食品",)),
]


def announced(**changed: object) -> Announcement:
    said = {
        "draw": "示例-1/评审",
        "field": "药品",
        "count": 3,
        "parties": ("示例药房",),
        "pool_digest": pool_digest(POOL),
        "commitment": commit_to(SEED),
        "on": date(2026, 3, 6),
    }
    return Announcement.model_validate({**said, **changed})


def drawn() -> DrawRecord:
    return draw_experts(announced(), POOL, SEED, DAY)


def test_the_ranking_is_what_sha256sum_gives() -> None:
    lines = f"permit-rules-draw/1\n{SEED}\n示例-1/评审\n"
    by_hand = sorted(
        (hashlib.sha256(f"{lines}{e.id}".encode()).hexdigest(), e.id) for e in POOL[:10]
    )
    assert [(r.rank, r.expert) for r in drawn().ranking] == by_hand
    assert drawn().chosen == tuple(e for _, e in by_hand[:3])


def test_the_pool_is_one_text_whatever_its_order() -> None:
    assert pool_text(reversed(POOL)) == pool_text(POOL)
    assert pool_text(POOL).splitlines()[10] == "Z10|药品|示例药房"
    assert draw_experts(announced(), reversed(POOL), SEED, DAY) == drawn()


def test_every_expert_is_drawn_about_equally_often() -> None:
    counts: Counter[str] = Counter()
    draws = 2000
    for n in range(draws):
        said = announced(commitment="", source="示例公开数", parties=("示例药房",))
        counts.update(draw_experts(said, POOL, f"seed-{n}", DAY).chosen)
    expected = draws * 3 / 10
    assert set(counts) == {f"Z{n:02}" for n in range(10)}
    # 27.9 is exceeded once in a thousand times with nine degrees of freedom.
    assert sum((c - expected) ** 2 / expected for c in counts.values()) < 27.9


def test_the_left_out_are_named_with_the_reason() -> None:
    assert [(o.expert, o.reason) for o in drawn().left_out] == [
        ("Z10", "conflict"),
        ("Z11", "field"),
    ]


def test_a_replacement_is_the_next_and_the_rest_stays() -> None:
    first = drawn()
    order = [r.expert for r in first.ranking]
    after = replace_declined(first, POOL, order[0], DAY, "回避")
    assert after.chosen == tuple(order[1:4])
    again = replace_declined(after, POOL, order[2], DAY, "有事")
    assert again.chosen == (order[1], order[3], order[4])
    assert verify_draw(again, POOL) == ()
    with pytest.raises(CaseworkRefused, match="was not drawn"):
        replace_declined(again, POOL, order[0], DAY, "回避")


def test_a_pool_too_small_says_how_many_are_lacking() -> None:
    record = draw_experts(announced(count=12), POOL, SEED, DAY)
    assert (len(record.chosen), record.lacking) == (10, 2)


FORGED = {
    "algorithm": "x",
    "seed": "another seed 0123456789",
    "on": "2026-03-10",
    "ranking": [],
    "left_out": [],
    "declined": [{"expert": "Z00", "on": "2026-03-10", "reason": "回避"}],
    "chosen": ["Z00"],
    "lacking": 1,
    "digest": "00",
}
FORGED_ANNOUNCEMENT = {
    "draw": "示例-2",
    "field": "器械",
    "count": 4,
    "parties": ["别的药房"],
    "pool_digest": "00",
    "commitment": "00",
    "on": "2026-03-05",
}


@pytest.mark.parametrize("name", FORGED)
def test_a_changed_field_is_noticed(name: str) -> None:
    data = drawn().model_dump(mode="json")
    forged = DrawRecord.model_validate({**data, name: FORGED[name]})
    assert forged != drawn()
    assert verify_draw(forged, POOL)


@pytest.mark.parametrize("name", FORGED_ANNOUNCEMENT)
def test_a_changed_announcement_is_noticed(name: str) -> None:
    data = drawn().model_dump(mode="json")
    data["announcement"][name] = FORGED_ANNOUNCEMENT[name]
    forged = DrawRecord.model_validate(data)
    assert verify_draw(forged, POOL)
    assert verify_draw(forged, POOL, drawn().announcement.digest)


def test_a_record_made_anew_is_held_to_what_was_published() -> None:
    other = draw_experts(announced(draw="示例-1/第二次"), POOL, SEED, DAY)
    assert verify_draw(other, POOL) == ()
    assert {d.field for d in verify_draw(other, POOL, announced().digest)} == {"announcement"}


def test_all_fields_are_forged_above() -> None:
    assert {*FORGED, "announcement"} == set(DrawRecord.model_fields)
    assert {*FORGED_ANNOUNCEMENT, "source"} == set(Announcement.model_fields)


def test_another_pool_or_seed_is_refused() -> None:
    with pytest.raises(CaseworkRefused) as caught:
        draw_experts(announced(), POOL[1:], "another seed 0123456789", date(2026, 3, 1))
    assert len(caught.value.reasons) == 3


def test_what_could_be_read_two_ways_is_refused() -> None:
    for text in ("", " ", "a|b", "a;b", "a\nb"):
        with pytest.raises(ValueError, match="empty or has"):
            Expert(id=text)
    with pytest.raises(ValueError, match="16 characters"):
        commit_to("short")
    with pytest.raises(CaseworkRefused, match="twice"):
        pool_digest([Expert(id="a"), Expert(id="a")])
    with pytest.raises(ValueError, match="either"):
        announced(source="示例公开数")
