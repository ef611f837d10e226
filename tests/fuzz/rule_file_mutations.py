"""Ways of spoiling a rule file: what a keyboard, an editor or somebody with intent does to it.

Every change takes the file as bytes and gives bytes back, so that several can follow one another.
Numbers choose the place and the piece, modulo what there is to choose from: any numbers do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from hypothesis import strategies as st

from tests.fuzz.hostile import CHARACTERS, FIGURES, NAMES, ONE_HASH

Change: TypeAlias = "Callable[[str, int, int], str]"

#: Signs as an input method for Chinese writes them: each printable one has a wide twin.
_WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000, 0x22: 0x201C}
_SIGN: Final = re.compile(r"[:,\-\[\]{}()#|>\"'、｜（）；]")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORD: Final = re.compile(r"[\u4e00-\u9fff]{1,12}|[A-Za-z][A-Za-z0-9_-]*")
_VALUE: Final = re.compile(r"(?<=: )[^\s\[{][^,\]}\n]*")
_PAIR: Final = re.compile(r"(?P<key>[^\s:,\[\]{}]+): (?:\[[^\]\n]*\]|[^,\[\]{}\n]+)")
_IN_FLOW: Final = re.compile(r", [^\s:,\[\]{}]+: (?:\[[^\]\n]*\]|[^,\[\]{}\n]+)|(?<=\n)  \S+: .*\n")
_OPERATORS: Final = (
    "≥", ">", "≤", "<", "=", "≠", "超过", "不低于", "不超过", "低于", "含", "含任一", "含全部",
    "不含", "只含", "早于", "不早于", "晚于", "不晚于", "已填", "未填", "至", "届满前", "情形",
)  # fmt: skip
_OPERATOR: Final = re.compile("|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True)))

#: What YAML takes for something else than the text it is.
_EATEN: Final = (
    "&a 甲", "*a", "!!python/object/apply:os.system [id]", "!甲", "> 200", ">\n    200", "|\n  甲",
    "[", "{", "]", "}", "? 甲", "@甲", "`甲`", "%YAML 1.1", "--- 甲", "...", "'", '"', '"\\x"',
    '"\\ud800"', "- 甲", "~", "null", "yes", "甲 # 乙", "甲: 乙", "<<: *a", "{<<: {甲: 乙}}",
    "[甲, 乙]", "[[甲], {乙: 丙}]", "{甲: {乙: {丙: 丁}}}", "{}", "[]", "''", "[[]]", "甲、",
)  # fmt: skip
_BOMB: Final = "\n".join(
    [f"a0: &a0 [{'甲, ' * 9}甲]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
)


def _chosen(found: Sequence[re.Match[str]], where: int) -> re.Match[str] | None:
    return found[where % len(found)] if found else None


def _replaced(pattern: re.Pattern[str], pieces: Sequence[str]) -> Change:
    """Put another piece in the place of one match."""

    def change(text: str, where: int, what: int) -> str:
        match = _chosen(list(pattern.finditer(text)), where)
        if match is None:
            return text
        return text[: match.start()] + pieces[what % len(pieces)] + text[match.end() :]

    return change


def _inserted(pieces: Sequence[str]) -> Change:
    def change(text: str, where: int, what: int) -> str:
        at = where % (len(text) + 1)
        return text[:at] + pieces[what % len(pieces)] + text[at:]

    return change


def _on_lines(rearrange: Callable[[list[str], int, int], None]) -> Change:
    def change(text: str, where: int, what: int) -> str:
        lines = text.split("\n")
        rearrange(lines, where % len(lines), what)
        return "\n".join(lines)

    return change


def _drop(lines: list[str], at: int, what: int) -> None:
    del lines[at : at + 1 + what % 5]


def _double(lines: list[str], at: int, what: int) -> None:
    lines[at:at] = lines[at : at + 1 + what % 5]


def _move(lines: list[str], at: int, what: int) -> None:
    moved = lines[at : at + 1 + what % 8]
    del lines[at : at + len(moved)]
    to = what % (len(lines) + 1)
    lines[to:to] = moved


def _indent(lines: list[str], at: int, what: int) -> None:
    by = (" ", "  ", "\t", "\u3000", "    ", "- ", "", "#")[what % 8]
    lines[at] = by + lines[at] if by else lines[at].lstrip()


def _join(lines: list[str], at: int, what: int) -> None:
    lines[at : at + 2] = [(" ", "", "\r", ", ")[what % 4].join(lines[at : at + 2])]


def _truncate(lines: list[str], at: int, what: int) -> None:
    del lines[at:]


def _widened(text: str, where: int, what: int) -> str:
    """Some signs as an input method for Chinese writes them."""
    matches = list(_SIGN.finditer(text))
    first = where % max(1, len(matches))
    for match in matches[first : first + 1 + what % 3]:
        text = text[: match.start()] + match[0].translate(_WIDE) + text[match.end() :]
    return text


def _word_from_elsewhere(text: str, where: int, what: int) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    to, taken = words[where % len(words)], words[what % len(words)]
    return text[: to.start()] + taken[0] + text[to.end() :]


def _value_from_elsewhere(text: str, where: int, what: int) -> str:
    values = list(_VALUE.finditer(text))
    if not values:
        return text
    to, taken = values[where % len(values)], values[what % len(values)]
    return text[: to.start()] + taken[0] + text[to.end() :]


def _value_of_the_same_key(text: str, where: int, what: int) -> str:
    pairs = list(_PAIR.finditer(text))
    if not pairs:
        return text
    to = pairs[where % len(pairs)]
    alike = [p for p in pairs if p["key"] == to["key"]]
    return text[: to.start()] + alike[what % len(alike)][0] + text[to.end() :]


def _pair_dropped(text: str, where: int, what: int) -> str:
    match = _chosen(list(_IN_FLOW.finditer(text)), where)
    return text[: match.start()] + text[match.end() :] if match else text


def _grown(text: str, where: int, what: int) -> str:
    """One value becomes huge, deep or wide."""
    depth = (3, 40, 70, 2_000, 10_000)[what % 5]
    grown = (
        "长" * 100_000,
        "长 " * 100_000,
        "甲、" * 20_000,
        "9" * 100_000,
        "[" * depth + "]" * depth,
        "{甲: " * depth + "乙" + "}" * depth,
        "[" + "甲, " * 30_000 + "乙]",
        "{" + "".join(f"甲{n}: 乙, " for n in range(5_000)) + "}",
        "\n".join(" " * n + f"甲{n}:" for n in range(2, depth % 3_000)),
    )
    return _replaced(_VALUE, grown)(text, where, what // 5)


def _bombed(text: str, where: int, what: int) -> str:
    return (_BOMB + "\n" + text, text + "\n" + _BOMB, _BOMB)[what % 3]


#: What often leaves a file that can be used, though it says something else.
_MILD: Final[tuple[Change, ...]] = (
    _replaced(_NUMBER, ("0", "1", "3", "50", "100", "999")),
    _replaced(_DAY, ("0001-01-01", "9999-12-31", "2024-02-29", "2026-03-02", "2020-01-01")),
    _replaced(_OPERATOR, _OPERATORS),
    _value_of_the_same_key,
    _value_of_the_same_key,
    _pair_dropped,
    _replaced(_SIGN, ("、",)),
    _inserted((" ", "甲", "\n", "é", "#")),
)
_HARSH: Final[tuple[Change, ...]] = (
    _on_lines(_drop),
    _on_lines(_double),
    _on_lines(_move),
    _on_lines(_indent),
    _on_lines(_join),
    _on_lines(_truncate),
    _widened,
    _word_from_elsewhere,
    _value_from_elsewhere,
    _replaced(_SIGN, ("", ":", ",", "：", "、", "[", "}", "\n", " #", "；")),
    _replaced(_NUMBER, (*FIGURES, "0.01", "100000000")),
    _replaced(_DAY, ("2024-02-30", "二〇二四年三月一日", "2024/03/01", "", "长期")),
    _replaced(_VALUE, (*_EATEN, *FIGURES, *NAMES)),
    _replaced(_WORD, (*NAMES, *ONE_HASH, "甲")),
    _inserted((*CHARACTERS, *_EATEN)),
    _grown,
    _bombed,
)
_CHANGES: Final = (*_MILD, *_HARSH)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change, and where and with which piece it is made."""

    number: int
    where: int
    what: int

    def __call__(self, content: bytes) -> bytes:
        if self.number == len(_CHANGES):
            return _with_other_bytes(content, self.where, self.what)
        text = content.decode("utf-8", "surrogateescape")
        changed = _CHANGES[self.number](text, self.where, self.what)
        # A lone surrogate is written as the bytes that stand for it and are no UTF-8.
        return re.sub("[\ud800-\udfff]", _as_byte, changed).encode("utf-8", "surrogateescape")


def _as_byte(match: re.Match[str]) -> str:
    code = ord(match[0])
    return match[0] if 0xDC80 <= code <= 0xDCFF else chr(0xDC80 + code % 0x80)


def _with_other_bytes(content: bytes, where: int, what: int) -> bytes:
    at = where % (len(content) + 1)
    other = bytes(((what * 37 + n * 101) % 256) for n in range(what % 4))
    return content[:at] + other + content[at + what % 3 :]


def mutations() -> st.SearchStrategy[list[Mutation]]:
    """A few changes to be made one after the other.

    Half of the time one alone, because one mistake hides others, and half of the time mild ones,
    because what is behind the loading is only reached by files that can be used.
    """
    number = st.integers(0, 2**20)
    mild = st.builds(Mutation, st.integers(0, len(_MILD) - 1), number, number)
    any_one = st.builds(Mutation, st.integers(0, len(_CHANGES)), number, number)
    return st.one_of(
        st.lists(any_one, min_size=1, max_size=1),
        st.lists(any_one, min_size=2, max_size=4),
        st.lists(mild, min_size=1, max_size=1),
        st.lists(mild, min_size=1, max_size=4),
    )
