"""Keying on the page: what two passes read differently is asked exactly once, and both passes are kept."""

import random
import re
from html import unescape

import pytest

from evaluation.models import Experiment, MemoryAnswer, Response, SheetPass
from evaluation.store.linking.cards import issue_cards
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.studies import add_study
from tests.hall import NOON
from tests.staff_pages import post


@pytest.fixture
def keyer(desk):
    return desk.signed_in("organiser", chapter=desk.north)


def pile(client, evening, sheets):
    """Begin a pile; the address of its first sheet."""
    made = post(client, f"/experiments/{evening.id}/paper", wave="pre", sheets=str(sheets))
    return client.get(made.headers["Location"]).headers["Location"]


def first_of_twenty(keyer, evening, *, first, second):
    """Two people key the first of twenty sheets, and nothing stands in the way of its decision."""
    address, other = pile(keyer, evening, 20), evening.desk.signed_in("organiser", chapter=evening.desk.north)
    assert post(keyer, address, page=address, **first).status_code == 303
    assert "second pass" in other.get(address).text
    assert post(other, address, page=address, **second).status_code == 303
    return address


FIRST = {"agreed": "yes", "bt1": "7", "bt2": "6", "bt3": "5", "cg2": "4", "an1": "d", "ag1": "3", "incomplete": "yes"}
"""What was read from a sheet, and that the rest is blank there."""


def responses(evening):
    with evening.database.reading() as db:
        return db.query(Response).all()


def test_an_incomplete_sheet_is_asked_about_before_it_is_kept(keyer, evening):
    """Enter in the first field sends the form with one answer."""
    address = pile(keyer, evening, 2)
    asked = post(keyer, address, page=address, agreed="yes", bt1="7")
    fields = set(re.findall(r'<input id="f-(\w+)"', asked.text)) - {"code"}
    assert re.search(rf"{len(fields) - 1} questions are empty: keep it so\?", asked.text)
    assert ('name="bt1" value="7"' in asked.text, responses(evening)) == (True, [])
    assert post(keyer, address, page=address, agreed="yes", bt1="7", incomplete="yes").status_code == 303
    assert [row.answers for row in responses(evening)] == [{"bt1": 7}]


def test_a_whole_sheet_is_kept_without_a_question(keyer, evening):
    address = pile(keyer, evening, 1)
    fields = set(re.findall(r'<input id="f-(\w+)"', keyer.get(address).text)) - {"code"}
    assert post(keyer, address, page=address, agreed="yes", **dict.fromkeys(fields, "d")).status_code == 303


def test_enter_without_a_script_presses_the_button_that_asks(keyer, evening):
    """A browser presses the form's first button."""
    address = pile(keyer, evening, 1)
    page = post(keyer, address, page=address, agreed="yes", bt1="7").text
    buttons = re.findall(r"<button[^>]*>", page.partition('autocomplete="off"')[2])
    assert ["incomplete" in button for button in buttons[:2]] == [False, True]


def test_a_figure_that_no_answer_has_is_told_with_those_that_can_be_keyed(keyer, evening):
    address = pile(keyer, evening, 1)
    allowed = re.search(r'id="h-bt1"[^>]*>([^<]+)', keyer.get(address).text)[1]
    page = post(keyer, address, page=address, **FIRST | {"bt1": "11"}).text
    assert allowed == "0 to 10, or d"
    assert f": key one of these: {allowed}." in page
    assert "Choose one of the answers shown" not in page


def test_a_code_that_no_card_has_is_named_along_with_a_figure_that_no_answer_has(keyer, evening):
    address = pile(keyer, evening, 1)
    page = unescape(post(keyer, address, page=address, **FIRST | {"code": "XXX XXX XXX", "bt1": "11"}).text)
    said = "'XXX XXX XXX' is not a code of this experiment", ": key one of these: 0 to 10, or d."
    assert [sentence in page for sentence in said] == [True, True]
    assert responses(evening) == []


@pytest.fixture
def card_of_another(desk):
    """A card of the southern chapter's evening."""
    with desk.services.database.transaction() as db:
        return issue_cards(db, db.get_one(Experiment, desk.there.id), count=1, now=NOON, rng=random.Random(1))[0]


def keyed_here(client, evening, code):
    """What somebody reads who keys a form with a code at the northern evening."""
    address = pile(client, evening, 1)
    return unescape(post(client, address, page=address, **FIRST | {"code": code}).text)


def test_of_a_card_of_another_evening_it_is_said_that_the_form_is_keyed_there(keyer, evening, card_of_another):
    page = keyed_here(keyer, evening, card_of_another)
    assert "is not a code of this experiment but that of a card of another evening: key the form there." in page
    assert ("leave it blank" in page, "South Hall" in page, responses(evening)) == (False, False, [])


def test_whoever_sees_that_evening_is_told_its_title(desk, evening, card_of_another):
    page = keyed_here(desk.signed_in("organiser", study=desk.study), evening, card_of_another)
    assert "a card of another evening, “South Hall”: key the form there." in page


def test_a_card_of_another_study_is_no_code_at_all(desk, keyer, evening, card_of_another):
    with desk.services.database.transaction() as db:
        study = add_study(db, "Another study", now=NOON)
        there = db.get_one(Experiment, desk.there.id)
        there.chapter_id, there.study_id = add_chapter(db, study, name="East", now=NOON).id, study.id
    assert "leave it blank where the form has none" in keyed_here(keyer, evening, card_of_another)


def test_a_few_sheets_are_keyed_once_and_become_answers(keyer, evening):
    address = pile(keyer, evening, 2)
    post(keyer, address, page=address, **FIRST)
    with evening.database.reading() as db:
        (row,) = db.query(Response)
    assert (row.mode, row.answers["bt1"], row.answers["an1"], "cg3" in row.answers) == ("paper", 7, "declined", False)


def test_the_second_pass_shows_nothing_of_the_first(desk, keyer, evening):
    address = pile(keyer, evening, 20)
    post(keyer, address, page=address, **FIRST)
    page = desk.signed_in("organiser", chapter=desk.north).get(address).text.partition("</main>")[0]
    assert set(re.findall(r'name="(?!csrf_token)\w+" value="([^"]*)"', page)) == {""}


def test_who_keyed_a_sheet_first_is_told_that_somebody_else_keys_it_again(keyer, evening):
    address = pile(keyer, evening, 20)
    post(keyer, address, page=address, **FIRST)
    page = keyer.get(address).text
    assert ("The second pass is for somebody else" in page, 'name="bt1"' in page) == (True, False)
    refused = post(keyer, address, page=f"/experiments/{evening.id}/paper", **FIRST)
    assert "somebody else, who has not seen it, keys it again" in refused.text


def test_going_on_leads_past_sheets_that_wait_for_somebody_else(keyer, evening):
    address = pile(keyer, evening, 20)
    for number in range(1, 21):
        post(keyer, f"{address.rpartition('/')[0]}/{number}", page=address.rpartition("/")[0] + "/20", **FIRST)
    led = keyer.get(address.rpartition("/")[0], follow_redirects=True)
    assert "20 sheets wait for their second pass by somebody else than you." in led.text


def test_memory_questions_are_keyed_where_the_forms_ask_them_and_kept_as_hashes(keyer, evening):
    evening.change(options={"memory_questions": True})
    address = pile(keyer, evening, 1)
    post(keyer, address, page=address, **FIRST, **{"memory-carer_letter": "M", "memory-phone_digits": "07"})
    with evening.database.reading() as db:
        (kept,) = db.query(MemoryAnswer)
    assert (len(kept.carer_letter), len(kept.phone_digits), kept.town_letter) == (32, 32, None)


def test_two_passes_that_differ_in_three_fields_ask_for_exactly_those_three(keyer, evening):
    second = {**FIRST, "bt1": "8", "bt3": "", "cg2": "5"}
    address = first_of_twenty(keyer, evening, first=FIRST, second=second)
    asked = re.findall(r'id="decide-(\w+)"', keyer.get(address).text)
    assert sorted(asked) == ["bt1", "bt3", "cg2"]


def test_what_was_decided_becomes_the_answer_and_both_passes_stay(keyer, evening):
    second = {**FIRST, "bt1": "8", "bt3": "", "cg2": "5"}
    address = first_of_twenty(keyer, evening, first=FIRST, second=second)
    post(keyer, address, page=address, bt1="second", bt3="first", cg2="first")
    with evening.database.reading() as db:
        (row,) = db.query(Response)
        passes = {kept.number: kept.fields for kept in db.query(SheetPass)}
    assert (row.answers["bt1"], row.answers["bt3"], row.answers["cg2"]) == (8, 5, 4)
    assert (passes[1]["bt1"], passes[2]["bt1"]) == (7, 8)


def test_a_field_left_undecided_is_asked_for_again(keyer, evening):
    address = first_of_twenty(keyer, evening, first=FIRST, second={**FIRST, "bt1": "8", "cg2": "5"})
    again = post(keyer, address, page=address, bt1="second")
    assert (again.status_code, "cg2 still needs a decision" in again.text) == (200, True)


def test_a_value_that_the_form_does_not_have_is_refused_and_what_was_typed_stays(keyer, evening):
    address = pile(keyer, evening, 1)
    page = post(keyer, address, page=address, agreed="yes", bt1="12", cg2="4").text
    assert 'name="cg2" value="4"' in page
    assert "notice error" in page


def test_the_error_rate_stands_on_the_page(keyer, evening):
    address = first_of_twenty(keyer, evening, first=FIRST, second={**FIRST, "bt1": "8"})
    post(keyer, address, page=address, bt1="second")
    assert re.search(
        r"1 of \d+ fields that were keyed twice were wrong", keyer.get(f"/experiments/{evening.id}/paper").text
    )


@pytest.mark.parametrize("sheets", ["0", "many", "501"])
def test_a_pile_that_cannot_be_is_refused(keyer, evening, sheets):
    assert post(keyer, f"/experiments/{evening.id}/paper", wave="pre", sheets=sheets).status_code == 422


def test_the_quality_panel_names_the_paper_errors_and_gives_no_answer_away(desk, keyer, evening):
    address = first_of_twenty(keyer, evening, first=FIRST, second={**FIRST, "bt1": "8"})
    post(keyer, address, page=address, bt1="second")
    page = desk.signed_in("evaluator", chapter=desk.north).get(f"/experiments/{evening.id}/quality").text
    assert "Looked for: A field of a paper form was keyed wrongly the first time" in page
    assert re.search(r"\d\.\d % \(\d\.\d to \d+\.\d\)", page)


def test_the_headline_is_not_shown_while_a_wave_is_open(desk, evening):
    evening.open("pre")
    page = desk.signed_in("evaluator", chapter=desk.north).get(f"/experiments/{evening.id}/quality").text
    assert "a report is never live" in page


def test_nothing_of_the_answers_is_told_where_too_few_answered_both_times(desk, evening):
    evening.open("pre")
    evening.answered(8)
    evening.close("pre")
    page = desk.signed_in("evaluator", chapter=desk.north).get(f"/experiments/{evening.id}/quality").text
    assert "Fewer than 5 people answered both times, so nothing of their answers is told." in page
    assert ("best possible score" in page, "a third of the questions" in page) == (False, False)


def test_a_form_whose_box_is_not_marked_is_not_counted_and_that_is_said(keyer, evening):
    address = pile(keyer, evening, 3)
    said = []
    for number, stands in enumerate(("blank", "no", "yes"), start=1):
        at = f"{address.rpartition('/')[0]}/{number}"
        kept = post(keyer, at, page=at, **{**FIRST, "agreed": stands})
        said.append(keyer.get(kept.location, follow_redirects=True).text)
    assert ["has no consent: it is not counted" in page for page in said] == [True, True, False]
    assert [row.answers["bt1"] for row in responses(evening)] == [7]
    with evening.database.reading() as db:
        assert db.query(SheetPass).count() == 1


def test_a_sheet_keyed_by_mistake_goes_without_a_word_about_consent(keyer, evening):
    address = pile(keyer, evening, 1)
    post(keyer, address, page=address, **FIRST)
    assert "Is there no such form here" in keyer.get(address).text
    post(keyer, f"{address}/again", page=address, reason="It is a form of another evening")
    kept = post(keyer, address, page=address, agreed="none")
    said = keyer.get(kept.location, follow_redirects=True).text
    assert ("Sheet 1 is of no form" in said, "has no consent" in said, responses(evening)) == (True, False, [])


def test_a_sheet_that_was_said_to_be_of_no_form_is_keyed_after_all(keyer, evening):
    address = pile(keyer, evening, 1)
    post(keyer, address, page=address, agreed="none")
    post(keyer, f"{address}/again", page=address, reason="The form was found")
    post(keyer, address, page=address, **FIRST)
    assert [row.answers["bt1"] for row in responses(evening)] == [7]


def test_the_box_of_consent_has_to_be_keyed(keyer, evening):
    address = pile(keyer, evening, 1)
    answer = post(keyer, address, page=address, **{**FIRST, "agreed": ""})
    assert "Say how the box of consent stands" in answer.text
    assert responses(evening) == []


def test_whether_somebody_agreed_is_decided_where_the_two_passes_differ(keyer, evening):
    address = first_of_twenty(keyer, evening, first=FIRST, second={**FIRST, "agreed": "blank"})
    page = keyer.get(address).text
    assert "Is the box of consent marked?" in page
    names = set(re.findall(r'type="radio" name="([^"]+)"', page))
    post(keyer, address, page=address, **dict.fromkeys(names, "first"))
    assert [row.answers["bt1"] for row in responses(evening)] == [7]


@pytest.fixture
def answered_already(keyer, evening):
    """The second sheet of a pile, keyed with the code of the first one's card, and the code that it really has."""
    card, other = evening.cards(2)
    first = pile(keyer, evening, 2)
    post(keyer, first, page=first, code=card, **FIRST)
    address = f"{first.rpartition('/')[0]}/2"
    return address, other, post(keyer, address, page=address, code=card, **{**FIRST, "bt1": "3"})


def test_a_sheet_whose_card_had_answered_stays_in_sight_and_can_be_corrected(keyer, evening, answered_already):
    address, other, kept = answered_already
    assert kept.location == address
    assert "Was the code or a figure misread? Key it anew here." in keyer.get(address).text
    assert f'href="{address}"' in keyer.get(f"/experiments/{evening.id}/paper").text
    sums = keyer.get(f"/experiments/{evening.id}/links").text
    assert "Paper sheets kept beside other answers" in sums
    post(keyer, f"{address}/again", page=address, reason="The code was misread")
    post(keyer, address, page=address, code=other, **{**FIRST, "bt1": "3"})
    assert len(responses(evening)) == 2
    assert "Paper sheets kept beside other answers" not in keyer.get(f"/experiments/{evening.id}/links").text


def keyed_with(keyer, at, number, **fields):
    """What somebody reads once a sheet of a pile is keyed."""
    address = f"{at.rpartition('/')[0]}/{number}"
    return keyer.get(post(keyer, address, page=address, **FIRST | fields).location, follow_redirects=True).text


def test_a_sheet_that_is_the_same_as_another_of_its_card_is_said_to_be_counted_once(keyer, evening):
    card, other = evening.cards(2)
    at = pile(keyer, evening, 4)
    said = [keyed_with(keyer, at, number, code=card) for number in (1, 2, 3)]
    said.append(keyed_with(keyer, at, 4, code=other))
    counted = [
        re.findall(r"Sheet (\d) is the same as sheet (\d) of this card: it is counted once", page) for page in said
    ]
    assert counted == [[], [("2", "1")], [("3", "1")], []]
    assert len(responses(evening)) == 2


def test_a_sheet_whose_code_was_misread_is_counted_once_it_is_keyed_anew(keyer, evening):
    card, other = evening.cards(2)
    at = pile(keyer, evening, 2)
    for number in (1, 2):
        keyed_with(keyer, at, number, code=card)
    second = f"{at.rpartition('/')[0]}/2"
    post(keyer, f"{second}/again", page=second, reason="The code was misread")
    assert "counted once" not in keyed_with(keyer, at, 2, code=other)
    assert len(responses(evening)) == 2


def test_a_form_that_contradicts_itself_says_what_to_do(keyer, evening):
    address = pile(keyer, evening, 1)
    page = post(keyer, address, page=address, **{**FIRST, "bt1": "99"}).text
    assert "Leave that field blank, and write the sheet" in page
