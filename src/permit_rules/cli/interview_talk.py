"""Asking in the terminal: one question at a time, read line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from permit_rules.cli.output import say
from permit_rules.conditions.fields import FieldType
from permit_rules.errors import AnswerRefused
from permit_rules.interview import Asking, Interview
from permit_rules.written import fold
from permit_rules.written.characters import narrow
from permit_rules.written.inert import one_line

_HELP: Final = "输入答案；? 不知道，b 上一问，w 为什么问，q 退出"
_NUMBERS: Final = re.compile(r"[0-9]+(?:[\s、，,;；]+[0-9]+)*[\s、，,;；]*")
#: Of so many points that hang on an answer, the rest is counted.
_SHOWN: Final = 8


class _Word(Enum):
    UNKNOWN = auto()
    BACK = auto()
    WHY = auto()
    QUIT = auto()


_WORDS: Final = {
    "?": _Word.UNKNOWN,
    "不知道": _Word.UNKNOWN,
    "b": _Word.BACK,
    "上一问": _Word.BACK,
    "返回": _Word.BACK,
    "w": _Word.WHY,
    "为什么": _Word.WHY,
    "为什么问": _Word.WHY,
    "q": _Word.QUIT,
    "退出": _Word.QUIT,
}


@dataclass(slots=True)
class Talk:
    """A conversation: lines come in from ``lines``; ``kept`` is told of every new state.

    ``echo``: what comes in is written out, because nobody typed it.
    """

    lines: Iterator[str]
    kept: Callable[[Interview], None]
    echo: bool

    def hold(self, interview: Interview) -> Interview:
        """Ask until nothing is left to ask, or the person leaves, or no more lines come."""
        asked = True
        while (asking := interview.asking()) is not None:
            if asked:
                self._put(interview, asking)
            line = self._next()
            if line is None:
                return interview
            word = _WORDS.get(fold(line))
            if word is _Word.QUIT:
                return interview
            if word is _Word.WHY:
                self._why(asking)
                asked = False
                continue
            after = (
                self._back(interview)
                if word is _Word.BACK
                else self._answered(interview, asking, line, word)
            )
            asked = after is not None
            if after is not None:
                interview = after
                self.kept(interview)
        return interview

    def _next(self) -> str | None:
        line = next(self.lines, None)
        if line is not None and self.echo:
            say(f"> {one_line(line)}")
        return line.strip() if line is not None else None

    # ---- a question --------------------------------------------------------------------------

    def _put(self, interview: Interview, asking: Asking) -> None:
        question, number = asking.question, len(interview.answered) + 1
        say("")
        say(f"第{number}问　{question.text}")
        for n, option in enumerate(question.options, 1):
            said = asking.field.choice(option)
            about = f"（{said.description}）" if said and said.description else ""
            say(f"  {n}. {option}{about}")
        say(f"  {self._how(asking)}")
        if number == 1:
            say(f"  {_HELP}")

    def _how(self, asking: Asking) -> str:
        field, silence = asking.field, asking.silence
        if asking.several:
            none = "都没有的输入 0" if asking.besides or not _has_none(asking) else ""
            how = "，".join(("几项的用空格隔开", *((none,) if none else ())))
        elif asking.question.options:
            how = "输入号码"
        elif field.type is FieldType.DATE:
            how = "写成 2026-03-02"
        else:
            how = f"填一个数{f'（{field.unit}）' if field.unit else ''}"
        return f"{how}；不填视为“{silence}”" if silence else how

    def _why(self, asking: Asking) -> None:
        about = list(dict.fromkeys(t.about for t in asking.topics))
        more = f"等{len(about)}项" if len(about) > _SHOWN else ""
        say(f"  要看这一项才知道：{'；'.join(about[:_SHOWN])}{more}。")
        if asking.silence_reason:
            say(f"  不填视为“{asking.silence}”：{asking.silence_reason}。")

    # ---- an answer ---------------------------------------------------------------------------

    def _back(self, interview: Interview) -> Interview | None:
        if not interview.answered:
            say("  已经是第一问。")
            return None
        return interview.back()

    def _answered(
        self, interview: Interview, asking: Asking, line: str, word: _Word | None
    ) -> Interview | None:
        if word is _Word.UNKNOWN or (not line and asking.silence):
            return interview.do_not_know()
        if not line:
            say("  没有填写。不知道的输入 ?")
            return None
        try:
            return interview.answer(_meant(asking, line))
        except _NoSuchNumber as error:
            say(f"  {error}")
        except AnswerRefused as refused:
            say(f"  {one_line(refused.diagnostic.message)}。")
        return None


class _NoSuchNumber(ValueError):
    pass


def _meant(asking: Asking, line: str) -> object:
    """What a line says: numbers stand for options, everything else for itself."""
    options = asking.question.options
    if not options or not _NUMBERS.fullmatch(narrowed := narrow(line)):
        return [] if asking.several and fold(line) == "都没有" else line
    numbers = [int(n) for n in re.findall("[0-9]+", narrowed)]
    if asking.several and numbers == [0]:
        return []
    beyond = [n for n in numbers if not 1 <= n <= len(options)]
    if beyond:
        raise _NoSuchNumber(f"没有第 {beyond[0]} 项，请输入 1 至 {len(options)}。")
    chosen = [options[n - 1] for n in dict.fromkeys(numbers)]
    if not asking.several and len(chosen) > 1:
        raise _NoSuchNumber("只能选一项。")
    return chosen if asking.several else chosen[0]


def _has_none(asking: Asking) -> bool:
    """Whether one of the options says that there is none of the others."""
    return any(fold(o) in ("无", "都没有") for o in asking.question.options)
