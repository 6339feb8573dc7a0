"""An example is never deleted without a word, and nothing but an example ever is."""

import json

import pytest

from evaluation.demonstration.example_home import MARK, ExampleHome, ExampleTerms
from evaluation.domain.errors import Refused

TERMS = ExampleTerms(people=30, seed=7)


@pytest.fixture
def home(tmp_path):
    """An example that was made to its end, with something that was done in it since."""
    made = ExampleHome(tmp_path / "demo")
    made.clear(ask=never)
    made.finish(TERMS)
    (made.folder / "home" / "weaving.sqlite").write_text("answers")
    return made


def never():
    pytest.fail("nobody is to be asked here")


def test_a_new_folder_is_made_ready_without_a_question(tmp_path):
    assert ExampleHome(tmp_path / "demo").clear(ask=never)


def test_a_whole_example_stays_where_the_answer_is_no(home):
    assert not home.clear(ask=lambda: False)
    assert (home.folder / "home" / "weaving.sqlite").exists()
    assert home.terms() == TERMS


def test_a_whole_example_goes_where_the_answer_is_yes(home):
    assert home.clear(ask=lambda: True)
    assert not (home.folder / "home" / "weaving.sqlite").exists()
    assert home.terms() is None


@pytest.mark.parametrize("mark", ["", "{", json.dumps({"people": 30})])
def test_an_example_that_was_not_made_to_its_end_is_made_anew_without_a_question(home, mark):
    (home.folder / MARK).write_text(mark)
    assert home.clear(ask=never)


def test_a_folder_with_files_of_anybody_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(Refused, match="files that no demonstration wrote"):
        ExampleHome(tmp_path).clear(ask=lambda: True)
    assert (tmp_path / "thesis.docx").exists()
