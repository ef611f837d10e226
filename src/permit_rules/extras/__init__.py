"""What needs a package of an extra: one module for each, imported by whoever wants it."""
