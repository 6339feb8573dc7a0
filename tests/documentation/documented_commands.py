"""The commands that documents show, and what the program says of them: verbs, options, choices, how many arguments."""

import re
import shlex
from dataclasses import dataclass
from functools import cache

import click

from evaluation.cli import weaving
from tests.house.test_docs import named, text_of

RUN_IN_ORDER = "sh"
"""The language of blocks whose lines are typed one after the other in a fresh folder; others show a single command."""
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SET_OFF = re.compile(r"(?:^ {4}.*\n?)+", re.MULTILINE)
_INLINE = re.compile(r"`((?:\.venv/bin/)?weaving(?:-as-service)? [^`]+)`")
_BEGINS = re.compile(r"^(?:ExecStart=)?(?:\S*/)?weaving(?:-as-service)?(?= |$)")
_PLACEHOLDER = re.compile(r"^[A-Z][A-Z_/.0-9]*$|…")


@dataclass(frozen=True)
class Shown:
    """A command as a document shows it."""

    doc: str
    words: tuple[str, ...]
    whole: bool
    """Whether it is a line to be typed; in a sentence a command may be named without all that it takes."""

    def __str__(self) -> str:
        return f"{self.doc}: weaving {' '.join(self.words)}"


def blocks(text, *languages):
    """The fenced blocks in these languages."""
    return [body for language, body in _FENCED.findall(text) if language in languages]


def lines_of(block):
    """Its lines, those joined that a backslash parts."""
    return [line for line in block.replace("\\\n", " ").splitlines() if line.strip()]


def set_off(text):
    """The lines of a text that are set off, such as those for an administrator, without what they are set off by."""
    return [line.strip() for block in _SET_OFF.findall(_FENCED.sub("", text)) for line in lines_of(block)]


def split(line):
    """A line's words up to its comment, a pipe or another command."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|;&<>")
    lexer.whitespace_split = True
    found = []
    for word in lexer:
        if set(word) <= set("|;&<>"):
            break
        found.append(word)
    return found


def command_in(line):
    """The words after `weaving` of a line that uses it; nothing of another line."""
    line = re.sub(r"^(?:[\d*]+ ){5}", "", line.strip())  # a line of cron
    words = split(line) if "weaving" in line else []
    while words and re.match(r"^[A-Z_]+=", words[0]) and not words[0].startswith("ExecStart="):
        words = words[1:]
    return tuple(words[1:]) if words and _BEGINS.match(words[0]) else None


@cache
def shown_in(path):
    """Every use of `weaving` in a document."""
    text = text_of(path)
    typed = [*blocks(text, "sh", "ini", ""), *_SET_OFF.findall(_FENCED.sub("", text))]
    lines = [(line, True) for block in typed for line in lines_of(block)]
    lines += [(line, False) for line in _INLINE.findall(_FENCED.sub("", text))]
    found = [(command_in(line), whole) for line, whole in lines]
    return tuple(Shown(named(path), words, whole) for words, whole in found if words)


def faults_of(shown):
    """What the program would not take of a command, as sentences; what stands for something else is taken as it is."""
    command, words, context = weaving, list(shown.words), click.Context(weaving, info_name="weaving")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            return [] if not shown.whole and _PLACEHOLDER.search(words[0]) else [f"{shown}: no {words[0]}"]
        command, words = found, words[1:]
    if isinstance(command, click.Group):
        return [] if not shown.whole or {*words} & {"--help", "-h", "--version"} else [f"{shown}: it asks for a verb"]
    return [f"{shown}: {fault}" for fault in _faults_of_words(command, words, context, whole=shown.whole)]


def _faults_of_words(command, words, context, *, whole):
    inner = click.Context(command, parent=context, info_name=command.name)
    if {*words} & {"--help", "-h"}:
        return []
    try:
        given, left, _ = command.make_parser(inner).parse_args(list(words))
    except click.UsageError as fault:
        return [] if "requires an argument" in fault.message and not whole else [fault.format_message()]
    surplus = [f"surplus {left}"] if left else []
    lacking = [each.human_readable_name for each in command.params if _lacks(each, given)] if whole else []
    return [*surplus, *(f"lacks {name}" for name in lacking), *_wrong_choices(command, given)]


def _lacks(parameter, given):
    value = given.get(parameter.name)
    return parameter.required and (value is None or value in ((), []) or type(value).__name__ == "Sentinel")


def _wrong_choices(command, given):
    for each in command.params:
        value = given.get(each.name)
        chosen = isinstance(each.type, click.Choice) and isinstance(value, str) and not _PLACEHOLDER.search(value)
        if chosen and value not in each.type.choices:
            yield f"{value} is none of {', '.join(map(str, each.type.choices))}"
