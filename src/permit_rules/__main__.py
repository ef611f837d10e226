"""``python -m permit_rules``: the command line."""

from permit_rules.cli import main

if __name__ == "__main__":
    main()
