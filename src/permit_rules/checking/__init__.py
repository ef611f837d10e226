"""An application → CheckResult: typed, decided, explained and ordered."""
