"""The rights of whoever is refused: review by an authority, and the courts.

行政许可法 art. 38 wants them told with a refusal of a permit. The periods are recalled, not read
in the text of law, and are marked so.
"""

from __future__ import annotations

from typing import Final

from permit_rules.notices.document import Entry, Section, detail
from permit_rules.notices.particulars import BLANK
from permit_rules.notices.phrases import bases_words
from permit_rules.result import Basis

_PERMIT_LAW: Final = "中华人民共和国行政许可法"
_REFUSAL: Final = Basis(
    instrument=_PERMIT_LAW, article="第三十八条", grade="法规原文", verified=True
)
_RIGHTS: Final = Basis(instrument=_PERMIT_LAW, article="第七条", grade="凭记忆", verified=False)
_REVIEW: Final = Basis(
    instrument="中华人民共和国行政复议法", article="第二十条", grade="凭记忆", verified=False
)
_COURT: Final = Basis(
    instrument="中华人民共和国行政诉讼法", article="第四十六条", grade="凭记忆", verified=False
)


def rights_section() -> tuple[Section, ...]:
    """What can be done against the decision, until when, with blanks for where."""
    return (
        Section(
            "救济途径",
            (
                Entry(
                    "对本决定不服的，可以依法申请行政复议或者提起行政诉讼。",
                    detail("依据", bases_words((_REFUSAL, _RIGHTS))),
                ),
                Entry(
                    f"申请行政复议：自知道本决定之日起60日内，向{BLANK}提出。",
                    detail("依据", bases_words((_REVIEW,))),
                ),
                Entry(
                    f"提起行政诉讼：自知道本决定之日起6个月内，向{BLANK}人民法院提起。",
                    detail("依据", bases_words((_COURT,))),
                ),
            ),
        ),
    )
