"""Write `schemas/*.schema.json` from the models, and those of single items from the rules.

    python scripts/make_schemas.py           write the schemas
    python scripts/make_schemas.py --check   only say which are stale; 1 if any is

Editors complete and explain rule files by them; integrators check payloads and results.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

import permit_rules as pr
from permit_rules.loading.item_schemas import item_schemas
from permit_rules.loading.schemas import DIALECT, file_schemas

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "schemas"


def all_schemas() -> dict[str, dict[str, Any]]:
    """Every schema by the name of its file."""
    made = {**file_schemas(), **border_schemas(), **item_schemas(pr.load())}
    return {f"{name}.schema.json": schema for name, schema in sorted(made.items())}


def border_schemas() -> dict[str, dict[str, Any]]:
    """The schemas of what a check takes, and of what is returned and kept, as it is written."""
    from permit_rules.casework.case import Case
    from permit_rules.casework.record import DecisionRecord
    from permit_rules.checking.application import Application
    from permit_rules.checking.joint.application import JointApplication
    from permit_rules.joint_result import BusinessPlan, JointResult
    from permit_rules.result import CheckResult

    taken = {"application": Application, "joint-application": JointApplication}
    returned = {
        "result": CheckResult,
        "joint-result": JointResult,
        "plan": BusinessPlan,
        "case": Case,
        "record": DecisionRecord,
    }
    made = {n: TypeAdapter(model).json_schema(by_alias=True) for n, model in taken.items()}
    for name, model in returned.items():
        made[name] = TypeAdapter(model).json_schema(by_alias=True, mode="serialization")
    return {name: {"$schema": DIALECT, **schema} for name, schema in made.items()}


def text_of(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def meaning(node: Any) -> Any:
    """A schema without what different versions of pydantic write differently.

    Older ones wrap a reference in ``allOf``, repeat empty defaults, and leave out
    ``additionalProperties: true``; none of this changes what the schema allows.
    """
    if isinstance(node, list):
        return [meaning(part) for part in node]
    if not isinstance(node, dict):
        return node
    out = {
        key: meaning(value)
        for key, value in node.items()
        if not (key == "default" and value in ("", False, 0, None, []))
        and not (key == "additionalProperties" and value is True)
    }
    one = out.get("allOf")
    if isinstance(one, list) and len(one) == 1:
        del out["allOf"]
        out.update(one[0])
    return out


def stale(schemas: dict[str, dict[str, Any]], folder: Path = FOLDER) -> list[str]:
    """The names of files that are missing, differ from the models, or that no model makes."""
    found = [
        name
        for name, schema in schemas.items()
        if not (folder / name).is_file() or json.loads((folder / name).read_text("utf-8")) != schema
    ]
    return sorted((*found, *(n for n in _names(folder) if n not in schemas)))


def write(schemas: dict[str, dict[str, Any]], folder: Path = FOLDER) -> None:
    """Write every schema, and remove those that no model makes any more."""
    for name in _names(folder):
        if name not in schemas:
            (folder / name).unlink()
    for name, schema in schemas.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text_of(schema), "utf-8")


def _names(folder: Path) -> list[str]:
    """The schemas that are there, by the names they have in `all_schemas`."""
    return [p.relative_to(folder).as_posix() for p in folder.rglob("*.schema.json")]


def main(arguments: list[str] | None = None) -> int:
    """Write the schemas, or with ``--check`` tell which are stale."""
    parser = argparse.ArgumentParser(description="Write the JSON Schemas from the models.")
    parser.add_argument("--check", action="store_true", help="only say which are stale")
    options = parser.parse_args(arguments)
    schemas = all_schemas()
    if not options.check:
        write(schemas)
        return 0
    names = stale(schemas)
    for name in names:
        print(f"stale: schemas/{name}; run `make schemas`", file=sys.stderr)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
