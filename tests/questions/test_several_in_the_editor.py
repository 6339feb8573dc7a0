"""Several answers in the editor: offered among the layouts, with what stands alone and where words are asked for."""

import pytest

from evaluation.authoring.sections import response_formats
from instruments import InvalidInstrument
from tests.questions.asked import VERSION

TYPED = {
    "layout": "checkboxes",
    "options": "bus | Bus\ntrain | Train\nelse | Something else: please say |  | specify\nnone | None |  | exclusive",
}


def test_what_is_typed_is_what_is_kept_and_shown_again():
    version = response_formats.put(VERSION, "travel", TYPED)
    *_, words, alone = version.formats_by_id["travel"].options
    assert (words.specify, alone.exclusive) == (True, True)
    assert response_formats.values(version, "travel")["options"] == TYPED["options"]


def test_a_mark_on_another_layout_is_refused_in_a_sentence():
    with pytest.raises(InvalidInstrument, match="only a checkbox can be exclusive"):
        response_formats.put(VERSION, "travel", {**TYPED, "layout": "choice"})
