"""Files → Library: every rule file read, every mistake of every file told at once."""

from permit_rules.loading.loader import RuleReader, load, read_library

__all__ = ["RuleReader", "load", "read_library"]
