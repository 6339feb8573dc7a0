"""Options, the items of a scale and other words of a wave are rows, waves are chosen: no notation is to be learned."""

import pytest
from lxml import html

from evaluation.authoring.sections.rows import rows_in, text_of_rows
from tests.authoring.researching import Drafting

AWKWARD = ["plain", "a | b", "back\\slash", "two\nlines", "\\n", "|", "ends in \\", "\u2028"]


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


@pytest.fixture
def labels(drafting):
    return lambda: [option.label for option in drafting.version().formats_by_id["agree7"].options]


@pytest.mark.parametrize("cell", AWKWARD)
def test_a_row_holds_whatever_is_typed_into_it(cell):
    rows = [["1", cell, ""], ["", "x", cell], [cell, "", "z"]]
    assert rows_in(text_of_rows(rows), columns=3) == [[each.strip() for each in row] for row in rows]


def test_the_empty_row_at_the_end_is_filled_in_and_another_comes(drafting, researcher):
    before = len(drafting.version().formats_by_id["meet_again"].options)
    researcher.save("formats/meet_again", **{f"options.{before}.value": "3", f"options.{before}.label": "A | B"})
    found = drafting.version().formats_by_id["meet_again"].options
    assert (len(found), found[-1].label) == (before + 1, "A | B")
    assert f'name="options.{before + 1}.value"' in researcher.text


def test_a_row_moves_and_is_taken_out_and_both_are_undone(researcher, labels):
    before = labels()
    researcher.open("formats/agree7").press("Move row 2 up")
    assert (labels()[:2], "It is now row 1 of 7." in researcher.words) == (before[1::-1], True)
    researcher.press("Take row 1 out")
    assert (labels(), "Row 1 was taken out." in researcher.words) == ([before[0], *before[2:]], True)
    researcher.press("Undo my last change")
    researcher.press("Undo my last change")
    assert labels() == before


def test_the_values_of_an_ordered_answer_stay_in_order_when_its_words_move(drafting, researcher):
    researcher.open("formats/agree7").press("Move row 2 up")
    options = drafting.version().formats_by_id["agree7"].options
    assert [option.value for option in options] == [1, 2, 3, 4, 5, 6, 7]


def test_the_codes_of_a_choice_move_with_their_words(drafting, researcher):
    before = drafting.version().formats_by_id["meet_again"].options
    researcher.open("formats/meet_again").press("Move row 2 up")
    assert drafting.version().formats_by_id["meet_again"].options[:2] == before[1::-1]


def test_a_press_on_a_row_keeps_what_was_typed_in_another(researcher, labels):
    researcher.open("formats/agree7").press("Move row 3 down", **{"options.0.label": "Not one bit"})
    assert labels()[0] == "Not one bit"


def test_a_row_that_lacks_its_words_is_given_back_with_what_is_wrong(researcher, labels):
    before = labels()
    researcher.save("formats/agree7", **{"options.0.label": "", "options.1.label": "Still here"})
    assert ("Please look at this again" in researcher.words, "Still here" in researcher.text) == (True, True)
    assert labels() == before


def test_a_scale_counts_what_is_chosen_in_its_rows_and_turns_round_what_is_said_to_be(drafting, researcher):
    researcher.save("scales/bridging_trust", **{"items.3.item": "an1", "items.3.reverse": "reversed"})
    scale = next(one for one in drafting.version().scales if one.id == "bridging_trust")
    assert (scale.items, scale.reverse) == (("bt1", "bt2", "bt3", "an1"), ("an1",))


def test_a_row_is_added_to_what_is_new_before_it_is_added_to_the_draft(drafting, researcher):
    before = drafting.version()
    filled = {"options.0.value": "1", "options.0.label": "Yes"}
    researcher.open("add/formats").press("Add a row", id="come_again", layout="choice", **filled)
    assert (drafting.version(), 'value="Yes"' in researcher.text) == (before, True)
    researcher.press("Add", **{"options.1.value": "0", "options.1.label": "No"})
    assert [one.label for one in drafting.version().formats_by_id["come_again"].options] == ["Yes", "No"]


def test_a_fault_of_one_option_is_gone_once_a_row_is_added_and_what_is_new_is_said_to_be_added(researcher):
    few = "a stack needs at least two options"
    filled = {"options.0.value": "1", "options.0.label": "Never"}
    researcher.open("add/formats").press("Add", id="often", layout="stack", **filled)
    assert few in researcher.words
    researcher.press("Add a row")
    second = html.fromstring(researcher.text).xpath('//*[@name="options.1.value"]')[0]
    assert (few in researcher.words, "autofocus" in second.attrib) == (False, True)
    researcher.press("Add", **{"options.1.value": "2", "options.1.label": "Often"})
    assert "Added." in researcher.words


@pytest.mark.parametrize(
    ("table", "filled"),
    [
        ("items", {"id": "new1", "label": "New", "text": "New?", "source": "s", "licence": "l"}),
        ("scales", {"id": "nervous", "label": "Nervous", "construct": "c", "items.0.item": "an1"}),
    ],
)
def test_what_is_added_is_said_to_be_added(drafting, researcher, table, filled):
    limits = {"minimum": "1", "maximum": "7"} if table == "scales" else {}
    researcher.open(f"add/{table}").press("Add", **filled, **limits)
    assert "Added." in researcher.words


def test_a_wave_is_chosen_from_those_that_the_draft_lacks(drafting, researcher):
    assert "The draft has every wave there is." in researcher.open("add/waves").words
    for item in drafting.version().items:
        if "then" in item.waves:
            researcher.save(f"items/{item.id}", waves=[str(wave) for wave in item.waves if wave != "then"])
    researcher.open("waves/then").press("Take then out")
    page = html.fromstring(researcher.open("add/waves").text)
    assert page.xpath('//input[@type="radio"]/@value') == ["then"]
    researcher.press("Add", id="then", title="Looking back")
    assert drafting.version().wave("then").title == "Looking back"
    assert "Added." in researcher.words
