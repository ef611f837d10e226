"""The pages of the codes that are no lint rules: those of loading, conditions and exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from permit_rules.conditions.pages import PAGES as OF_CONDITIONS
from permit_rules.diagnostics import Page
from permit_rules.linting.exceptions import PAGES as OF_EXCEPTIONS
from permit_rules.loading.pages import PAGES as OF_LOADING

#: The page of each code by the code.
CODE_PAGES: Final[Mapping[str, Page]] = {**OF_LOADING, **OF_CONDITIONS, **OF_EXCEPTIONS}
