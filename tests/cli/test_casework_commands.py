"""``permit-rules archive verify`` and ``permit-rules draw verify``."""

from __future__ import annotations

import json
from pathlib import Path

from permit_rules.casework import Case, write_archive
from tests.casework.test_draw import POOL, drawn
from tests.cli.running import complaint, out, run


def test_an_archive_is_verified(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    digest = write_archive(Case(id="示例-1", item="teahouse"), folder, {"x.txt": b"x"}).digest
    done = run("archive", "verify", str(folder), "--digest", digest)
    assert (out(done), done.returncode) == (f"存档完好，清单摘要 {digest}\n", 0)
    (folder / "files/x.txt").unlink()
    done = run("archive", "verify", str(folder))
    assert out(done).startswith("缺少：files/x.txt\n存档有问题")
    assert done.returncode == 1
    done = run("archive", "verify", str(tmp_path / "none"))
    assert ("none」这个文件夹" in complaint(done), done.returncode) == (True, 2)
    (folder / "manifest.json").unlink()
    done = run("archive", "verify", str(folder))
    assert out(done).startswith("清单不能用：manifest.json: 没有这个文件\n")


def test_a_draw_is_verified(tmp_path: Path) -> None:
    record, pool = tmp_path / "record.json", tmp_path / "pool.json"
    record.write_text(drawn().model_dump_json(), encoding="utf-8")
    pool.write_text(json.dumps([e.model_dump() for e in POOL]), encoding="utf-8")
    done = run("draw", "verify", str(record), str(pool))
    assert (out(done)[:6], done.returncode) == ("重抽结果相同", 0)
    forged = drawn().model_copy(update={"chosen": ("Z00",)})
    record.write_text(forged.model_dump_json(), encoding="utf-8")
    done = run("draw", "verify", str(record), str(pool))
    assert "抽中的专家不同" in out(done)
    assert done.returncode == 1
    pool.write_text("{}", encoding="utf-8")
    assert run("draw", "verify", str(record), str(pool)).returncode == 2
