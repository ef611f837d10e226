"""What the numbers mean by which durable-rules says that something went wrong."""

from __future__ import annotations

from permit_rules.errors import EngineFault

#: Return codes of durable-rules 2.0.28. 0 is done, everything else is a fault here: even 1 and 2,
#: because each of our facts fires a rule and is retracted before the next.
MEANINGS = {
    1: "the fact fired no rule",
    2: "the fact before was not retracted",
    3: "the fact was put off",
    101: "out of memory, or more than 1024 sessions",
    102: "a value of an unexpected type",
    103: "an identifier too long",
    104: "an unexpected value",
    105: "an unexpected name",
    106: "more than 4096 rules in a ruleset, or too many tests under one node",
    107: "more than 128 ors through one test",
    108: "more than 256 rules that end in the same test",
    109: "a rule without qualifier",
    110: "a setting that is missing",
    111: "a handle of no ruleset",
    112: "more than 131071 rulesets in the process",
    113: "more than 15 and/or groups in a rule",
    201: "a value that cannot be read",
    202: "a string that cannot be read",
    203: "a number that cannot be read",
    204: "an object that cannot be read",
    205: "an array that cannot be read",
    302: "more than 253 properties in a fact",
    303: "more than 64 tests matched at once",
    304: "more than 16 facts in a match",
    305: "a fact that is not there",
    306: "a place that is not there",
    307: "a node that was deleted",
    308: "a node at work",
    309: "a session that is not there",
    310: "no rule has fired",
    311: "a property that is not there",
    312: "an operation that is not supported",
    313: "a fact that is too large",
    314: "a property that is too large",
}


def fault(plan: str, call: str, error: object) -> EngineFault:
    """The exception for a call of the extension that failed.

    ``error`` is the code it returned or the exception it raised, which ends in the code.
    """
    shown = f"{type(error).__name__}: {error}" if isinstance(error, Exception) else f"code {error}"
    last = str(error).rpartition(":")[2].strip()
    meaning = MEANINGS.get(int(last)) if last.isdecimal() else None
    because = f" ({meaning})" if meaning else ""
    return EngineFault(
        f"durable-rules failed in {call} of plan {plan!r}: {shown}{because}; no answer is given"
    )
