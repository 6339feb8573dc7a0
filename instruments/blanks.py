"""Blanks in words, such as {place}: what fills them in knows their name, so a translation has to keep each one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

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
            yield Problem(f"{at}{key}", f"{language}: {said}")


def blank_fault(source: str, text: str) -> str:
    """What is wrong with the blanks of a text beside its source, as a sentence; empty where they are the same."""
    wanted, found = blanks_in(source), blanks_in(text)
    lost, more = wanted - found, found - wanted
    if not lost and not more:
        return ""
    faults = [f"{_listed(names)} {what}" for names, what in ((lost, "is lost"), (more, "is too much")) if names]
    return f"{' and '.join(faults)}; keep {_listed(wanted) or 'no braces'}, as the source has it."


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
