"""What YAML's parser said of a file it could not read, and the lines around the place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml

from permit_rules.diagnostics import Diagnostic, Edit
from permit_rules.loading.file_text import FileText

#: How many lines before the place of the error are looked at.
_WINDOW: Final = 40
_QUOTED: Final = re.compile(r'"(?:\\.|[^"\\])*"|(?<![^\s\[{,:])\'(?:\'\'|[^\'])*\'')
_COMMENT: Final = re.compile(r"(?:^|(?<= ))#.*$")
#: A pattern for what may be a key.
NAME: Final = r"[^\s:：{}\[\]\"'#，。,“”]{1,30}"


@dataclass(frozen=True, slots=True)
class Failure:
    """What the parser said, the two places it named (0-based), and the lines around."""

    said: str
    line: int
    column: int
    opened: tuple[int, int] | None
    source: FileText

    def text(self, line: int) -> str:
        return self.source.lines[line] if 0 <= line < len(self.source.lines) else ""

    def bare(self, line: int) -> str:
        """A line without quoted texts and comments, every column where it was."""
        blanked = _QUOTED.sub(lambda m: "_" * len(m[0]), self.text(line))
        return _COMMENT.sub("", blanked)

    @property
    def window(self) -> range:
        """The lines in which the cause is looked for, in the order of likelihood.

        A bracket or a line without a colon is to blame from its first line on; where a block
        went wrong, that block may have begun far above, and the last lines are more likely.
        """
        if self.opened and ("flow" in self.said or "simple key" in self.said):
            return range(max(self.opened[0], self.line - _WINDOW), self.line + 1)
        return range(self.line, max(self.line - 3, -1), -1)

    def told(
        self,
        code: str,
        place: tuple[int, int],
        message: str,
        help: str,
        edit: tuple[str, str] | None = None,
    ) -> Diagnostic:
        """A diagnostic; ``edit`` is what stands at the place, and what is to stand there."""
        line, column = place
        # The parser gives up at the end of the file; a place that exists is easier to find.
        line = min(line, max(len(self.source.lines) - 1, 0))
        where = self.source.span(line, column, self.text(line)[column:])
        made = Edit(where.line, where.column, *edit) if edit else None
        return Diagnostic(code=code, message=message, where=where, help=help, edit=made)

    def value(self, line: int, column: int) -> str:
        """The text of a value that begins here: to the end of the line, or of its place in a
        list or map in brackets."""
        bare = self.bare(line)
        before, behind = bare[:column], bare[column:]
        inside = sum(before.count(s) for s in "{[") > sum(before.count(s) for s in "}]")
        end = re.search(r",(?= |$)|[}\]]", behind) if inside else None
        length = end.start() if end else len(behind)
        return self.text(line)[column : column + length].rstrip()


def failure_of(error: yaml.YAMLError, source: FileText) -> Failure:
    """What an error of the parser says, in the terms of this module."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Failure(str(error), 0, 0, None, source)
    opened = error.context_mark
    mark = error.problem_mark or opened
    return Failure(
        said=f"{error.context or ''} | {error.problem or ''}",
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        opened=(opened.line, opened.column) if opened else None,
        source=source,
    )
