"""Naming the extra to install where an optional package is absent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# What is imported and the package that brings it: markupsafe, lxml and et_xmlfile come along.
_PACKAGES: Final = {
    "jinja2": "jinja2",
    "markupsafe": "jinja2",
    "docx": "python-docx",
    "lxml": "python-docx",
    "openpyxl": "openpyxl",
    "et_xmlfile": "openpyxl",
    "defusedxml": "defusedxml",
}


@contextmanager
def extra_for(form: str, extra: str) -> Iterator[None]:
    """While ``form`` (``html``, ``docx``) is written, say which extra has what is missing.

    Raises:
        ModuleNotFoundError: a package of the extra is absent; the message names the extra.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        package = _PACKAGES.get((missing.name or "").partition(".")[0])
        if package is None:
            raise
        raise ModuleNotFoundError(
            f"{form} needs {package}: install permit-rules[{extra}]", name=missing.name
        ) from None
