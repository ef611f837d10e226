"""Chinese numerals, alone or mixed with digits: 一百零五, 贰佰万, 3万5千, 1.5亿.

Everything is whole-number arithmetic, so neither a float nor a decimal context can round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
#: The other ways to write a numeral: as on cheques, with a circle, and 两.
_PLAIN_FORM: Final = str.maketrans(
    "〇○壹贰叁肆伍陆柒捌玖两拾佰仟", "零零一二三四五六七八九二十百千"
)
#: Every character that a simplified numeral may be made of, for use inside `[…]`.
NUMERAL: Final = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"

_TOKEN: Final = re.compile(
    r"(?P<arabic>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\ [0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    r"|(?P<digit>[零一二三四五六七八九])|(?P<scale>[十百千万亿])|\ +"
)
_SPOKEN_POINT: Final = re.compile(f"(?<![0-9])([{DIGITS}]?)点([{DIGITS}]+)")


class Ambiguous(ValueError):
    """People read the numeral in two ways: 一百五 is 105 or 150, 三五 is 35 or three to five."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "arabic", "digit" or "scale"
    text: str


def plain_numeral(text: str) -> str:
    """The numeral in everyday characters: 贰〇 becomes 二零, 两 becomes 二."""
    return text.translate(_PLAIN_FORM)


def ordinal(number: int) -> str:
    """1 to 99 as headings count: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def read_numeral(text: str) -> tuple[int, int] | None:
    """Read a simplified, half-width numeral without sign and unit.

    Returns the figure as `(whole, places)`, meaning whole ÷ 10**places, or None if it is no
    numeral. Raises `Ambiguous` where people would read it in two ways.
    """
    tokens = _tokens(_SPOKEN_POINT.sub(_with_point, plain_numeral(text)))
    if not tokens:
        return None
    if all(token.kind == "digit" for token in tokens):
        return _digit_by_digit(tokens)
    decimals = [place for place, token in enumerate(tokens) if "." in token.text]
    # 1.5亿 and 一百二十点五 have a meaning; in 1.5亿200万 the point makes none.
    if decimals and any(token.kind != "scale" for token in tokens[decimals[0] + 1 :]):
        return None
    places = len(tokens[decimals[0]].text.partition(".")[2]) if decimals else 0
    whole = _Reading(places).up_to_the_largest(tokens)
    return None if whole is None else (whole, places)


def _with_point(match: re.Match[str]) -> str:
    before, after = (
        "".join(str(DIGITS.index(digit)) for digit in digits) for digits in match.groups()
    )
    return f"{before or 0}.{after}"


def _tokens(text: str) -> list[_Token]:
    """The tokens of the numeral; none if something else is in it."""
    tokens: list[_Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return []
        if match.lastgroup is not None:
            tokens.append(_Token(match.lastgroup, match.group()))
        position = match.end()
    return tokens


def _digit_by_digit(tokens: list[_Token]) -> tuple[int, int]:
    """二〇二五 and 一二八〇; two digits alone (三五) are more often “three to five”."""
    digits = [DIGITS.index(token.text) for token in tokens]
    if len(digits) == 2 and 0 not in digits:
        raise Ambiguous
    return int("".join(map(str, digits))), 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads tokens level by level: …亿…, then …万…, then what is below 万.

    All values are whole numbers of the last decimal place, of which 10**places make one.
    """

    places: int

    @property
    def one(self) -> int:
        return int(10**self.places)

    def up_to_the_largest(self, tokens: list[_Token]) -> int | None:
        return self._level(tokens, "亿", first=True)

    def _level(self, tokens: list[_Token], scale: str, *, first: bool) -> int | None:
        """The value of `high 亿 low` (or 万), where either part may be absent."""
        marks = [place for place, token in enumerate(tokens) if token.text == scale]
        if not marks:
            return self._below(tokens, scale, first=first)
        if len(marks) > 1:
            return None
        high = self._below(tokens[: marks[0]], scale, first=first)
        rest = tokens[marks[0] + 1 :]
        low = self._below(rest, scale, first=False) if rest else 0
        size = SCALES[scale]
        if high is None or low is None or low >= size * self.one:
            return None
        return high * size + low

    def _below(self, tokens: list[_Token], scale: str, *, first: bool) -> int | None:
        if scale == "亿":
            return self._level(tokens, "万", first=first)
        return self._section(tokens, first=first)

    def _section(self, tokens: list[_Token], *, first: bool) -> int | None:
        """The value of tokens without 万 and 亿: 三千零五, 一百二十, 3千5百, 1200."""
        total = 0
        above = 10**4  # the scale before; each one must be smaller than the last
        pending: _Token | None = None
        zero = False
        for token in tokens:
            if token.text == "零":
                # 零 fills a gap, so it stands neither twice nor behind a digit.
                if pending or zero or (first and not total):
                    return None
                zero = True
            elif token.kind != "scale":
                if pending:
                    return None
                pending = token
            else:
                size = SCALES[token.text]
                if size >= above or not (pending or size == 10):
                    return None
                total += (self._value(pending) if pending else self.one) * size
                above, pending, zero = size, None, False
        if pending is None:
            # Nothing at all, or a 零 that nothing follows.
            return None if zero or not total else total
        if (total or not first) and above != 10 and not zero and _one_digit(pending):
            raise Ambiguous
        last = self._value(pending)
        return total + last if not total or last < above * self.one else None

    def _value(self, token: _Token) -> int:
        """The value of a digit or a run of arabic digits."""
        if token.kind == "digit":
            return DIGITS.index(token.text) * self.one
        whole, _, fraction = token.text.replace(",", "").replace(" ", "").partition(".")
        return int(whole + fraction.ljust(self.places, "0"))


def _one_digit(token: _Token) -> bool:
    return len(token.text.partition(".")[0]) == 1
