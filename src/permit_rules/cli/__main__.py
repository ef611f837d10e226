"""``python -m permit_rules.cli``."""

from permit_rules.cli import main

main()
