"""The history of a draft tells who changed what and when, and any of it is taken back, done again or gone behind."""

import pytest

from tests.authoring.researching import Drafting

HUMMING, WHISTLING = "people in {place} who hum?", "people in {place} who whistle?"


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock, languages=("en", "cy"))


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def _text(drafting, name="bt2"):
    return drafting.version().items_by_id[name].text


def test_a_change_is_told_with_who_made_it_and_its_words_on_either_engine(settings, database, clock):
    researcher = Drafting(settings, database, clock).researcher()
    researcher.save("items/bt2", text=HUMMING)
    researcher.open("history")
    for words in ("Change 1", "first@example.org", "bt2", "Wording", "hum?", "very different"):
        assert words in researcher.words


def test_undo_and_redo_go_back_and_forth_through_ones_own_changes_on_either_engine(settings, database, clock):
    drafting = Drafting(settings, database, clock)
    researcher, before = drafting.researcher(), drafting.version()
    researcher.save("items/bt2", text=HUMMING)
    researcher.save("items/bt2", text=WHISTLING)
    words = researcher.press("Undo my last change").words
    assert (_text(drafting), "Taken back: bt2." in words) == (HUMMING, True)
    researcher.press("Undo my last change")
    assert drafting.version() == before
    researcher.press("Redo what I took back last")
    researcher.press("Redo what I took back last")
    assert _text(drafting) == WHISTLING


def test_undo_opens_what_it_changed(researcher):
    researcher.save("items/bt2", text=HUMMING)
    researcher.open("scales/anxiety").press("Undo my last change")
    assert researcher.address.endswith("/items/bt2")


def test_what_takes_a_part_out_again_leads_to_the_next_one(drafting, researcher):
    order = [each.id for each in drafting.version().items]
    there = f"{researcher.home}/items/{order[order.index('pa1') + 1]}"
    out = researcher.open("items/pa1").press("Take pa1 out").address
    researcher.press("Undo my last change")
    researcher.open("items/pa1").press("Redo what I took back last")
    assert (researcher.status, out, researcher.address) == (200, there, there)


def test_what_is_typed_and_not_yet_saved_is_what_undo_takes_back_and_redo_brings_back(drafting, researcher):
    researcher.save("items/bt1", text=HUMMING)
    before = _text(drafting)
    researcher.open("items/bt2").press("Undo my last change", text=WHISTLING)
    assert (_text(drafting), _text(drafting, "bt1")) == (before, HUMMING)
    researcher.press("Redo what I took back last")
    assert _text(drafting) == WHISTLING


def test_pressing_undo_on_a_page_that_is_too_old_takes_nothing_else_back(drafting, researcher):
    researcher.save("items/bt1", text=HUMMING)
    researcher.save("items/bt2", text=WHISTLING)
    page, address = researcher.text, researcher.address
    researcher.press("Undo my last change")
    researcher.text, researcher.address = page, address
    researcher.press("Undo my last change")
    assert (_text(drafting, "bt1"), "nothing to take back" in researcher.words) == (HUMMING, True)


@pytest.mark.parametrize("way", ["out", "new", "moved", "languages", "scale", "words"])
def test_every_kind_of_change_is_taken_back_whole(drafting, researcher, way):
    before = drafting.version()
    if way == "out":
        researcher.open("items/pa1").press("Take pa1 out")
    elif way == "new":
        researcher.open("add/items").press("Add", id="new1", label="New", text="New?", source="s", licence="l")
    elif way == "moved":
        researcher.open("items/bt1").press("Move bt2 down")
    elif way == "languages":
        researcher.save("about/instrument", languages="en")
    elif way == "scale":
        researcher.save("scales/anxiety", margin="0.7")
    else:
        researcher.save("waves/pre", intro="Before we begin")
    assert drafting.version() != before
    researcher.open("bank").press("Undo my last change")
    assert (drafting.version(), researcher.address.endswith("/bank")) == (before, True)


def test_a_translated_text_is_taken_back_and_done_again(researcher):
    researcher.open("translations/cy").press("Save", **{"words.title": "Tir newydd"})
    researcher.press("Undo my last change")
    assert "Tir newydd" not in researcher.open("translations/cy").text
    researcher.press("Redo what I took back last")
    assert "Tir newydd" in researcher.open("translations/cy").text


def test_undo_leaves_what_somebody_else_changed(drafting, researcher):
    other = drafting.researcher("second@example.org")
    researcher.save("items/bt2", text=HUMMING)
    other.save("items/bt1", text=WHISTLING)
    researcher.open("items/bt2").press("Undo my last change")
    assert (_text(drafting, "bt1"), HUMMING in _text(drafting)) == (WHISTLING, False)


def test_what_somebody_else_changed_since_is_not_taken_back_and_it_is_said_who(drafting, researcher):
    other = drafting.researcher("second@example.org")
    researcher.save("items/bt2", text=HUMMING)
    other.save("items/bt2", text=WHISTLING)
    researcher.open("items/bt1").press("Undo my last change")
    assert (_text(drafting), "second@example.org changed the same since" in researcher.words) == (WHISTLING, True)


def test_an_item_comes_back_to_its_place_though_another_was_added_since(drafting, researcher):
    order = [item.id for item in drafting.version().items]
    other = drafting.researcher("second@example.org")
    researcher.open("items/bt2").press("Take bt2 out")
    other.open("add/items").press("Add", id="new1", label="New", text="New?", source="s", licence="l")
    researcher.open("items/bt1").press("Undo my last change")
    assert [item.id for item in drafting.version().items] == [*order, "new1"]


def test_an_item_whose_format_went_since_does_not_come_back_without_it(drafting, researcher):
    before = drafting.version()
    form = before.items_by_id["pa1"].format
    for item in [item.id for item in before.items if item.format == form]:
        researcher.open(f"items/{item}").press(f"Take {item} out")
    other = drafting.researcher("second@example.org")
    other.open(f"formats/{form}").press(f"Take {form} out")
    researcher.open("items/bt1").press("Undo my last change")
    assert f"it needs the response format '{form}'; put that back first" in researcher.words


def test_any_earlier_state_is_restored_and_that_can_be_taken_back(drafting, researcher):
    states = [drafting.version()]
    for text in (HUMMING, WHISTLING):
        researcher.save("items/bt2", text=text)
        states.append(drafting.version())
    researcher.open("items/pa1").press("Take pa1 out")
    researcher.open("translations/cy").press("Save", **{"words.title": "Tir newydd"})
    last = drafting.version()
    researcher.open("history").press("Restore the draft as it was after change 1")
    assert (drafting.version(), "brings back how it was after change 1" in researcher.words) == (states[1], True)
    assert "Tir newydd" not in researcher.open("translations/cy").text
    researcher.open("history").press("Restore the draft as it was begun")
    assert drafting.version() == states[0]
    researcher.press("Undo my last change")
    researcher.press("Undo my last change")
    assert drafting.version() == last
    assert "Tir newydd" in researcher.open("translations/cy").text


def test_what_could_not_be_saved_is_in_the_history_word_for_word(drafting, researcher):
    researcher.save("items/bt2", text="", ask="Only a lead-in")
    researcher.save("items/bt2", text="", ask="Only a lead-in")
    assert "Only a lead-in" not in drafting.version().items_by_id["bt2"].ask
    words = researcher.open("history").words
    assert (words.count("Only a lead-in"), "typed, and not saved in the draft" in words) == (1, True)


def test_the_text_of_a_conflict_is_in_the_history_if_nobody_saves_it(drafting, researcher):
    other = drafting.researcher("second@example.org")
    other.open("items/bt2")
    researcher.save("items/bt2", text=HUMMING)
    assert other.press("Save", text=WHISTLING).status == 409
    assert "who whistle" in researcher.open("history").words


def test_a_translated_text_that_lost_its_blank_is_in_the_history(researcher):
    assert researcher.open("translations/cy").press("Save", **{"words.items.bt2.text": "Dim lle"}).status == 422
    assert "Dim lle" in researcher.open("history").words


def test_a_long_history_is_searched_and_turned_page_by_page(researcher):
    for number in range(52):
        researcher.save("items/bt2" if number else "items/cg2", text=f"people who hum {number}?")
    first, second = researcher.open("history").words, researcher.open("history?page=1").words
    assert ("Change 52" in first, "Change 2 " in first, "Change 2 " in second) == (True, False, True)
    assert "1 change" in researcher.open("history?search=cg2").words
