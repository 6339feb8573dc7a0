"""What is wrong with a form is said of the field as the form calls it."""

import pytest

from instruments.checklist import checklist
from tests.authoring.researching import Drafting


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def test_an_empty_number_is_called_as_its_field(researcher):
    researcher.save("scales/anxiety", minimum="")
    assert (researcher.status, "Lowest score: this is empty; write a number." in researcher.words) == (422, True)
    assert "None" not in researcher.words


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("a | A\nb | B | | exclusif", "Options, row 2, Of checkboxes: 'exclusif' marks no checkbox."),
        ("a | A\nb | B | exclusif", "Options, row 2, Overlap of the circles, %: 'exclusif' is not a whole number."),
        ("a | A\nb", "Options, row 2, Words: this is empty; write what it says."),
        ("a | A | | exclusive\nb | B", "Options: checkboxes need at least two options that can be chosen together."),
    ],
)
def test_a_wrong_option_is_named_by_its_row_and_column(researcher, options, said):
    form = "trust11"
    researcher.save(f"formats/{form}", layout="checkboxes", options=options, minimum="", maximum="")
    assert (researcher.status, said in researcher.words) == (422, True), researcher.words


def test_a_wrong_id_of_something_new_is_called_id(researcher):
    researcher.open("add/items").press("Add", id="no id", label="New", text="New?", source="s", licence="l")
    assert (researcher.status, "Id: 'no id' cannot be a name or code" in researcher.words) == (422, True)


def test_a_share_is_shown_in_hundredths_and_means_two_thirds(drafting, researcher):
    assert 'name="minimum_answered" value="0.67"' in researcher.open("add/scales").text
    before = drafting.version().scales
    researcher.save("scales/anxiety", label="Anxiety, newly named")
    assert [each.minimum_answered for each in drafting.version().scales] == [each.minimum_answered for each in before]
    researcher.save("scales/anxiety", minimum_answered="0,5")
    researcher.save("scales/anxiety", minimum_answered="0.67")
    scale = next(each for each in drafting.version().scales if each.id == "anxiety")
    assert scale.minimum_answered == 2 / 3


def test_an_item_that_is_asked_in_no_wave_stands_under_a_title_that_is_true(drafting, researcher):
    researcher.save("items/bt2", waves=[])
    (line,) = (each for each in checklist(drafting.version()) if "bt2 is asked in no wave." in each.left)
    assert line.title == "Every item is asked in a wave, and every wave asks one"
    assert line.title in researcher.open("publish").words
