"""The seating plan's pages: typed, changed, taken back, printed, and told what is wrong in a sentence."""

import io
import re

import pytest
from pypdf import PdfReader

from evaluation.cli.operations.worker import HANDLERS
from evaluation.fieldwork.projector.seats_shown import seats_shown
from evaluation.jobs.leased_job import Pace, WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.models import AuditEntry, SeatingVersion
from evaluation.seating.seating_plan import stored_plan
from evaluation.store.evening.seating_versions import current_seating
from tests.staff_pages import post

GROUPS = "Mosque 14\nSchool: 9\nParish, 7"


@pytest.fixture
def at(evening):
    """The address of the page."""
    return f"/experiments/{evening.id}/seating"


@pytest.fixture
def sent(organiser, at):
    """Send a form of the page with the version that the page shows."""

    def send(part="", **fields):
        shown = re.search(r'name="shown" value="(\d+)"', organiser.get(at).text)[1]
        return post(organiser, at + part, **{"shown": shown, **fields})

    return send


@pytest.fixture
def plan(evening):
    """The plan that holds."""

    def current():
        with evening.database.reading() as db:
            found = current_seating(db, evening.row())
        return stored_plan(found.plan) if found else None

    return current


def test_groups_and_numbers_make_a_plan(sent, plan):
    sent(groups=GROUPS, rounds="4")
    assert (plan().groups, plan().sizes, len(plan().rounds)) == (("Mosque", "School", "Parish"), (14, 9, 7), 4)


def test_the_page_shows_who_sits_at_each_table_of_the_round_that_is_asked_for(organiser, sent, plan, at):
    sent(groups=GROUPS, rounds="4")
    shown = re.findall(r"Table (\d+)</span>\s*<b>([^<]+)</b>", organiser.get(f"{at}?round=3").text)
    labels = plan().labels
    third = [" · ".join(labels[person] for person in table) for table in plan().rounds[2]]
    assert shown == [(str(number), people) for number, people in enumerate(third, start=1)]


def test_hosts_and_guests_of_the_record_stand_in_the_form(organiser, evening, at):
    evening.change(hosts=8, guests=21, planned_rounds=6)
    page = organiser.get(at).text
    assert ("Hosts 8\nGuests 21" in page, 'value="6"' in page) == (True, True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"groups": "Mosque\nSchool 9", "rounds": "4"}, "“Mosque” has no number"),
        ({"groups": "Mosque 4\nmosque 9", "rounds": "4"}, "stands there twice"),
        ({"groups": "Mosque 0\nSchool 9", "rounds": "4"}, "between 1 and 600 people"),
        ({"groups": "A -3\nSchool 9", "rounds": "4"}, "“A -3”: a number of people has no minus sign"),
        ({"groups": "A: −3\nSchool 9", "rounds": "4"}, "“A: −3”: a number of people has no minus sign"),
        ({"groups": "A --3\nSchool 9", "rounds": "4"}, "“A --3”: a number of people has no minus sign"),
        ({"groups": "A 3.5\nSchool 9", "rounds": "4"}, "“A 3.5” has no number"),
        ({"groups": "Mosque 9", "rounds": "4"}, "a plan takes 2 to 40"),
        ({"groups": GROUPS, "rounds": "many"}, "Give the number of rounds"),
        ({"groups": "", "rounds": "4"}, "a plan can be made for 4 to 600"),
        ({"groups": "x" * 61 + " 4\nSchool 3", "rounds": "4"}, "use at most 60 letters"),
    ],
)
def test_what_makes_no_plan_is_refused_in_a_sentence(sent, fields, said):
    answer = sent(**fields)
    assert (answer.status_code, said in answer.text) == (422, True)


@pytest.mark.parametrize("line", ["Mosque - 14", "Mosque-14", "Mosque – 14", "Mosque: 14"])
def test_a_stroke_may_part_a_name_from_its_number(sent, plan, line):
    sent(groups=f"{line}\nSchool 9", rounds="4")
    assert (plan().groups, plan().sizes) == (("Mosque", "School"), (14, 9))


def test_what_was_typed_is_given_back_where_it_is_refused(sent):
    page = sent(groups="Mosque\nSchool 9", rounds="7").text
    assert ("Mosque\nSchool 9</textarea>" in page, 'value="7"' in page) == (True, True)


def test_a_late_comer_is_seated_from_the_round_on_that_was_said(sent, plan):
    sent(groups=GROUPS, rounds="4")
    before = plan()
    sent("/change", before="3", arrivals="mosque 1")
    assert (plan().rounds[:2], plan().labels[-1]) == (before.rounds[:2], "A15")


def test_a_late_comer_may_be_told_by_the_letter_of_the_group(sent, plan):
    sent(groups=GROUPS, rounds="4")
    sent("/change", before="3", arrivals="C 2")
    assert plan().sizes == (14, 9, 9)


def test_the_numbers_of_late_comers_are_told(organiser, sent, at):
    sent(groups=GROUPS, rounds="4")
    sent("/change", before="3", arrivals="Mosque 2")
    assert "The new numbers are A15, A16." in organiser.get(at).text


def test_who_leaves_has_no_seat_from_then_on(sent, plan):
    sent(groups=GROUPS, rounds="4")
    sent("/change", before="2", leavers="a3, B2")
    gone = {plan().labels.index("A3"), plan().labels.index("B2")}
    assert gone.isdisjoint(plan().present)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"before": "2", "leavers": "Z9"}, "Z9 is nobody&#39;s number here"),
        ({"before": "9", "leavers": "A1"}, "Choose a round between 1 and 4"),
        ({"before": "2"}, "Say who comes or who leaves"),
        ({"before": "2", "arrivals": "somebody"}, "has no number"),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_a_sentence(sent, fields, said):
    sent(groups=GROUPS, rounds="4")
    answer = sent("/change", **fields)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_nobody_leaves_twice(sent):
    sent(groups=GROUPS, rounds="4")
    sent("/change", before="2", leavers="A3")
    assert "A3 left before." in sent("/change", before="3", leavers="A3").text


def test_the_last_change_is_taken_back(sent, plan):
    sent(groups=GROUPS, rounds="4")
    before = plan()
    sent("/change", before="2", leavers="A3")
    sent("/take-back")
    assert plan() == before


def test_a_plan_that_is_taken_away_is_brought_back_as_it_was(organiser, sent, plan, at):
    sent(groups=GROUPS, rounds="4")
    before = plan()
    sent("/take-away")
    away, page = plan(), organiser.get(at).text
    sent("/take-back")
    assert (away, plan() == before) == (None, True)
    assert "The plan was taken away at" in page
    assert "Bring the plan back" in page


def test_taking_the_plan_away_is_asked_about_and_says_which_round_is_on(organiser, sent, evening, at, press):
    sent(groups=GROUPS, rounds="4")
    asked = organiser.get(at).text.partition("<summary>Take this plan away</summary>")[2]
    assert f'action="{at}/take-away"' in asked.partition("</details>")[0]
    for move in ("waves/pre/open", "waves/pre/close", "rounds/1/start"):
        press(f"/experiments/{evening.id}/{move}")
    assert "Round 1 is on, and people sit by this plan." in organiser.get(at).text


def test_the_first_plan_is_no_change_that_is_taken_back(organiser, sent, plan, at):
    sent(groups=GROUPS, rounds="4")
    answer = sent("/take-back")
    assert (answer.status_code, plan() is None) == (422, False)
    assert "Take back" not in organiser.get(at).text


def test_what_is_taken_back_is_named(organiser, sent, at):
    sent(groups=GROUPS, rounds="4")
    named = []
    for part, fields in (("/change", {"before": "2", "leavers": "A3"}), ("", {"groups": GROUPS, "rounds": "3"})):
        sent(part, **fields)
        named += re.findall(r"<button class=\"small\">(Take back[^<]+)<", organiser.get(at).text)
    sent("/take-away")
    sent(groups=GROUPS, rounds="3")
    named += re.findall(r"<button class=\"small\">(Take back[^<]+)<", organiser.get(at).text)
    assert named == [
        "Take back the change from round 2 on",
        "Take back that all rounds were made anew",
        "Take back that this plan was made",
    ]


def test_what_was_taken_away_can_neither_be_changed_nor_taken_away_again(sent):
    sent(groups=GROUPS, rounds="4")
    sent("/take-away")
    again = [sent("/change", before="2", leavers="A3"), sent("/take-away")]
    assert [each.status_code for each in again] == [422, 422]


def test_two_who_change_one_plan_do_not_lose_the_first_change(sent, plan):
    sent(groups=GROUPS, rounds="4")
    sent("/change", before="2", leavers="A3")
    before = plan()
    answer = sent("/change", shown="1", before="2", leavers="A4")
    said = "The plan was changed at 18:30 by you, after this page was opened."
    assert (answer.status_code, said in answer.text, plan()) == (422, True, before)


@pytest.fixture
def worked(desk):
    """Do what waits, as a worker does."""
    return lambda: len(work_off(WorkerContext(services=desk.services, handlers=HANDLERS, pace=Pace(beat=0.1))))


def test_the_sheets_name_every_table_and_every_person(organiser, sent, at, worked):
    sent(groups=GROUPS, rounds="3")
    sent("/print")
    worked()
    content = organiser.get(f"{at}.pdf", buffered=True).data
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert [label for label in ("Round 3", "Table 15", "A14", "B9", "C7") if label not in text] == []


def test_sheets_that_are_asked_for_twice_are_made_once(sent, worked):
    sent(groups=GROUPS, rounds="3")
    sent("/print")
    sent("/print")
    assert worked() == 1


def test_the_page_says_that_sheets_wait_and_then_offers_them(organiser, sent, at, worked):
    sent(groups=GROUPS, rounds="3")
    sent("/print")
    waiting = organiser.get(at).text
    worked()
    assert ("The sheets wait" in waiting, "Download the sheets" in organiser.get(at).text) == (True, True)


def test_a_changed_plan_is_printed_anew(organiser, sent, at, worked):
    sent(groups=GROUPS, rounds="3")
    sent("/print")
    worked()
    sent("/change", before="2", leavers="A3")
    assert organiser.get(f"{at}.pdf").status_code == 404


def test_there_are_no_sheets_without_a_plan(organiser, at):
    assert organiser.get(f"{at}.pdf").status_code == 404


def test_a_comparison_group_has_no_seating_plan(organiser, evening, at):
    evening.change(role="comparison")
    assert "A comparison group has no seating plan" in organiser.get(at).text


def test_what_is_kept_of_people_is_numbers(sent, evening):
    sent(groups=GROUPS, rounds="3")
    with evening.database.reading() as db:
        kept = db.query(SeatingVersion).one().plan
    assert (sorted(kept), {type(each) for each in kept["people"]}) == (["groups", "people", "rounds"], {int})


def test_each_change_is_written_down_with_its_numbers(sent, evening):
    sent(groups=GROUPS, rounds="4")
    sent("/change", before="2", leavers="A3", arrivals="School 1")
    sent("/take-back")
    with evening.database.reading() as db:
        entries = [entry.action for entry in db.query(AuditEntry).order_by(AuditEntry.number)]
    assert [each for each in entries if each.startswith("seating")] == [
        "seating planned",
        "seating changed",
        "seating taken back",
    ]


def test_an_evening_that_is_removed_takes_its_plans_along(organiser, sent, evening):
    sent(groups=GROUPS, rounds="4")
    post(organiser, f"/experiments/{evening.id}/remove")
    with evening.database.reading() as db:
        assert db.query(SeatingVersion).count() == 0


# While a round is on


@pytest.fixture
def in_round(organiser, evening, press, clock):
    """Open and close Before, and start so many rounds of five."""

    def start(number):
        evening.change(planned_rounds=5, minutes_a_round=9)
        home = f"/experiments/{evening.id}"
        for step in ("waves/pre/open", "waves/pre/close", *(f"rounds/{each}/start" for each in range(1, number + 1))):
            press(f"{home}/{step}")
            clock.advance(minutes=1)

    return start


def test_a_plan_made_in_round_2_holds_from_round_3_on(organiser, at, sent, in_round, evening):
    in_round(2)
    sent(groups=GROUPS, rounds="5")
    told = " ".join(organiser.get(at).text.split())
    assert "Round 2 is on. The plan below holds from round 3 on" in told
    shown = [seats_in(evening, number) is None for number in (1, 2, 3, 4)]
    assert shown == [True, True, False, False]


def test_a_plan_made_once_after_has_opened_says_that_the_rounds_are_over(organiser, at, sent, in_round, press):
    in_round(2)
    press(f"{at.removesuffix('/seating')}/waves/post/open")
    refused = sent(groups=GROUPS, rounds="2").text
    assert "Round 2 had begun as After opened: give more rounds than that." in refused
    sent(groups=GROUPS, rounds="5")
    told = " ".join(organiser.get(at).text.split())
    assert "After has opened, so the rounds are over: nobody is seated by this plan now." in told
    assert ("If After is taken back, it holds from round 3 on." in told, "is on." in told) == (True, False)


def seats_in(evening, number):
    with evening.database.reading() as db:
        return seats_shown(db, evening.row(), number)


@pytest.fixture
def rounds_printed(organiser, sent, at, worked):
    """The numbers of the rounds that the sheets and slips name."""

    def numbers():
        sent("/print")
        worked()
        pages = PdfReader(io.BytesIO(organiser.get(f"{at}.pdf", buffered=True).data)).pages
        return sorted(set(re.findall(r"Round (\d)", " ".join(page.extract_text() for page in pages))))

    return numbers


def test_the_sheets_of_a_plan_made_in_round_2_begin_with_round_3(sent, in_round, rounds_printed):
    in_round(2)
    sent(groups=GROUPS, rounds="5")
    assert rounds_printed() == ["3", "4", "5"]


def test_the_sheets_of_a_plan_changed_in_round_2_begin_with_round_3(sent, in_round, rounds_printed):
    sent(groups=GROUPS, rounds="5")
    in_round(2)
    sent("/change", before="3", arrivals="School 1")
    assert rounds_printed() == ["3", "4", "5"]


def test_a_plan_made_anew_in_round_2_leaves_people_where_they_sit(sent, in_round, evening):
    sent(groups=GROUPS, rounds="5")
    before = [seats_in(evening, number).tables for number in (1, 2)]
    in_round(2)
    sent(groups="Mosque 20\nSchool 20", rounds="5")
    assert [seats_in(evening, number).tables for number in (1, 2)] == before
    assert sum(len(people.split(" · ")) for _table, people in seats_in(evening, 3).tables) == 40


def test_a_plan_that_would_hold_from_no_round_on_is_refused(sent, plan, in_round):
    in_round(2)
    answer = sent(groups=GROUPS, rounds="2")
    assert (answer.status_code, "give more rounds than that" in answer.text, plan()) == (422, True, None)


def test_a_late_comer_is_not_seated_in_the_round_that_is_on(organiser, at, sent, plan, in_round):
    sent(groups=GROUPS, rounds="5")
    in_round(2)
    before = plan()
    assert "<option selected>3</option>" in organiser.get(at).text
    answer = sent("/change", before="2", arrivals="mosque 1")
    assert (answer.status_code, "choose a later round" in answer.text, plan()) == (422, True, before)


def test_the_wall_names_slips_and_sheets_only_where_some_were_asked_for(organiser, at, sent, in_round, evening):
    sent(groups="Hosts 70\nGuests 70", rounds="3")
    slips = "Your table stands on your slip and on the sheets on the wall."
    needed = "So many tables cannot be read from the last row of a hall"
    page = organiser.get(at).text
    in_round(1)
    wall = organiser.get(f"/experiments/{evening.id}/screen").text
    assert (needed in page, slips in wall) == (True, False)
    assert "Ask whoever runs the meeting for your table." in wall
    sent("/print")
    wall = organiser.get(f"/experiments/{evening.id}/screen").text
    assert (needed in organiser.get(at).text, slips in wall) == (False, True)
