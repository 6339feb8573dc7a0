"""Blanks in words, such as {place}: what fills them in knows their name, so a translation has to keep each one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from instruments.messages import PlainMessage
from instruments.problem import Problem

BLANK = re.compile(r"\{[^{}]*\}")
BRACES = re.compile("[{}\uff5b\uff5d\ufe5b\ufe5c]")


def blanks_in(text: str) -> Counter[str]:
    """How often each blank stands in a text; braces that make none are counted as they stand."""
    return Counter([*BLANK.findall(text), *BRACES.findall(BLANK.sub("", text))])


def blank_problems(
    source: Mapping[str, str], words: Mapping[str, str], *, language: str, at: str = ""
) -> Iterator[Problem]:
    """Every text of a language whose blanks are not those of its source, by key; texts not there yet are left alone."""
    for key, text in words.items():
        if text and key in source and (said := blank_fault(source[key], text)):
            yield Problem(f"{at}{key}", PlainMessage("%(language)s: %(fault)s", language=language, fault=said))


def blank_fault(source: str, text: str) -> str:
    """What is wrong with the blanks of a text beside its source, as a sentence; empty where they are the same."""
    wanted, found = blanks_in(source), blanks_in(text)
    lost, more = wanted - found, found - wanted
    if not lost and not more:
        return ""
    keep = _listed(wanted) or PlainMessage("no braces")
    if not more:
        return PlainMessage("%(lost)s is lost; keep %(keep)s, as the source has it.", lost=_listed(lost), keep=keep)
    if not lost:
        return PlainMessage("%(more)s is too much; keep %(keep)s, as the source has it.", more=_listed(more), keep=keep)
    return PlainMessage(
        "%(lost)s is lost and %(more)s is too much; keep %(keep)s, as the source has it.",
        lost=_listed(lost),
        more=_listed(more),
        keep=keep,
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
