"""The outcomes named in the browser: their names, better ways and ends, their questions, and which of them leads."""

import html
import json
import re

import pytest

from evaluation.importing.map_toml import from_toml
from tests.importing.brought_words import files_asking, spread
from tests.staff_pages import post

LONELY, HOPE, TRUST = "How lonely do you feel (0-10)", "Hope (0-10)", "I trust people here (1-7)"


@pytest.fixture
def at(bringer):
    """The address of three questions that were brought."""
    lonely, hope, trust = spread(0, 10), spread(0, 10, seed=4), spread(1, 7, seed=5)
    later = spread(0, 10, moved=-2)
    files = files_asking(
        LONELY,
        HOPE,
        TRUST,
        answers=lambda n: [lonely[n], hope[n], trust[n]],
        after=lambda n: [later[n], hope[n], trust[n]],
    )
    return bringer.brought([(each.name, each.content) for each in files])


def shown(bringer, at):
    """What stands in the form of the outcomes, as a browser would send it."""
    page = bringer.page(at)
    page = page[page.index('class="outcomes"') :]
    page = page[: page.index("</form>")]
    fields = dict(re.findall(r'<input name="([^"]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        fields[name] = re.search(r'value="([^"]*)" selected', options)[1]
    fields["main"] = re.search(r'name="main" value="(\d*)" checked', page)[1]
    return {name: html.unescape(value) for name, value in fields.items()}


def send(bringer, at, **changed):
    sent = shown(bringer, at) | {name.replace("_", "."): value for name, value in changed.items()}
    return post(bringer.client, f"{at}/outcomes", page=at, **sent)


def scales(bringer, at):
    with bringer.client.get(f"{at}/map.toml") as got:
        return from_toml(got.text).scales


def test_an_outcome_is_named_and_its_better_way_and_that_it_leads_are_in_the_map(bringer, at):
    assert send(bringer, at, label_0="Loneliness", better_0="lower", main="0").status_code == 303
    first = scales(bringer, at)[0]
    assert (first.label, first.direction, first.primary) == ("Loneliness", "lower", True)


def test_the_report_speaks_of_the_outcome_so(bringer, at):
    send(bringer, at, label_0="Loneliness", better_0="lower", main="0")
    with bringer.client.get(f"{bringer.made(at)}/report.json") as got:
        facts = json.loads(got.data)
    assert facts["report"]["headline"] == "People reported less loneliness afterwards"
    assert facts["outcomes"]["how_lonely_do_you_feel"]["headline_of"]["welcome"] == "down"


def test_what_is_sent_as_it_stands_changes_no_outcome(bringer, at):
    before = scales(bringer, at)
    send(bringer, at)
    assert scales(bringer, at) == before


def test_ends_are_corrected(bringer, at):
    send(bringer, at, low_2="0", high_2="10")
    assert [(each.minimum, each.maximum) for each in scales(bringer, at)] == [(0, 10)] * 3


def test_questions_are_joined_into_one_outcome_and_parted_again(bringer, at):
    send(bringer, at, of_1="0")
    assert [len(each.items) for each in scales(bringer, at)] == [2, 1]
    send(bringer, at, of_1="alone")
    assert [each.items for each in scales(bringer, at)] == [
        ("how_lonely_do_you_feel",),
        ("i_trust_people_here",),
        ("Hope",),
    ]


def test_a_question_is_turned_round_in_its_outcome(bringer, at):
    send(bringer, at, of_1="0", turned_1="yes")
    assert scales(bringer, at)[0].reverse == {"Hope"}


def test_it_is_taken_back(bringer, at):
    before = scales(bringer, at)
    send(bringer, at, label_0="Loneliness", of_1="0")
    bringer.press(at, do="undo")
    assert scales(bringer, at) == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"label_0": " "}, "Give each outcome a name"),
        ({"low_0": "ten"}, "needs a lowest answer"),
        ({"low_0": "10", "high_0": "0"}, "needs a lowest answer"),
        ({"high_0": "5"}, "How lonely do you feel"),
        ({"of_2": "0"}, "questions of one outcome need the same numbers"),
    ],
)
def test_what_cannot_be_so_is_given_back_with_a_sentence(bringer, at, changed, said):
    before = scales(bringer, at)
    answer = send(bringer, at, label_1="Hopefulness", **changed)
    notice = re.search(r'<div class="notice error" role="alert">(.*?)</div>', answer.text, re.DOTALL)
    assert (answer.status_code, said in html.unescape(notice[1])) == (422, True)
    assert 'value="Hopefulness"' in answer.text
    assert scales(bringer, at) == before


def test_ends_that_are_typed_settle_what_they_could_be(bringer):
    answers, later = spread(1, 9), spread(1, 9, moved=1)
    files = files_asking("Hope", answers=lambda n: [answers[n]], after=lambda n: [later[n]])
    at = bringer.brought([(each.name, each.content) for each in files])
    assert "From which number to which could people choose" in bringer.page(at)
    send(bringer, at, low_0="1", high_0="9")
    assert "From which number to which could people choose" not in bringer.page(at)
    assert [(each.minimum, each.maximum) for each in scales(bringer, at)] == [(1, 9)]
