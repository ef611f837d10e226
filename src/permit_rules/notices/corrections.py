"""What has to be put right before an application can be accepted, and whether on the spot."""

from __future__ import annotations

from typing import Final

from permit_rules.result import CheckResult, Finding, FindingKind

_TO_CORRECT: Final = {FindingKind.MISSING, FindingKind.DEFECTIVE}


def to_correct(result: CheckResult) -> tuple[Finding, ...]:
    """The findings that a correction is asked for; unmet conditions are none."""
    return tuple(f for f in result.findings if f.kind in _TO_CORRECT)


def all_on_spot(result: CheckResult) -> bool:
    """Whether everything can be corrected at the counter, which makes it no correction round.

    Not where anything may be lacking from the list (行政许可法 art. 32 (3)).
    """
    found = to_correct(result)
    return result.complete and bool(found) and all(f.correctable_on_spot for f in found)
