"""``import permit_rules`` is light; each name brings what it needs with its first use."""

from __future__ import annotations

import subprocess
import sys

import pytest

import permit_rules as pr


def test_importing_loads_neither_pydantic_nor_yaml_nor_the_engine() -> None:
    heavy = "{'pydantic', 'yaml', 'durable', 'durable_rules_engine'}"
    code = f"import sys, permit_rules; print(*({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_name_is_there_and_is_what_its_module_has() -> None:
    assert set(pr.__all__) <= set(dir(pr))
    for name in pr.__all__:
        assert getattr(pr, name).__name__ == name


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Chequer'"):
        _ = pr.Chequer  # type: ignore[attr-defined]
