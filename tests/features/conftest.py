"""Tags of scenarios that name a rule of procedure or a mechanism; they mark nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any


def pytest_bdd_apply_tag(tag: str, function: Callable[..., Any]) -> bool | None:
    """``@P-89`` and ``@S1-2`` make no pytest marker; any other tag would have to be declared."""
    return True if re.fullmatch(r"P-\d{2,3}|S\d-\d{1,2}", tag) else None
