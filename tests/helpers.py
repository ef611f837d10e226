"""What tests say about diagnostics, in one line each."""

from __future__ import annotations

from collections.abc import Iterable

from permit_rules.diagnostics import Diagnostic, Severity

#: Stands in a text before the place a diagnostic must point at.
MARK = "§"


def expect(diagnostics: Iterable[Diagnostic]) -> Expectation:
    """Begin a statement about diagnostics."""
    return Expectation(tuple(diagnostics))


class Expectation:
    """A statement about diagnostics; every method fails with all of them shown."""

    def __init__(self, found: tuple[Diagnostic, ...]) -> None:
        self.found = found

    def none(self) -> None:
        """There is nothing to say."""
        assert not self.found, self._shown()

    def only(
        self,
        code: str,
        *,
        at: str | None = None,
        message: str = "",
        help: str = "",
        subject: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """There is one diagnostic, and it is this one."""
        assert len(self.found) == 1, self._shown()
        self.some(code, at=at, message=message, help=help, subject=subject, severity=severity)

    def some(
        self,
        code: str,
        *,
        at: str | None = None,
        message: str = "",
        help: str = "",
        subject: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """One of them has this code, place (``file:line`` or ``file:line:column``) and words."""
        same = [d for d in self.found if d.code == code and _is_at(d, at)]
        assert same, f"no {code} at {at}\n{self._shown()}"
        one = same[0]
        assert message in one.message, one
        assert one.help is not None, one
        assert help in one.help, one
        assert subject is None or one.subject == subject, one
        assert one.severity is severity, one

    def codes(self, *codes: str) -> None:
        """These are the codes, in reading order."""
        assert tuple(d.code for d in self.found) == codes, self._shown()

    def _shown(self) -> str:
        return "\n".join(map(str, self.found)) or "no diagnostics"


def _is_at(diagnostic: Diagnostic, at: str | None) -> bool:
    if at is None:
        return True
    place = str(diagnostic.where)
    return place == at or place.startswith(f"{at}:") or place.endswith(f"/{at}")


def marked(text: str, file: str) -> tuple[str, str]:
    """The text without its mark, and the place of the mark as ``file:line:column``."""
    before, mark, after = text.partition(MARK)
    assert mark, "the text has no mark"
    lines = before.split("\n")
    return before + after, f"{file}:{len(lines)}:{len(lines[-1]) + 1}"
