"""Library → diagnostics: what is allowed in a rule file, but most likely a mistake.

What makes a file unusable is found while loading; a lint rule looks at a library that loaded.
"""

from permit_rules.linting.code_pages import CODE_PAGES
from permit_rules.linting.exceptions import SetAside, set_aside
from permit_rules.linting.mend import MendedFile, mend
from permit_rules.linting.run import LINT_RULES, LintRule, lint, lint_rule
from permit_rules.linting.stated import Stated, cited_in, points_in

__all__ = [
    "CODE_PAGES",
    "LINT_RULES",
    "LintRule",
    "MendedFile",
    "SetAside",
    "Stated",
    "cited_in",
    "lint",
    "lint_rule",
    "mend",
    "points_in",
    "set_aside",
]
