"""``permit-rules lint --watch``: linted again after each change, until Ctrl-C."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

from permit_rules.analysis.examine import examine
from permit_rules.cli.lint_watch import _Examined
from permit_rules.loading import load
from tests.cli.running import ENVIRONMENT, complaint, run
from tests.linting.altered import NATIONAL, altered_rules
from tests.teahouse import RULES

#: Long enough for a machine under load; nothing waits that long where all is well.
_PATIENCE = 60


def test_a_change_is_linted_until_it_is_interrupted(tmp_path: Path) -> None:
    rules = altered_rules(tmp_path)
    file = rules / NATIONAL
    good = file.read_text("utf-8")
    command = [sys.executable, "-m", "permit_rules.cli", "lint", str(rules), "--watch"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        # Whoever runs the tests in the background hands an ignored signal down to them.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as watching:
        lines: queue.Queue[str] = queue.Queue()
        assert watching.stdout is not None
        reader = threading.Thread(target=_read, args=(watching.stdout, lines))
        reader.start()
        try:
            assert _next_report(lines)[-1].startswith("0 个错误，0 个警告；")
            file.write_text(good.replace("份数: 2", "份数：2"), "utf-8")
            said = _next_report(lines)
            assert said[1] == f"有改动：{NATIONAL}"
            assert f"{NATIONAL}:33:3  [SH121 错误]" in said[2]
            file.write_text(good, "utf-8")
            assert _next_report(lines)[-1].startswith("0 个错误，0 个警告；")
        finally:
            watching.send_signal(signal.SIGINT)
            try:
                status = watching.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                watching.kill()
                raise
            reader.join(_PATIENCE)
        assert watching.stderr is not None
        assert watching.stderr.read() == b""
        assert status == 0


def _read(stream: object, lines: queue.Queue[str]) -> None:
    for line in stream:  # type: ignore[attr-defined]
        lines.put(line.decode().rstrip("\n"))


def _next_report(lines: queue.Queue[str]) -> list[str]:
    said: list[str] = []
    while (line := lines.get(timeout=_PATIENCE)) != "等待改动，按 Ctrl-C 结束。":
        said.append(line)
    return said


def test_only_items_that_changed_are_examined_anew(tmp_path: Path) -> None:
    known = _Examined()
    library = load(RULES)
    assert known.examine(library) == examine(library)
    again = load(RULES)
    kept = dict(known._known)
    assert known.examine(again) == examine(library)
    assert all(known._known[key] is value for key, value in kept.items())
    changed = load(altered_rules(tmp_path, ("不低于 10 万元", "不低于 20 万元")))
    assert known.examine(changed) == examine(changed)
    assert all(known._known[key] is not value for key, value in kept.items())


def test_watching_and_repairing_do_not_go_together() -> None:
    done = run("lint", str(RULES), "--watch", "--fix")
    assert complaint(done) == "--watch 不能与 --fix、--format 同时用。请去掉其中一个"
    assert done.returncode == 2
