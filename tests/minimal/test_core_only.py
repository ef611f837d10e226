"""The library with its three core dependencies and nothing more."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import permit_rules

#: What the core must do without: the engine until a checker is opened, the extras always.
LATE_OR_OPTIONAL = {
    "click",
    "defusedxml",
    "docx",
    "durable",
    "durable_rules_engine",
    "jinja2",
    "openpyxl",
    "psycopg",
    "rich",
    "sqlalchemy",
    "typer",
}

MODULES_LOADED_BY_THE_IMPORT = """
import json, sys
before = set(sys.modules)
import permit_rules
print(json.dumps(sorted(set(sys.modules) - before)))
"""

#: The command as if the packages named were not installed, whatever this environment has.
COMMAND_WITHOUT = """
import runpy, sys
for name in sys.argv.pop(1).split(","):
    sys.modules[name] = None
runpy.run_module("permit_rules.cli", run_name="__main__", alter_sys=True)
"""

CASEWORK_WITHOUT = """
import sys
import permit_rules
assert not [name for name in sys.modules if name.startswith("permit_rules.casework")]
for name in sys.argv[1].split(","):
    sys.modules[name] = None
import permit_rules.casework as casework
assert [name for name in casework.__all__ if not hasattr(casework, name)] == []
with casework.SQLiteStore(sys.argv[2]) as store:
    store.add(casework.Case(id="1", item="tea"))
    print(store.count())
try:
    import permit_rules.extras.postgres
except ModuleNotFoundError as missing:
    print(missing)
"""

GUIDE_WITHOUT = """
import datetime, sys
import permit_rules as pr
from permit_rules.guides import render, service_guide
sys.modules["jinja2"] = None
sys.stdout.reconfigure(encoding="utf-8")
guide = service_guide(pr.load(), "food-business", datetime.date(2026, 3, 2))
print(render(guide).decode())
try:
    render(guide, "html")
except ModuleNotFoundError as missing:
    print(missing)
"""

NOTICE_WITHOUT = """
import sys
import permit_rules as pr
from permit_rules.notices import render
sys.modules["jinja2"] = sys.modules["docx"] = None
sys.stdout.reconfigure(encoding="utf-8")
result = pr.CheckResult(item="", verdict="cannot_tell", verdict_label="无法判断", complete=False)
print(render(result))
for form in ("html", "docx"):
    try:
        render(result, form)
    except ModuleNotFoundError as missing:
        print(missing)
"""


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, encoding="utf-8", check=False
    )


def test_import_loads_neither_the_engine_nor_an_optional_package() -> None:
    done = run_python("-c", MODULES_LOADED_BY_THE_IMPORT)
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert "permit_rules" in loaded
    assert loaded.isdisjoint(LATE_OR_OPTIONAL)


def test_every_public_name_is_there_without_extras() -> None:
    assert permit_rules.__all__
    assert [name for name in permit_rules.__all__ if not hasattr(permit_rules, name)] == []


def test_the_command_says_in_one_line_which_extra_to_install() -> None:
    done = run_python("-c", COMMAND_WITHOUT, "typer,rich", "lint")
    lines = (done.stdout + done.stderr).splitlines()
    assert len(lines) == 1, done.stderr
    assert "permit-rules[cli]" in lines[0]
    assert done.returncode == 2


def test_the_package_carries_its_types_and_its_review_points() -> None:
    package = files("permit_rules")
    assert (package / "py.typed").is_file()
    # Inside the package once it is built; beside `src` where the repository itself is installed.
    packed, beside = package / "_rules", package / ".." / ".." / "rules"
    assert [place for place in (packed, beside) if place.is_dir()]


def test_cases_are_kept_without_extras_and_the_server_names_the_extra(tmp_path: Path) -> None:
    optional = ",".join(sorted(LATE_OR_OPTIONAL - {"durable", "durable_rules_engine"}))
    done = run_python("-c", CASEWORK_WITHOUT, optional, str(tmp_path / "cases.db"))

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "1",
        "a store in PostgreSQL needs sqlalchemy: install permit-rules[postgres]",
    ]


def test_a_guide_is_written_without_extras_and_the_rest_names_the_extra() -> None:
    done = run_python("-c", GUIDE_WITHOUT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# 食品经营许可办事指南\n")
    assert "html needs jinja2: install permit-rules[guides]" in done.stdout


def test_a_notice_is_written_without_extras_and_the_rest_names_the_extra() -> None:
    done = run_python("-c", NOTICE_WITHOUT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("补充信息告知书\n")
    assert "html needs jinja2: install permit-rules[notices]" in done.stdout
    assert "docx needs python-docx: install permit-rules[notices]" in done.stdout
