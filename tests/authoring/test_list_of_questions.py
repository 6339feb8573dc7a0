"""All questions of a draft in one list: found, moved to any place, duplicated, several at once, without a script."""

import pytest
from lxml import html

from evaluation.store.instruments.drafts import Writer, add_draft
from tests.authoring.researching import Drafting, Researcher
from tests.authoring.test_long_drafts import long_version


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def _order(drafting):
    return [item.id for item in drafting.version().items]


def _shown(researcher):
    return html.fromstring(researcher.text).xpath("//table//input[@type='checkbox']/@value")


def test_every_question_is_listed_in_its_order(drafting, researcher):
    assert _shown(researcher.open("questions")) == _order(drafting)


def test_questions_are_found_by_words_and_by_wave(drafting, researcher):
    assert _shown(researcher.open("questions?search=NERVOUS")) == ["an1"]
    asked = [item.id for item in drafting.version().items if "then" in item.waves]
    assert _shown(researcher.open("questions?wave=then")) == asked


def test_a_place_typed_into_its_row_moves_a_question_there_and_focus_stays_with_it(drafting, researcher):
    last = _order(drafting)[-1]
    researcher.open("questions").press("Put them in their places", **{f"place.{last}": "1"})
    assert (_order(drafting)[0], f"{last} is now question 1 of" in researcher.words) == (last, True)
    (focused,) = html.fromstring(researcher.text).xpath("//*[@autofocus]/@name")
    assert focused == f"place.{last}"


def test_a_place_counts_from_the_order_that_was_shown(drafting, researcher):
    order = _order(drafting)
    researcher.open("questions")
    drafting.researcher("second@example.org").open("items/bt1").press(f"Move {order[1]} up")
    researcher.press("Put them in their places", **{f"place.{order[-1]}": "1"})
    assert _order(drafting) == [order[-1], order[1], order[0], *order[2:-1]]


@pytest.mark.parametrize("to", ["1", "3", "999"])
def test_several_are_moved_together_in_the_order_they_have(drafting, researcher, to):
    order = _order(drafting)
    chosen = [order[4], order[1]]
    others = [name for name in order if name not in chosen]
    researcher.open("questions").press("Move", chosen=chosen, to=to)
    before = min(int(to) - 1, len(others))
    assert _order(drafting) == [*others[:before], order[1], order[4], *others[before:]]


def test_what_is_duplicated_stands_after_its_original_with_an_id_of_its_own(drafting, researcher):
    order = _order(drafting)
    researcher.open("questions").press("Duplicate", chosen=["bt2", "an1"])
    places = {"bt2": "bt2_2", "an1": "an1_2"}
    assert _order(drafting) == [each for name in order for each in (name, places.get(name)) if each]
    found = drafting.version().items_by_id
    assert found["bt2_2"] == found["bt2"].model_copy(update={"id": "bt2_2"})
    researcher.press("Duplicate", chosen=["bt2"])
    assert "bt2_3" in _order(drafting)


def test_several_are_taken_out_at_once_and_come_back_by_one_undo(drafting, researcher):
    before = drafting.version()
    researcher.open("questions").press("Take out", chosen=["op1", "pa1"])
    assert {"op1", "pa1"} & set(_order(drafting)) == set()
    researcher.press("Undo my last change")
    assert (drafting.version(), researcher.address.endswith("/questions")) == (before, True)


def test_what_a_scale_needs_stays_and_nothing_else_goes(drafting, researcher):
    before = drafting.version()
    researcher.open("questions").press("Take out", chosen=["bt2", "pa1"])
    assert (drafting.version(), "the scale 'bridging_trust' needs this item" in researcher.words) == (before, True)


def test_a_press_without_a_tick_or_a_place_says_what_is_wanted(drafting, researcher):
    before = drafting.version()
    researcher.open("questions").press("Duplicate")
    assert "Tick the questions first" in researcher.words
    researcher.press("Move", chosen=["bt2"], to="")
    assert (drafting.version(), "Say to which place" in researcher.words) == (before, True)


def test_of_three_hundred_questions_the_last_goes_first_by_two_keys(drafting, researcher, clock):
    with drafting.database.transaction() as db:
        row = add_draft(db, long_version(300), based_on=None, translations=(), writer=Writer("-", "somebody", clock()))
    long = Researcher(researcher.browser, row.id).open("questions")
    long.press("Put them in their places", **{"place.q299": "1"})
    assert (long.status, _shown(long)[:2]) == (200, ["q299", "q0"])


def test_enter_in_move_to_place_moves_those_ticked(drafting, researcher):
    last = _order(drafting)[-1]
    page = html.fromstring(researcher.open("questions").text)
    by_enter = next(page.get_element_by_id("list").iter("button")).text_content()
    researcher.press(by_enter, chosen=[last], to="1")
    assert (_order(drafting)[0], f"{last} is now question 1 of" in researcher.words) == (last, True)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"chosen": ["an1"]}, "Nothing was moved. Type another place"),
        ({"to": "3"}, "Tick the questions first."),
        ({"chosen": ["an1"], "place.bt2": "first"}, "Say to which place: a number from 1 to"),
    ],
)
def test_enter_that_moves_nothing_says_why_and_gives_back_what_was_ticked_and_typed(drafting, researcher, filled, said):
    order = _order(drafting)
    researcher.open("questions").press("Put them in their places", **filled)
    page = html.fromstring(researcher.text)
    ticked = page.xpath("//table//input[@type='checkbox'][@checked]/@value")
    assert (_order(drafting), said in researcher.words) == (order, True)
    assert (ticked, page.get_element_by_id("to").value) == (filled.get("chosen", []), filled.get("to", ""))


def test_a_press_without_a_tick_gives_the_place_back_and_one_without_a_place_the_ticks(researcher):
    researcher.open("questions").press("Move", to="2")
    assert html.fromstring(researcher.text).get_element_by_id("to").value == "2"
    researcher.open("questions").press("Move", chosen=["an1", "bt2"])
    assert html.fromstring(researcher.text).xpath("//table//input[@checked]/@value") == ["bt2", "an1"]


def test_what_a_scale_needs_is_not_taken_out_with_others_and_stays_ticked(drafting, researcher):
    order = _order(drafting)
    researcher.open("questions").press("Take out", chosen=["pa1", "an1"])
    assert (researcher.status, _order(drafting)) == (200, order)
    assert "needs this item; take it out there first" in researcher.words
    assert html.fromstring(researcher.text).xpath("//table//input[@checked]/@value") == ["an1", "pa1"]
