"""Every scenario of every feature, bound to the steps."""

from __future__ import annotations

from pytest_bdd import scenarios

pytest_plugins = [
    "tests.features.steps.clock_steps",
    "tests.features.steps.figures_steps",
    "tests.features.steps.given_steps",
    "tests.features.steps.inspection_steps",
    "tests.features.steps.interview_steps",
    "tests.features.steps.joint_steps",
    "tests.features.steps.notice_steps",
    "tests.features.steps.record_steps",
    "tests.features.steps.rounds_steps",
    "tests.features.steps.routes_steps",
    "tests.features.steps.rule_steps",
    "tests.features.steps.then_steps",
    "tests.features.steps.told_steps",
]

scenarios(".")
