"""Each finding says why, also where nothing but the paper's absence brings it about."""

from __future__ import annotations

import permit_rules as pr
from permit_rules.notices import render
from tests.corpus.tables import library

FILING = {
    "received_on": "2026-03-16",
    "facts": {
        "业务办理项": "备案",
        "已取得出版物经营许可证": "是",
        "网络发行开展日期": "2026-03-01",
    },
    "materials": [],
}


def test_what_is_asked_for_in_any_case_says_that_it_is_not_there() -> None:
    checker = pr.Checker(library(), item="publications-online-filing", place="310000")
    result = checker.check(FILING)
    (finding,) = result.findings
    assert [c.text for c in finding.reason] == ["未提交《出版物网络发行备案表》"]
    # The notice says it once.
    assert render(result).count("未提交《出版物网络发行备案表》") == 1
