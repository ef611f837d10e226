"""Zip files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first day that a zip file can name.
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)


def steady(content: bytes) -> bytes:
    """The same zip file without the time and the system it was written on."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as written, ZipFile(made, "w") as kept:
        for name in written.namelist():
            entry = ZipInfo(name, _NO_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            kept.writestr(entry, written.read(name))
    return made.getvalue()
