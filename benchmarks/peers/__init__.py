"""The same work done by this library and by its peers: see ``docs/performance.md``."""
