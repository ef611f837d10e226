"""The same work done by this library and by its peers, side by side: see ``docs/performance.md``."""
