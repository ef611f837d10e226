"""The Hypothesis profiles of the whole suite.

``default`` draws the same examples every time, so that a run can be repeated anywhere; ``fuzz``
draws many new ones and is chosen by ``--hypothesis-profile=fuzz`` or the variable ``FUZZ``.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, derandomize=True, database=None)
settings.register_profile(
    "fuzz",
    deadline=None,
    derandomize=False,
    max_examples=3000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fuzz" if os.environ.get("FUZZ") else "default")
