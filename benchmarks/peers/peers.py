"""The engines that are compared, in the order of the tables, and where each is driven."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.peers.workload import Point

#: What ratios are of.
PROGRAM: Final = "zen-engine, one program"
DISTINCT: Final = "zen-engine, distinct conditions"
CLOSURES: Final = "closures"

#: Modules of ``benchmarks.peers.engines``, with the package that each needs.
MODULES: Final = {
    "ours": "permit-rules",
    "closures": "permit-rules",
    "zen_engine": "zen-engine",
    "json_logic": "datalogic-py",
    "cel_engine": "common-expression-language",
    "numpy_batch": "numpy",
    "clips_engine": "clipspy",
    "durable_manual": "durable-rules",
}


@dataclass(frozen=True, slots=True)
class Peer:
    """One way of doing the work; it can be sent to another process."""

    module: str
    name: str

    def load(self, points: Sequence[Point]) -> Any:
        """An adapter with the points loaded: see :class:`benchmarks.peers.divided.Divided`."""
        return _adapters(self.module)[self.name](points)


def installed(wanted: Sequence[str]) -> tuple[list[Peer], list[str]]:
    """The peers whose names contain one of the words (none: all), and what is not installed."""
    peers, absent = [], []
    for module, package in MODULES.items():
        try:
            names = list(_adapters(module))
        except ImportError:
            absent.append(package)
            continue
        peers += [
            Peer(module, name) for name in names if not wanted or any(w in name for w in wanted)
        ]
    return peers, absent


def _adapters(module: str) -> dict[str, Callable[[Sequence[Point]], Any]]:
    found = importlib.import_module(f"benchmarks.peers.engines.{module}").ADAPTERS
    assert isinstance(found, dict)
    return found
