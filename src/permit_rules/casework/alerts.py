"""What a number of corrections sets off: guidance at the door, warnings, a report to the office.

An alert is for those who handle the case. It takes nothing from the list: the applicant is told
everything whatever the round.
"""

from __future__ import annotations

from datetime import date

from permit_rules.casework.events import Alerted
from permit_rules.model.casework import Alert, CaseworkRules, RoundThreshold, holding

_TEXTS = {
    Alert.GUIDANCE: "第{n}次补正，请主动上门指导。",
    Alert.WARNING: "预警：同一件申请已补正{n}次。",
    Alert.ALARM: "警报：同一件申请已补正{n}次，请核对以前的告知有没有遗漏。",
    Alert.RESTRICTION: "限制：同一件申请已补正{n}次，再次要求补正须先经负责人核对。",
    Alert.REPORT: "同一件申请已补正{n}次，请报告本机关。",
}


def alerts_at(
    rules: CaseworkRules, place: str, on: date, rounds: int, by: str = ""
) -> list[Alerted]:
    """The alerts of a round, the lowest threshold first.

    ``rounds`` counts the corrections asked for, this one included. A threshold counts itself and
    everything above it. Where several levels set the same alert, the nearest one counts; there,
    the lowest number.
    """
    nearest: dict[Alert, RoundThreshold] = {}
    for rule in holding(rules.thresholds, place, on):
        known = nearest.setdefault(rule.alert, rule)
        if known.place == rule.place and rule.rounds < known.rounds:
            nearest[rule.alert] = rule
    order = list(Alert)
    reached = [rule for rule in nearest.values() if rounds >= rule.rounds]
    return [
        Alerted(
            on=on,
            by=by,
            alert=rule.alert.value,
            rounds=rounds,
            text=rule.notice or _TEXTS[rule.alert].format(n=rounds),
        )
        for rule in sorted(reached, key=lambda r: (r.rounds, order.index(r.alert)))
    ]
