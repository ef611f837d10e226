"""HTML templates that escape every text and load nothing from anywhere. Needs jinja2."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from permit_rules.written.inert import one_line


@cache
def template(package: str, name: str) -> Template:
    """A template from the folder ``templates`` of a package; it may extend ``page.html``.

    Every text is escaped. The filter ``line`` also puts it on one line without controls and
    without marks that turn the writing round.

    Each is compiled once: that takes forty times as long as writing a page with it.
    """

    def source(wanted: str) -> str:
        home = "permit_rules.pages" if wanted == "page.html" else package
        return (files(home) / "templates" / wanted).read_text("utf-8")

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(source),
    )
    environment.filters["line"] = one_line
    return environment.get_template(name)
