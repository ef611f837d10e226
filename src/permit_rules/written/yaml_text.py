"""Values as YAML on one line, such that the reader of rule files reads them back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

#: Division codes are written in quotes by custom.
_CODE: Final = re.compile("[0-9]{6}|[0-9]{9}")
_PLAIN: Final = re.compile(r"[\w（(《“][^,\[\]{}#&*!|>'\"%@`:：\n]*(?<! )\Z")


def yaml_text(value: Any) -> str:
    """A value on one line of YAML; texts are quoted where a plain one would not be read back."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{yaml_text(k)}: {yaml_text(v)}" for k, v in value.items())
        return f"{{{inside}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(yaml_text, value))}]"
    text = str(value)
    plain = _PLAIN.match(text) and not _CODE.fullmatch(text)
    return text if plain else json.dumps(text, ensure_ascii=False)
