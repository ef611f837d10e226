"""One folder a case: the same bytes, hostile names, and everything that can go wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from permit_rules.casework import (
    Case,
    CaseworkRefused,
    PaperDocument,
    verify_archive,
    write_archive,
)

CASE = Case(id="示例-1", item="teahouse")
FILES: dict[str, bytes | Path] = {"材料/申请书.pdf": b"%PDF", "通知.txt": "受理".encode()}
PAPER = [PaperDocument(name="租赁合同", shelf_mark="A-2"), PaperDocument(name="图", shelf_mark="B")]


def test_the_manifest_is_sorted_and_the_same_each_time(tmp_path: Path) -> None:
    first = write_archive(CASE, tmp_path / "a", FILES, PAPER)
    turned = dict(reversed(FILES.items()))
    second = write_archive(CASE, tmp_path / "b", turned, reversed(PAPER))
    assert first == second
    assert [f.name for f in first.files] == sorted(f.name for f in first.files)
    assert (tmp_path / "a/manifest.json").read_bytes() == first.to_bytes()
    assert {f.media_type for f in first.files} >= {"application/pdf", "text/plain"}
    check = verify_archive(tmp_path / "a", first.digest)
    assert check.intact
    assert check.digest == first.digest
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_file_on_disk_is_copied(tmp_path: Path) -> None:
    source = tmp_path / "scan.jpg"
    source.write_bytes(b"jpg")
    write_archive(CASE, tmp_path / "a", {"scan.jpg": source})
    assert (tmp_path / "a/files/scan.jpg").read_bytes() == b"jpg"


@pytest.mark.parametrize(
    "name",
    ["../x", "/x", "a/../x", "a//b", "", ".", "a\\b", "c:x", "a\0b", "a\nb", " a", "a.", "CON",
     "con.txt", "x" * 300],
)  # fmt: skip
def test_an_unsafe_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CaseworkRefused, match="rename"):
        write_archive(CASE, tmp_path / "a", {name: b""})
    assert list(tmp_path.iterdir()) == []


def test_names_that_are_one_on_some_machines_are_refused(tmp_path: Path) -> None:
    for pair in (("A.txt", "a.txt"), ("é", "e\u0301"), ("a", "a/b")):
        with pytest.raises(CaseworkRefused):
            write_archive(CASE, tmp_path / "a", dict.fromkeys(pair, b""))


def test_another_archive_is_never_overwritten(tmp_path: Path) -> None:
    write_archive(CASE, tmp_path / "a", FILES)
    write_archive(CASE, tmp_path / "a", FILES)
    with pytest.raises(CaseworkRefused, match="something else"):
        write_archive(CASE, tmp_path / "a", {"b.txt": b""})
    assert verify_archive(tmp_path / "a").intact
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_archive(CASE, tmp_path / "a", {"x": tmp_path / "absent"})
    assert list(tmp_path.iterdir()) == []


def test_missing_changed_extra(tmp_path: Path) -> None:
    root = tmp_path / "a"
    write_archive(CASE, root, FILES)
    (root / "files/通知.txt").unlink()
    (root / "files/材料/申请书.pdf").write_bytes(b"%PDG")
    (root / "files/more").mkdir()
    (root / "extra").write_bytes(b"")
    check = verify_archive(root)
    assert check.missing == ("files/通知.txt",)
    assert check.changed == ("files/材料/申请书.pdf",)
    assert check.extra == ("extra", "files/more/")
    assert not check.intact


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "a"
    write_archive(CASE, root, FILES)
    (tmp_path / "same").write_bytes("受理".encode())
    (root / "files/通知.txt").unlink()
    (root / "files/通知.txt").symlink_to(tmp_path / "same")
    assert verify_archive(root).changed == ("files/通知.txt",)


def test_a_hostile_manifest_leads_nowhere(tmp_path: Path) -> None:
    root = tmp_path / "a"
    write_archive(CASE, root, FILES)
    data = json.loads((root / "manifest.json").read_text("utf-8"))
    data["files"][1]["name"] = "files/../../secret"
    (root / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    check = verify_archive(root)
    assert any("unsafe" in b for b in check.broken)
    (root / "manifest.json").write_text("[", encoding="utf-8")
    assert verify_archive(root).broken
    assert verify_archive(tmp_path / "none").broken


def test_a_manifest_made_anew_is_not_the_one_kept(tmp_path: Path) -> None:
    kept = write_archive(CASE, tmp_path / "a", FILES).digest
    write_archive(CASE, tmp_path / "b", {"x": b""})
    assert verify_archive(tmp_path / "b").intact
    assert not verify_archive(tmp_path / "b", kept).intact
