"""The lint rules, one file each: ``CODE``, ``lint(library)``, and a docstring for the clerk."""
