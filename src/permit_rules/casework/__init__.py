"""What happens around one check: rounds of correction, deadlines, inspection, records, figures."""

from permit_rules.casework.case import Case
from permit_rules.casework.record import DecisionRecord, Recorder
from permit_rules.casework.replay import (
    Replay,
    ReplayImpossible,
    ReplayOutcome,
    WrongKey,
    replay,
)
from permit_rules.casework.sqlite_store import SQLiteStore
from permit_rules.casework.store import (
    CaseChanged,
    CaseExists,
    CaseMissing,
    CaseStore,
    Selection,
    StoreError,
    StoreUnusable,
)

__all__ = [
    "Case",
    "CaseChanged",
    "CaseExists",
    "CaseMissing",
    "CaseStore",
    "DecisionRecord",
    "Recorder",
    "Replay",
    "ReplayImpossible",
    "ReplayOutcome",
    "SQLiteStore",
    "Selection",
    "StoreError",
    "StoreUnusable",
    "WrongKey",
    "replay",
]
