"""Scripts made shorter for phones: no spaces or comments, and short names for what a script itself declares.

No scope is looked at: a name is shortened everywhere or nowhere, and a property never. So no script may declare what
it also asks of the browser under that name, none may hold a template literal, whose names stand in a text, and every
statement ends with a semicolon or a block.
"""

import itertools
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<pattern>(?<=[(,=:;!&|?{}\n\ ])/(?![*/\ ])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<sign>=>|\.\.\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = {
    "async", "await", "case", "catch", "class", "const", "delete", "else", "false", "finally", "for", "function",
    "if", "in", "let", "new", "null", "of", "return", "this", "throw", "true", "try", "typeof", "var", "while",
}  # fmt: skip
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_BEFORE_BLOCK = (")", "=>", "else", "try", "catch", "finally", "")


_BROWSERS_OWN = {
    "addEventListener", "caches", "clearTimeout", "clients", "crypto", "document", "encodeURIComponent", "fetch",
    "history", "indexedDB", "localStorage", "location", "navigator", "scrollTo", "sessionStorage", "setInterval",
    "setTimeout", "skipWaiting", "speechSynthesis", "trustedTypes", "window",
}  # fmt: skip
"""What our scripts ask of the browser by a bare name."""


class _Token(NamedTuple):
    kind: str
    text: str
    was: str
    """What stands before it."""
    then: str
    """What stands after it."""
    within: str
    """The bracket that it stands in; a block is ";"."""


def shortened(script: str) -> str:
    """The script that does the same in fewer bytes."""
    if "`" in script:
        raise ValueError("template literals are not read here")
    spaced = [(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(script)]
    tokens = _placed([each for each in spaced if each[0] != "space"])
    declared = _declared(tokens)
    if declared & _BROWSERS_OWN:
        raise ValueError(f"declared here and asked of the browser: {sorted(declared & _BROWSERS_OWN)}")
    short = _short_names(tokens, declared)
    said = iter(tokens)
    return "".join(_joined([text if kind == "space" else _said(next(said), short) for kind, text in spaced]))


def _placed(tokens: list[tuple[str, str]]) -> list[_Token]:
    texts = ["", *(text for _, text in tokens), ""]
    open_brackets, placed = [""], list[_Token]()
    for place, (kind, text) in enumerate(tokens):
        if kind == "sign" and text in _CLOSES.values():
            open_brackets.pop()
        placed.append(_Token(kind, text, texts[place], texts[place + 2], open_brackets[-1]))
        if kind == "sign" and text in _CLOSES:
            open_brackets.append(";" if text == "{" and texts[place] in _BEFORE_BLOCK else text)
    return placed


def _short_names(tokens: list[_Token], declared: frozenset[str]) -> dict[str, str]:
    """A short name for every variable, the shortest for what is named most."""
    names = [token for token in tokens if token.kind == "name"]
    counted = Counter(token.text for token in names if token.text in declared and not _is_property(token))
    taken = ({token.text for token in names} - declared) | _WORDS
    free = (name for name in _names() if name not in taken)
    return {name: next(free) for name, _ in counted.most_common()}


def _declared(tokens: list[_Token]) -> frozenset[str]:
    """The names that stand after `const` or `let`, or are taken in by a function."""
    found = set[str]()
    for place, token in enumerate(tokens):
        if token.was in ("const", "let"):
            found |= set(_variables(_within_brackets(tokens, place)))
        elif token.text == "(" and (taken_in := _taken_in(tokens, place)):
            found |= set(_variables(taken_in))
    return frozenset(found - _WORDS)


def _within_brackets(tokens: list[_Token], place: int) -> list[_Token]:
    """A token, or all from a bracket to the one that closes it."""
    depth = 0
    for end, token in enumerate(tokens[place:], start=place):
        depth += token.kind == "sign" and token.text in _CLOSES
        depth -= token.kind == "sign" and token.text in _CLOSES.values()
        if depth == 0:
            return tokens[place : end + 1]
    raise ValueError("a bracket is not closed")


def _taken_in(tokens: list[_Token], place: int) -> list[_Token]:
    """What an arrow function, or a `catch`, takes in by the bracket at a place; nothing where it is no such bracket."""
    inside = _within_brackets(tokens, place)
    return inside if inside[-1].then == "=>" or tokens[place].was == "catch" else []


def _variables(tokens: Iterable[_Token]) -> Iterator[str]:
    return (token.text for token in tokens if token.kind == "name" and not (token.within == "{" and token.then == ":"))


def _is_property(token: _Token) -> bool:
    return token.was == "." or (token.within == "{" and token.was in ("{", ",") and token.then in (":", "("))


def _said(token: _Token, short: dict[str, str]) -> str:
    """A token with its short name; in an object the property keeps its own."""
    if token.kind != "name" or token.text not in short or _is_property(token):
        return token.text
    name = short[token.text]
    alone = token.within == "{" and token.was in ("{", ",") and token.then in (",", "}", "=")
    return f"{token.text}:{name}" if alone else name


def _names() -> Iterator[str]:
    letters = string.ascii_letters
    return (first + letter for first in itertools.chain([""], letters) for letter in letters)


def _joined(texts: list[str]) -> Iterator[str]:
    """The texts with only those spaces between them that tell two apart; every statement ends with a sign."""
    last, spaced = "", False
    for text in texts:
        if _is_space(text):
            spaced = True
            continue
        yield (" " if spaced and _touch(last, text[0]) else "") + text
        last, spaced = text[-1], False


def _is_space(text: str) -> bool:
    return text.isspace() or text.startswith(("//", "/*"))


def _touch(one: str, other: str) -> bool:
    words = re.compile(r"[\w$]")
    return bool(words.match(one) and words.match(other)) or (one in "+-" and one == other)
