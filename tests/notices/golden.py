"""The golden notices; ``python -m tests.notices.golden`` writes them anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from permit_rules.notices import (
    Document,
    NoticeKind,
    Particulars,
    checklist,
    joint_notice,
    notice,
    plan_document,
)
from permit_rules.notices.rendering import write
from tests.notices.joint_results import JOINT, PLAN
from tests.notices.results import RESULTS

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "notices"
ENDINGS = {"text": "txt", "markdown": "md", "html": "html"}
#: What an office fills in.
BY = Particulars(
    office="示例市行政审批局",
    handler="示例经办人（工号001）",
    issued_on=date(2026, 3, 3),
    number="示审补〔2026〕1号",
    correct_by=date(2026, 3, 17),
    due={"teahouse/M4": date(2026, 3, 10)},
)


def documents() -> dict[str, Document]:
    """Every golden notice: of each result that of its verdict, commitments, and some filled in."""
    made = {name: notice(result) for name, result in RESULTS.items()}
    letter = NoticeKind.COMMITMENT
    made["commitment"] = notice(RESULTS["accepted"], letter)
    made["commitment-blank"] = notice(RESULTS["commitment-open"], letter)
    made["commitment-filled"] = notice(RESULTS["accepted"], letter, BY)
    made["correction-filled"] = notice(RESULTS["correction"], by=BY)
    made["accepted-with-deferrals-filled"] = notice(RESULTS["accepted-with-deferrals"], by=BY)
    for name, joint in JOINT.items():
        made[name] = joint_notice(joint)
        made[f"{name}-checklist"] = checklist(joint)
    made["joint-correction-filled"] = joint_notice(JOINT["joint-correction"], BY)
    made["plan"] = plan_document(PLAN)
    return made


def written() -> dict[str, str]:
    """Every golden notice in every form that is text, by the name of its file."""
    out: dict[str, str] = {}
    for name, document in documents().items():
        for format, ending in ENDINGS.items():
            text = write(document, format)  # type: ignore[arg-type]
            assert isinstance(text, str)
            out[f"{name}.{ending}"] = text
    return out


if __name__ == "__main__":
    for file, text in written().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
