"""Files → Library: every rule file read, every mistake of every file told at once."""

from permit_rules.loading.loader import load, read_library

__all__ = ["load", "read_library"]
