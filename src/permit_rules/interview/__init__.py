"""An interview: which permits a business needs and what they ask for, question by question."""

from permit_rules.interview.interview import Interview

__all__ = ["Interview"]
