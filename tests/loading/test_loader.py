"""From a folder to a library: which files count, the digest, the one exception."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from permit_rules.diagnostics import Severity
from permit_rules.errors import RulesInvalid
from permit_rules.loading import load, read_library
from permit_rules.loading.rule_files import embedded_rules
from permit_rules.loading.yaml_reader import read_yaml
from tests.helpers import expect
from tests.loading.folder import HEAD, ITEM, PLACES, rules

MATERIAL = "申请材料:\n- {编号: M1, 材料名称: 申请书, 依据: 办法 第一条}\n"


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    folder = rules(tmp_path, {
        ITEM: HEAD + MATERIAL.replace("办法 第一条", "方法"),
        "national/b.yaml": HEAD.replace("trial", "b") + "收废: 无\n",
        "national/c.yaml": "事项名称：甲\n事项标识: c\n",
        "places.yaml": PLACES + "- {代码: 1, 名称: 甲}\n",
    })  # fmt: skip

    with pytest.raises(RulesInvalid) as raised:
        load(folder)

    expect(raised.value.diagnostics).codes("SH210", "SH121", "SH211", "SH146")
    assert "4 mistake(s)" in str(raised.value)
    assert "national/b.yaml:8:1" in str(raised.value)


def test_warnings_do_not_stop_the_loading(tmp_path: Path) -> None:
    library = load(rules(tmp_path, {ITEM: HEAD + "收费: 免费 #注\n"}))

    expect(library.diagnostics).only("SH131", at=f"{ITEM}:8:8", severity=Severity.WARNING)


def test_a_missing_folder_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(RulesInvalid) as raised:
        load(tmp_path / "nowhere")
    expect(raised.value.diagnostics).only("SH506", message="nowhere", help="核对路径")


def test_an_empty_folder_is_one_clear_message(tmp_path: Path) -> None:
    library, diagnostics = read_library(str(tmp_path))
    assert library is None
    expect(diagnostics).only("SH506", message="没有审核要点文件")


def test_a_missing_overlay_folder_is_told(tmp_path: Path) -> None:
    _, diagnostics = read_library(rules(tmp_path, {ITEM: HEAD}), overlay=tmp_path / "nowhere")
    expect(diagnostics).only("SH506", message="nowhere")


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    folder = rules(tmp_path, {
        ITEM: HEAD,
        "national/trial.cases.yaml": "[",
        "README.md": "[",
        ".git/x.yaml": "[",
        "national/.trial.yaml": "[",
        "national/trial.yaml~": "[",
    })  # fmt: skip
    assert read_library(folder)[1] == ()


def test_a_folder_that_is_laid_over_adds_and_replaces(tmp_path: Path) -> None:
    folder = rules(tmp_path / "one", {ITEM: HEAD + MATERIAL})
    over = tmp_path / "over"
    (over / "national").mkdir(parents=True)
    (over / ITEM).write_text(HEAD.replace("试验许可", "本局许可"), "utf-8")
    (over / "national/more.yaml").write_text(HEAD.replace("trial", "more"), "utf-8")

    library = load(folder, overlay=over)

    assert [(i.id, i.name) for i in library.items] == [("more", "试验许可"), ("trial", "本局许可")]
    assert library.digest != load(folder).digest


def test_the_digest_names_the_content(tmp_path: Path) -> None:
    one = load(rules(tmp_path / "one", {ITEM: HEAD, "national/trial.cases.yaml": "a: 1"}))
    same = load(rules(tmp_path / "two", {ITEM: HEAD}))
    other = load(rules(tmp_path / "three", {ITEM: HEAD + "# 注\n"}))
    moved = load(rules(tmp_path / "four", {"national/moved.yaml": HEAD}))

    assert one.digest == same.digest
    assert len({one.digest, other.digest, moved.digest}) == 3
    assert len(one.digest) == 64


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = rules(tmp_path, {ITEM: HEAD})
    outside = tmp_path / "outside.yaml"
    outside.write_text("[", "utf-8")
    (folder / "national/link.yaml").symlink_to(outside)
    (folder / "national/inside.yaml").symlink_to(folder / "places.yaml")
    (folder / "national/inside.yaml").unlink()

    _, diagnostics = read_library(folder)

    expect(diagnostics).only("SH508", at="national/link.yaml:1:1", severity=Severity.WARNING)


def test_a_linked_folder_and_an_unreadable_one_are_told(tmp_path: Path) -> None:
    folder = rules(tmp_path, {ITEM: HEAD, "440300-shenzhen/a.yaml": HEAD})
    (folder / "440000-guangdong").symlink_to(folder / "440300-shenzhen", True)
    closed = folder / "440300-shenzhen"
    closed.chmod(0)
    try:
        _, diagnostics = read_library(folder)
    finally:
        closed.chmod(0o755)

    expect(diagnostics).some("SH508", at="440000-guangdong:1:1", severity=Severity.WARNING)
    # Whoever may read everything, as root may, reads this folder too.
    if not os.access(closed, os.R_OK) or os.geteuid():
        expect(diagnostics).some("SH507", at="440300-shenzhen:1:1")


@pytest.mark.parametrize("name", ["national/a.yml", "national/A.YAML", "national/a.Yaml"])
def test_other_endings_are_told(tmp_path: Path, name: str) -> None:
    _, diagnostics = read_library(rules(tmp_path, {ITEM: HEAD, name: HEAD}))
    expect(diagnostics).only("SH505", at=f"{name}:1:1", help="小写的 .yaml")


def test_a_name_that_is_no_text_is_no_crash(tmp_path: Path) -> None:
    folder = rules(tmp_path, {ITEM: HEAD})
    with open(os.fsencode(folder) + b"/national/\xff.yaml", "wb") as file:
        file.write("事项名称：甲".encode())

    _, diagnostics = read_library(folder)

    expect(diagnostics).only("SH121", at="national/\ufffd.yaml:1:1")


def test_a_dangling_link_and_a_folder_named_like_a_file_are_no_crash(tmp_path: Path) -> None:
    folder = rules(tmp_path, {ITEM: HEAD})
    (folder / "national/gone.yaml").symlink_to(folder / "national/nothing.yaml")
    (folder / "national/folder.yaml").mkdir()

    assert read_library(folder)[1] == ()


def test_the_embedded_rules_lie_beside_the_source_or_in_the_package() -> None:
    folder = embedded_rules()
    assert folder.name in ("rules", "_rules")
    assert (folder / "library.yaml").is_file()


def test_every_embedded_file_is_readable_yaml() -> None:
    """What the files say is the corpus' own matter; that they can be read is ours."""
    folder = embedded_rules()
    for path in sorted(folder.rglob("*.yaml")):
        reading = read_yaml(path.read_bytes(), path.relative_to(folder).as_posix())
        assert reading.tree is not None or reading.diagnostics


def test_loading_the_embedded_rules_never_raises_anything_else() -> None:
    library, diagnostics = read_library()
    assert (library is None) == any(d.severity is Severity.ERROR for d in diagnostics)
    assert all(d.where and not d.where.file.startswith("/") for d in diagnostics)
