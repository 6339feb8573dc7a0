"""Staff pages have Welsh words throughout: each message once, with the same blanks, compiled."""

import ast
import re
import string
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import evaluation
from evaluation.domain.languages import STAFF_LANGUAGES

FOLDER = Path(evaluation.__file__).parent / "translations"
CALLS = ({**DEFAULT_KEYWORDS, "_l": None, "Message": None, "PlainMessage": None}, {"Refused": None, "step": (3,)})
"""Calls that hold a message; refusals, and steps of work, are looked for by themselves, as they may
hold one of the others."""
LANGUAGES = [language for language in STAFF_LANGUAGES if language != "en"]
CALL_IN_BRACES = re.compile(r"\{[^{}\n]*\b\w*_\(|\{[^{}\n]*gettext\(")
ADD = """
These have no words in evaluation/translations/{}/LC_MESSAGES/staff.po. One that is new goes to its end. One that was
reworded in English alone: its `msgid` is mended in place and the `msgstr` stays, then `make translations`.
"""
LEFT = """
No page asks for these in evaluation/translations/{}/LC_MESSAGES/staff.po any more. One that was reworded: its `msgid`
is mended in place and the `msgstr` stays. One that is gone: take it out. Then `make translations`.
"""


def catalogue(language, domain="staff"):
    with (FOLDER / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def asked_for():
    """Every message that staff pages ask for."""
    with (FOLDER / "staff.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    code = [each for each in methods if each[1] in {"python", "ignore"}]  # no template refuses
    found = [
        each
        for files, calls in zip((methods, code), CALLS, strict=True)
        for each in extract_from_dir(FOLDER.parents[1], files, options, keywords=calls)
    ]
    messages = {message[2] if isinstance(message[2], str) else message[2][0] for message in found}
    return {message for message in messages if any(map(str.isalpha, message))}  # the rest is code in a refusal


def known(language, domain="staff"):
    """Every message that has words in a language, all its plural forms among them."""
    said = [(one.id, one.string) for one in catalogue(language, domain) if one.id]
    whole = [key for key, words in said if (words if isinstance(key, str) else all(words))]
    return {key if isinstance(key, str) else key[0] for key in whole}


def blanks(text):
    """The places of a message, and how each is written: `%(count)s`, `{name}`, `%%`."""
    found = re.findall(r"%%|%\(\w+\)[sd]", text)
    return {*found, *(name for _, name, *_ in string.Formatter().parse(re.sub(r"%\(\w+\)", "", text)) if name)}


def pairs(language):
    """Each message with its words; of plural forms the English of many with each form."""
    for one in catalogue(language):
        if one.id and isinstance(one.id, str):
            yield one.id, one.string
        elif one.id:
            yield from ((one.id[1], words) for words in one.string)


def asks_for_a_message(node):
    called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in DEFAULT_KEYWORDS
    return called and isinstance(node.args[0], ast.Constant)


def test_no_message_stands_inside_a_formatted_string_where_older_pythons_do_not_find_it():
    texts = {path: path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py")}
    trees = {path: ast.parse(text) for path, text in texts.items() if CALL_IN_BRACES.search(text)}
    inside = [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        for formatted in ast.walk(tree)
        if isinstance(formatted, ast.JoinedStr)
        for node in ast.walk(formatted)
        if asks_for_a_message(node)
    ]
    assert inside == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_staff_pages_has_words_in_each_language(language):
    missing = asked_for() - known(language) - known(language, "survey")
    listed = "\n".join(f"msgid {message!r}" for message in sorted(missing))
    assert not missing, ADD.format(language) + listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_left_without_use(language):
    left = sorted(known(language) - asked_for())
    assert not left, LEFT.format(language) + "\n".join(f"msgid {message!r}" for message in left)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_participants_read_too_has_its_words_in_their_catalogue_alone(language):
    assert known(language) & known(language, "survey") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_are_the_same_in_both_languages(language):
    unlike = [
        said for said, words in pairs(language) if set(blanks(said)) - set(blanks(words)) - {"%(num)s", "%(num)d"}
    ]
    more = [said for said, words in pairs(language) if set(blanks(words)) - set(blanks(said))]
    assert (unlike, more) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_those_of_the_catalogue(language):
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    there = FOLDER / language / "LC_MESSAGES" / "staff.mo"
    assert there.read_bytes() == compiled.getvalue(), "run `make translations`"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 gangen"), (2, "2 gangen"), (3, "3 cangen"), (6, "6 changen"), (7, "7 cangen")]
)
def test_chapters_are_counted_as_welsh_counts_them(number, said):
    message = catalogue("cy").get("%(num)d chapter, in name order")
    form = {1: 1, 2: 2, 3: 3, 6: 4}.get(number, 0)
    assert (message.string[form] % {"num": number}).startswith(said)


def test_the_welsh_says_that_nobody_has_checked_it():
    head = (FOLDER / "cy" / "LC_MESSAGES" / "staff.po").read_text(encoding="utf-8").partition("msgid")[0]
    assert "draft" in head
