"""Conditions of other tools that ask for certain answers to one question: `${met} = '1' or ${met} = '2'`."""

import re
from dataclasses import dataclass

LONGEST = 1_000
"""Characters of a condition that is looked into."""
NAME, CODE = r"(?P<item>[\w.-]{1,100})", r"(?P<quote>['\"]?)(?P<code>[\w.-]{1,100})(?P=quote)"
OR = re.compile(r"\s+or\s+|\s*\|\|?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Condition:
    """That one of these answers was given to a question, as both are called in the file.

    `among` says that the answer may stand beside others; with `alone`, that it is the whole answer.
    """

    item: str
    codes: tuple[str, ...]
    among: bool = True
    alone: bool = True


@dataclass(frozen=True)
class Term:
    """How a tool writes that an answer was given, for questions of several answers, of one, or of both."""

    pattern: re.Pattern[str]
    among: bool = True
    alone: bool = True


def _term(pattern: str, *, among: bool = True, alone: bool = True) -> Term:
    return Term(re.compile(pattern.replace("NAME", NAME).replace("CODE", CODE)), among, alone)


XLSFORM = (
    _term(r"selected\(\s*\$\{\s*NAME\s*\}\s*,\s*CODE\s*\)"),
    _term(r"\$\{\s*NAME\s*\}\s*=\s*CODE", among=False),
)
REDCAP = (
    _term(r"\[NAME\((?P<code>\w{1,100})\)\]\s*=\s*['\"]?1['\"]?", alone=False),
    _term(r"\[NAME\]\s*=\s*CODE", among=False),
)
LIMESURVEY = (_term(r"(?P<item>\w{1,100})(?:\.NAOK)?\s*==\s*CODE", among=False),)
FORMR = (_term(r"(?P<item>\w{1,100})\s*==\s*CODE", among=False),)
SURVEYJS = (
    _term(r"\{NAME\}\s+contains\s+CODE", alone=False),
    _term(r"\{NAME\}\s*==?\s*CODE", among=False),
)


def condition_of(text: str, terms: tuple[Term, ...]) -> Condition | None:
    """What a condition asks for; None where it asks for more than certain answers to one question."""
    if len(text) > LONGEST:
        return None
    found = [_read(part, terms) for part in OR.split(_bare(text))]
    read = [each for each in found if each is not None]
    if len(read) < len(found) or len({(each.item, each.among, each.alone) for each in read}) != 1:
        return None
    return Condition(read[0].item, tuple(code for each in read for code in each.codes), read[0].among, read[0].alone)


def _read(part: str, terms: tuple[Term, ...]) -> Condition | None:
    for term in terms:
        if one := term.pattern.fullmatch(_bare(part)):
            return Condition(one["item"], (one["code"],), term.among, term.alone)
    return None


def _bare(text: str) -> str:
    """A condition without the brackets around the whole of it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _is_closed(text[1:-1]):
        text = text[1:-1].strip()
    return text


def _is_closed(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return False
    return depth == 0
