"""What the project says about itself, and what must not slip into its files."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "permit_rules"

#: Top-level folders that are not the project's text: environments, caches, what a build wrote.
NOT_OURS = re.compile(r"\.venv.*|\.git|\..*_cache|\.hypothesis|build|dist|htmlcov|site")

#: An absolute path of somebody's machine, but not the tail of an address or a relative path.
MACHINE_PATH = re.compile(r"(?<![\w.~/*{}<>-])/(?:root|work|tmp|home|Users)/")


@pytest.fixture(scope="module")
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def changelog() -> ModuleType:
    spec = importlib.util.spec_from_file_location("changelog", ROOT / "scripts" / "changelog.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def names(requirements: list[str]) -> set[str]:
    """The names of the packages in a list of requirements."""
    return {re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower() for requirement in requirements}


def project_texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project, by its path from the root."""
    for top in sorted(ROOT.iterdir()):
        if NOT_OURS.fullmatch(top.name):
            continue
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                try:
                    yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue


def test_core_dependencies_are_exactly_three(pyproject: dict[str, Any]) -> None:
    assert names(pyproject["project"]["dependencies"]) == {"durable-rules", "pydantic", "pyyaml"}


def test_the_engine_is_pinned_to_the_version_that_was_measured(pyproject: dict[str, Any]) -> None:
    assert "durable-rules==2.0.28" in pyproject["project"]["dependencies"]


def test_what_only_tests_need_stays_in_the_test_extra(pyproject: dict[str, Any]) -> None:
    extras = pyproject["project"]["optional-dependencies"]
    assert "pytest-bdd" in names(extras["test"])
    assert names(extras["cli"]) == {"rich", "typer"}


def test_the_package_is_typed_and_the_wheel_carries_the_rules(pyproject: dict[str, Any]) -> None:
    wheel = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert (SOURCE / "py.typed").is_file()
    assert wheel["force-include"] == {"rules": "permit_rules/_rules"}


def test_changelog_fragments_are_in_order(changelog: ModuleType) -> None:
    assert changelog.mistakes(changelog.fragments(ROOT / "changelog.d")) == []


def test_every_mistake_in_a_fragment_is_named(changelog: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("not a fragment", encoding="utf-8")
    (tmp_path / "a.idea.md").write_text("An idea.", encoding="utf-8")
    (tmp_path / "b.fix.md").write_text("\n", encoding="utf-8")
    (tmp_path / "c.rules.md").write_text(
        "New.\n\nItems: a/M1\nFrom: 2025-04-15\n", encoding="utf-8"
    )
    said = changelog.mistakes(changelog.fragments(tmp_path))
    assert [line.partition(":")[0] for line in said] == [
        "a.idea.md", "b.fix.md", "c.rules.md", "c.rules.md"
    ]  # fmt: skip
    assert "`Places:`" in said[2]
    assert "`Basis:`" in said[3]


def test_a_release_moves_the_fragments_into_the_changelog(
    changelog: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "changelog.d"
    folder.mkdir()
    whole = tmp_path / "CHANGELOG.md"
    whole.write_text("# Changelog\n\n<!-- releases -->\n\n## 0.1.0 (2025-01-01)\n", "utf-8")
    (folder / "one.fix.md").write_text("One,\n\nand more.\n", encoding="utf-8")
    (folder / "two.feature.md").write_text("Two.\n", encoding="utf-8")

    assert changelog.main(["0.2.0", "2025-02-01"], tmp_path) == 0
    shown = capsys.readouterr().out
    assert shown == (
        "## 0.2.0 (2025-02-01)\n\n### Added\n\n- Two.\n\n### Fixed\n\n- One,\n\n  and more.\n"
    )
    assert len(list(folder.iterdir())) == 2

    assert changelog.main(["0.2.0", "2025-02-01", "--write"], tmp_path) == 0
    assert whole.read_text(encoding="utf-8") == (
        f"# Changelog\n\n<!-- releases -->\n\n{shown}\n## 0.1.0 (2025-01-01)\n"
    )
    assert list(folder.iterdir()) == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path, text in project_texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["root", "work", "tmp", "home", "Users"])
def test_a_path_of_a_machine_is_recognised(name: str) -> None:
    assert MACHINE_PATH.search(f"see /{name}/notes.txt")
    assert not MACHINE_PATH.search(f"https://example.org/{name}/notes.txt")


def test_one_module_alone_mentions_the_engine_extension() -> None:
    mentions = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "durable_rules_engine" in path.read_text(encoding="utf-8")
    }
    assert mentions == {"engines/durable_rules.py"}
