"""A comparison group on the organiser's pages: asked twice, with no word of a workshop."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from evaluation.domain.errors import Refused
from evaluation.fieldwork.print_pack.pack_pdf import SHEETS_FIRST, _markup
from evaluation.fieldwork.print_pack.print_facts import print_facts
from evaluation.models import Experiment
from evaluation.store.paper.print_packs import PrintedPart
from evaluation.store.studies.experiments import change_experiment
from tests.fieldwork.test_new_experiment import begin, made
from tests.staff_pages import post


@pytest.fixture
def comparison(evening):
    evening.change(role="comparison", title="Library readers")
    return evening


def page(organiser, evening, part=""):
    return organiser.get(f"/experiments/{evening.id}{part}").text


def test_it_is_chosen_when_the_experiment_is_made_and_has_no_rounds(desk, organiser, clock):
    clock.advance(minutes=1)
    begin(organiser, desk, role="comparison", planned_rounds="5")
    assert (made(desk).role, made(desk).planned_rounds) == ("comparison", None)


def test_an_experiment_is_a_workshop_unless_said(desk, organiser, clock):
    clock.advance(minutes=1)
    begin(organiser, desk)
    assert made(desk).role == "workshop"


def test_it_can_be_changed_until_before_opens(evening, press):
    fields = {"title": "North Hall", "date": "2026-05-14", "kind": "assembly", "role": "comparison"}
    assert press(f"/experiments/{evening.id}/arrange", **fields).status_code == 303
    assert evening.row().role == "comparison"


def test_once_before_has_opened_it_stays_and_the_page_says_why(evening, press, organiser):
    evening.open("pre")
    shown = page(organiser, evening, "/arrange")
    fields = {"title": "North Hall", "date": "2026-05-14", "kind": "weaving_trust", "role": "comparison"}
    answer = press(f"/experiments/{evening.id}/arrange", **fields)
    assert ("decided before anybody answers" in shown, 'name="role"' in shown) == (True, False)
    assert (answer.status_code, "decided before anybody answers" in answer.text) == (422, True)
    assert evening.row().role == "workshop"


def test_what_is_neither_is_refused(evening):
    with pytest.raises(Refused, match="neither a workshop nor a comparison"), evening.database.transaction() as db:
        change_experiment(db, db.get_one(Experiment, evening.id), facts={"role": "control"})


def test_the_database_keeps_nothing_else(evening):
    with pytest.raises(DBAPIError), evening.database.transaction() as db:
        db.execute(text("UPDATE experiment SET role = 'control'"))


def test_a_copy_is_a_comparison_group_too(comparison, desk, clock):
    clock.advance(days=30)
    post(desk.signed_in("organiser", chapter=desk.north), f"/experiments/{comparison.id}/copy")
    assert made(desk).role == "comparison"


@pytest.mark.parametrize("part", ["", "/pack", "/arrange", "/screen"])
@pytest.mark.parametrize("wave", [None, "pre", "post"])
def test_no_page_speaks_of_a_workshop(comparison, organiser, part, wave):
    if wave:
        comparison.open("pre")
    if wave == "post":
        comparison.open("post")
    shown = re.sub(r'<input type="hidden"[^>]*>', "", page(organiser, comparison, part)).lower()
    words = ("one-to-one", "rounds", "host script", "record of the event", "the first bell", "talk now", "came")
    assert [word for word in words if word in shown] == []


def test_between_the_two_nobody_is_told_to_talk(comparison, organiser):
    comparison.open("pre")
    comparison.close("pre")
    assert "Talk now" not in page(organiser, comparison, "/screen")


def test_its_page_and_the_lists_say_what_it_is(comparison, organiser):
    comparison.change(date=None)
    shown = [page(organiser, comparison), organiser.get("/experiments").text]
    assert ["Comparison group" in each for each in shown] == [True, True]


def test_afterwards_nobody_is_asked_how_many_came(comparison, organiser):
    for wave in ("pre", "post"):
        comparison.open(wave)
        comparison.answered(1, wave)
    comparison.close("post")
    shown = page(organiser, comparison)
    assert ("how many people came" in shown, "no report of its own" in shown) == (False, True)


@pytest.mark.parametrize("part", ["script", "record"])
def test_what_a_workshop_has_is_refused_in_a_sentence(comparison, organiser, part):
    answer = organiser.get(f"/experiments/{comparison.id}/{part}")
    assert (answer.status_code, "comparison group" in answer.text) == (422, True)


def test_who_came_cannot_be_recorded(comparison, press):
    assert "nothing to record" in press(f"/experiments/{comparison.id}/record", page="/account", came="12").text
    assert comparison.row().came is None


def test_its_people_stand_by_themselves_in_the_counts_of_a_chapter(comparison, organiser):
    comparison.change(came=30)
    comparison.open("pre")
    comparison.answered(7)
    shown = organiser.get("/experiments/by-chapter").text
    cells = re.findall(r'data-label="([^"]+)">([^<\s]+)', shown.partition(">North<")[2].partition("</tr>")[0])
    assert dict(cells) | {"Comparison group": "0"} == dict(cells)
    assert {dict(cells)[name] for name in ("Experiments", "Before", "After", "Linked")} == {"0"}
    assert dict(cells)["Came"] == "–"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_poster_names_it_and_nothing_of_an_evening(comparison, clock, language):
    with comparison.database.reading() as db:
        facts = print_facts(db, db.get_one(Experiment, comparison.id), base_url="http://localhost")
    facts = facts.only_in(language)
    shown = _markup(facts, at=clock(), two_stacks=False, sections=SHEETS_FIRST[PrintedPart.POSTER])
    name = {"en": "Comparison group", "cy": "Grŵp cymharu"}[language]
    unwanted = {"en": ("about today", "this meeting"), "cy": ("am heddiw", "cyfarfod hwn")}[language]
    assert (name in shown, [each for each in unwanted if each in shown], "Host script" in shown) == (True, [], False)
