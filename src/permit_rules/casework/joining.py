"""The cases of one joint application: each permit's own, tied together by an entry in each."""

from __future__ import annotations

from datetime import date

from permit_rules.casework.events import Joined
from permit_rules.joint_result import JointResult


def joined(result: JointResult, application: str, *, on: date, by: str = "") -> dict[str, Joined]:
    """The entry for the case of each permit, by the permit's key.

    Each permit of a joint application is a case of its own at its own office, with its own rounds
    and its own clock; the entry says which application it belongs to and what that one took.

    Args:
        result: the answer to the whole application.
        application: the office's own number for it.
        on: the day it was handed in.
        by: who received it, a staff number.
    """
    return {
        permit.key: Joined(
            on=on,
            by=by,
            application=application,
            bundle=result.bundle,
            permit=permit.key,
            after=permit.waits_for,
            cases=len(result.permits),
            papers=result.paper_count,
            fields=result.field_count,
        )
        for permit in result.permits
    }
