"""The outcomes named in the browser: their names, better ways and ends, their questions, and which of them leads."""

import html
import json
import re

import pytest

from evaluation.importing.map_toml import from_toml
from tests.importing.brought_words import files_asking, one_question, spread
from tests.staff_pages import post

LONELY, HOPE, TRUST = "How lonely do you feel (0-10)", "Hope (0-10)", "I trust people here (1-7)"


def asked():
    """Files of three questions."""
    lonely, hope, trust = spread(0, 10), spread(0, 10, seed=4), spread(1, 7, seed=5)
    later, hoped = spread(0, 10, moved=-2), spread(0, 10, seed=9)
    return files_asking(
        LONELY,
        HOPE,
        TRUST,
        answers=lambda n: [lonely[n], hope[n], trust[n]],
        after=lambda n: [later[n], hoped[n], trust[n]],
    )


@pytest.fixture
def at(bringer):
    """The address of three questions that were brought."""
    return bringer.brought([(each.name, each.content) for each in asked()])


def shown(bringer, at):
    """What stands in the form of the outcomes, as a browser would send it."""
    page = bringer.page(at)
    page = page[page.index('class="outcomes"') :]
    page = page[: page.index("</section>")]
    fields = dict(re.findall(r'<input form="settle" name="([^"]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select form="settle" name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        fields[name] = re.search(r'value="([^"]*)" selected', options)[1]
    fields["main"] = re.search(r'name="main" value="([^"]*)" checked', page)[1]
    return {name: html.unescape(value) for name, value in fields.items()}


def send(bringer, at, **changed):
    sent = shown(bringer, at) | {name.replace("_", "."): value for name, value in changed.items()}
    return bringer.press(at, do="outcomes", **sent)


def scales(bringer, at):
    with bringer.client.get(f"{at}/map.toml") as got:
        return from_toml(got.text).scales


def test_an_outcome_is_named_and_its_better_way_and_that_it_leads_are_in_the_map(bringer, at):
    assert send(bringer, at, label_0="Loneliness", better_0="lower", main="named.0").status_code == 303
    first = scales(bringer, at)[0]
    assert (first.label, first.direction, first.primary) == ("Loneliness", "lower", True)


def test_the_report_speaks_of_the_outcome_so(bringer, at):
    send(bringer, at, label_0="Loneliness", better_0="lower", main="named.0")
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


def read_of(bringer, at):
    with bringer.client.get(f"{at}/map.toml") as got:
        return from_toml(got.text)


def report_of(bringer, at):
    """The facts of a report and the words of its page."""
    made = bringer.made(at)
    with bringer.client.get(f"{made}/report.json") as facts, bringer.client.get(f"{made}/report.html") as page:
        return json.loads(facts.data), html.unescape(page.text)


def test_an_outcome_that_only_leads_was_not_named_before(bringer, at):
    send(bringer, at, main="1")
    found = read_of(bringer, at)
    assert (found.leads, [each.primary for each in found.scales]) == ("Hope", [False] * 3)
    assert shown(bringer, at)["main"] == "1"


def test_several_that_a_map_names_stay_named_until_another_leads(bringer, at):
    with bringer.client.get(f"{at}/map.toml") as got:
        given = got.text.replace('direction = "not stated"', 'direction = "higher"\nprimary = true', 2)
    files = [(each.name, each.content) for each in asked()]
    at = bringer.brought([*files, ("MAP.toml", given.encode())])
    send(bringer, at)
    assert [each.primary for each in scales(bringer, at)] == [True, True, False]
    send(bringer, at, main="named.2")
    assert [each.primary for each in scales(bringer, at)] == [False, False, True]


def test_the_report_leads_with_it_and_says_that_none_was_named(bringer, at):
    send(bringer, at, main="1", better_0="lower", better_1="higher")
    facts, page = report_of(bringer, at)
    assert next(iter(facts["outcomes"])) == "Hope"
    assert "No outcome was named as the main one before; whoever brought the answers put “Hope” first." in page


def test_it_is_tested_as_one_of_all_outcomes(bringer, at):
    send(bringer, at, main="0", better_0="lower")
    facts, _page = report_of(bringer, at)
    tested = facts["plan"]["family"]["how_lonely_do_you_feel"]
    assert tested["holm"] > tested["p"]


def test_one_that_was_named_before_is_tested_by_itself_and_the_report_says_who_says_so(bringer, at):
    send(bringer, at, main="named.0", better_0="lower")
    facts, page = report_of(bringer, at)
    tested = facts["plan"]["family"]["how_lonely_do_you_feel"]
    assert tested["holm"] == tested["p"]
    assert "Whoever brought the answers says that the main outcome was named before anybody saw them." in page


def test_an_outcome_that_leads_is_not_merged_away_without_a_word(bringer, at):
    answer = send(bringer, at, main="1", of_1="0")
    assert (answer.status_code, "“Hope” is to lead page 1, and no question counts in it" in answer.text) == (422, True)
    assert read_of(bringer, at).leads == ""


def test_one_whose_column_is_left_out_is_said_to_lead_no_more(bringer, at):
    send(bringer, at, main="1")
    page = f"{at}/columns"
    place = re.search(r'id="column-(\d+)">Hope', bringer.page(page))[1]
    post(bringer.client, page, page=page, **{f"role.{place}": "left_out"})
    assert "“Hope” was to lead page 1 and is no outcome any more" in bringer.page(at)
    assert read_of(bringer, at).leads == ""


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


WORDS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


@pytest.mark.parametrize(("changed", "end"), [({"high_0": "7"}, 7), ({"low_0": "0"}, 0)])
def test_ends_that_no_word_can_be_are_refused_with_a_sentence(bringer, changed, end):
    files = one_question("People here can be trusted", low=1, high=5, moved=1, words=WORDS)
    at = bringer.brought([(each.name, each.content) for each in files])
    answer = send(bringer, at, **changed)
    said = (
        f"Nobody can have answered {end} to “People here can be trusted”: its answers are words that stand for 1 to 5."
    )
    assert (answer.status_code, said in html.unescape(answer.text)) == (422, True)
    assert f'value="{end}"' in answer.text
    assert [(each.minimum, each.maximum) for each in scales(bringer, at)] == [(1, 5)]


def test_ends_that_are_typed_settle_what_they_could_be(bringer):
    answers, later = spread(1, 9), spread(1, 9, moved=1)
    files = files_asking("Hope", answers=lambda n: [answers[n]], after=lambda n: [later[n]])
    at = bringer.brought([(each.name, each.content) for each in files])
    assert "From which number to which could people choose" in bringer.page(at)
    send(bringer, at, low_0="1", high_0="9")
    assert "From which number to which could people choose" not in bringer.page(at)
    assert [(each.minimum, each.maximum) for each in scales(bringer, at)] == [(1, 9)]
