"""A title, a name or a place is one line, whatever was pasted into its field."""

import pytest

from evaluation.domain.one_line import one_line
from evaluation.models import Account, Chapter, Experiment, Study

PARTED = ["a\nb", "a\r\nb", "a\rb", "a\x0bb", "a\x85b", "a\u2028b", "a\u2029b", "a\x1bb", " a \t b "]


@pytest.mark.parametrize("words", PARTED)
def test_what_parts_lines_is_one_blank(words):
    assert one_line(words) == "a b"


@pytest.mark.parametrize("turning", [*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))])
def test_what_turns_the_direction_of_writing_is_left_out(turning):
    assert one_line(f"Mill{turning}Hall") == "MillHall"


@pytest.mark.parametrize("words", ["Neuadd Lliw", "قاعة", "a\u200db", "Hall ½ – “Old”"])
def test_words_of_any_language_are_left_as_they_are(words):
    assert one_line(words) == words


@pytest.mark.parametrize(
    ("kind", "field"),
    [(Experiment, "title"), (Experiment, "place"), (Chapter, "name"), (Study, "name"), (Account, "name")],
)
def test_a_name_is_one_line_however_it_is_set(kind, field):
    row = kind(**{field: "Old Library\rimport os"})
    assert getattr(row, field) == "Old Library import os"
    setattr(row, field, "Old\u2028Library")
    assert getattr(row, field) == "Old Library"
