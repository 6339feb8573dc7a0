"""Every element of a questionnaire that nobody here wrote is in its draft or in the list of what is not carried.

Each file is read a second time, by readers that share nothing with those of the program, and looked through cell by
cell and key by key (`elements/`). `WEAVING_CORPORA` names a folder of other files to be looked through the same way.
"""

from functools import cache

import pytest

import instruments
from instruments.interchange import read
from tests.instruments.corpora import HERE, files
from tests.instruments.interchange.elements.of_limesurvey import of_limesurvey
from tests.instruments.interchange.elements.of_qualtrics import of_qualtrics
from tests.instruments.interchange.elements.of_redcap import of_redcap
from tests.instruments.interchange.elements.of_sheets import of_sheets
from tests.instruments.interchange.elements.of_surveyjs import of_surveyjs
from tests.instruments.interchange.elements.raw import said, written
from tests.instruments.interchange.elements.view import View, skeleton

READERS = {
    "formr": lambda path, view: of_sheets(path, view, formr=True),
    "limesurvey": of_limesurvey,
    "qualtrics": of_qualtrics,
    "redcap": of_redcap,
    "surveyjs": of_surveyjs,
    "xlsform": lambda path, view: of_sheets(path, view, formr=False),
}


@cache
def outcome(path):
    """The sentences a file is refused in, or the draft it became."""
    try:
        return (), read(path)
    except instruments.InvalidInstrument as refused:
        return refused.sentences, None


def drawn(path):
    """The draft of a file; the test is of files that come in."""
    sentences, found = outcome(path)
    if found is None:
        pytest.skip(f"refused: {sentences[0]}")
    return found


@pytest.mark.parametrize("path", files())
def test_a_file_comes_in_as_a_sound_draft_or_is_refused_in_a_sentence_that_names_it(path):
    sentences, found = outcome(path)
    assert all(sentence.startswith(path.name) for sentence in sentences)
    assert sentences or (found.items and instruments.problems(found.version_draft) == [])


@pytest.mark.parametrize("path", files())
def test_every_element_of_a_file_is_in_the_draft_or_in_the_list(path):
    view = View(drawn(path))
    elements = list(READERS[path.parent.name](path, view))
    assert elements
    assert view.missing(elements) == []


@pytest.mark.parametrize("path", files())
def test_a_draft_says_nothing_that_its_file_does_not_say(path):
    found = drawn(path)
    in_the_file = written(path)
    assert [line for line in said(found) if skeleton(line) not in in_the_file] == []


def test_there_are_files_to_look_through():
    assert len(HERE) >= 30
