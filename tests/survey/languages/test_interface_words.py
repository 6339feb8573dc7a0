"""The participants' interface speaks Welsh throughout."""

import re
import string
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import evaluation

FOLDER = Path(evaluation.__file__).parent / "translations"
WELSH = FOLDER / "cy" / "LC_MESSAGES"


def catalogue() -> Catalog:
    with (WELSH / "survey.po").open("rb") as file:
        return read_po(file, locale="cy")


def asked_for() -> set[str]:
    """Every message that the code and the templates ask for."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(FOLDER.parents[1], methods, options)
    return {message[2] if isinstance(message[2], str) else message[2][0] for message in found}


def test_every_word_of_the_interface_has_a_welsh_one():
    welsh = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue() if message.string}
    assert asked_for() - welsh == set()


def test_no_welsh_word_is_left_without_use():
    welsh = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue() if message.id}
    assert welsh - asked_for() == set()


def test_blanks_are_the_same_in_both_languages():
    def blanks(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)", text)) | {name for _, name, *_ in string.Formatter().parse(text) if name}

    unlike = [
        message.id
        for message in catalogue()
        if isinstance(message.id, str) and message.id and blanks(message.id) != blanks(str(message.string))
    ]
    assert unlike == []


def test_no_welsh_word_that_would_change_its_first_letter_stands_before_the_title_of_a_meeting():
    """Which may be a place. The waves are called by words of ours, which stand as they are."""
    of_meetings = [text for text in catalogue() if text.id and re.search(r"(coming|Welcome) to %\(title", str(text.id))]
    assert len(of_meetings) == 2
    assert [text.string for text in of_meetings if re.search(r"\b(i|yn|o|am|at|dros) %\(title", str(text.string))] == []


def test_the_compiled_words_are_those_of_the_catalogue():
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    assert (WELSH / "survey.mo").read_bytes() == compiled.getvalue(), "run `make translations`"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 cwestiwn"), (2, "2 gwestiwn"), (3, "3 chwestiwn"), (7, "7 cwestiwn")]
)
def test_things_are_counted_as_welsh_counts_them(number, said):
    message = catalogue().get("%(num)s question left")
    forms = {1: 1, 2: 2, 3: 3, 6: 4}
    assert (message.string[forms.get(number, 0)] % {"num": number}).startswith(said)
