"""An evaluator puts brought answers into a study as an evening, sees it marked, and takes it out again."""

import html
import re
import uuid

import pytest

from evaluation.models import Experiment
from evaluation.store.studies.waves import wave_counts
from tests.bring.conftest import Bringer
from tests.old_answers.files_of_an_evening import FIRST_ALONE, LAST_ALONE, LIMITS, LINKED, PEOPLE, answers_of, files_of
from tests.staff_pages import desk_of, post


@pytest.fixture
def desk(settings, database, clock):
    return desk_of(settings, database, clock)


@pytest.fixture
def sqlite_desk(sqlite_settings, sqlite_database, clock):
    return desk_of(sqlite_settings, sqlite_database, clock)


class Keeper(Bringer):
    """An evaluator of a chapter who stores what they bring."""

    def __init__(self, desk):
        super().__init__(desk, desk.person("evaluator", chapter=desk.north))

    def page_of_evening(self, files=None, **fields):
        """Bring files; the address of the page that asks which evening they are."""
        brought = self.brought([(each.name, each.content) for each in files or files_of()], **fields)
        answer = self.press(brought, do="store", **self.ticked(brought))
        assert answer.location == f"{brought}/evening"
        return answer.location

    def store(self, at, **changed):
        """Send the form of that page as it stands, but for what is changed."""
        about = {"title": "Old hall", "date": "2024-05-14", "kind": "other", "language": "en"}
        sent = {"chapter": str(self.desk.north.id), **about, **self.offered(at), **changed}
        return post(self.client, at, page=at, **{name: value for name, value in sent.items() if value is not None})

    def offered(self, at):
        """The questions that the page has chosen for the columns, and the questionnaire."""
        page = self.page(at)
        chosen = dict.fromkeys(re.findall(r'<select name="(item\.\d+)"', page), "")
        for name in chosen:
            select = page[page.index(f'<select name="{name}"') :]
            found = re.search(r'<option value="([^"]*)" selected', select[: select.index("</select>")])
            chosen[name] = found[1] if found else ""
        return {"instrument": re.search(r'type="hidden" name="instrument" value="([^"]+)"', page)[1], **chosen}


def notice(answer):
    return html.unescape(re.search(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)[1])


def test_brought_answers_become_an_evening_and_are_held_no_longer(desk):
    keeper = Keeper(desk)
    at = keeper.page_of_evening(instrument="common-ground/1")
    answer = keeper.store(at)
    assert answer.status_code == 303, notice(answer)
    experiment = uuid.UUID(answer.location.rpartition("/")[2])
    with desk.services.database.reading() as db:
        made = db.get_one(Experiment, experiment)
        counts = wave_counts(db, [made.id])[made.id]
        assert (made.chapter_id, made.title, made.is_from_file) == (desk.north.id, "Old hall", True)
    assert (counts.pre, counts.post, counts.linked) == (PEOPLE - LAST_ALONE, PEOPLE - FIRST_ALONE, LINKED)
    assert keeper.client.get(at.removesuffix("/evening")).status_code == 404


def test_every_column_is_offered_as_the_question_that_it_names(sqlite_desk):
    keeper = Keeper(sqlite_desk)
    offered = keeper.offered(keeper.page_of_evening(instrument="common-ground/1"))
    assert sorted(value for name, value in offered.items() if name != "instrument") == sorted(LIMITS)


def test_it_is_marked_in_lists_and_taken_out_from_the_page_where_files_are_brought(sqlite_desk):
    keeper = Keeper(sqlite_desk)
    stored = keeper.store(keeper.page_of_evening(instrument="common-ground/1")).location
    for page in (stored, "/experiments", "/reports"):
        assert "from a file" in keeper.page(page), page
    there = re.search(r'href="(/bring/evenings/[^"]+/take-out)"', keeper.page("/bring"))[1]
    assert "All its answers are deleted" in keeper.page(there)
    assert post(keeper.client, there, page=there).location == "/bring"
    assert keeper.client.get(stored).status_code == 404
    assert "take-out" not in keeper.page("/bring")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"date": ""}, "Write the day on which people met."),
        ({"title": " "}, "Write what the evening is called"),
        ({"date": "2031-01-01"}, "is still to come"),
        ({"chapter": "south"}, "Choose the chapter"),
        ({"item.0": "bt2"}, "Two columns are given as bt2"),
        ({"instrument": "nothing/9"}, "nothing"),
        ({"language": "fr"}, "fr"),
    ],
)
def test_what_is_amiss_is_said_and_what_was_typed_stays(sqlite_desk, changed, said):
    keeper = Keeper(sqlite_desk)
    at = keeper.page_of_evening(instrument="common-ground/1")
    answer = keeper.store(at, place="x", **{"title": "My hall", **changed})
    assert (answer.status_code, said in notice(answer)) == (422, True), notice(answer)
    assert 'value="My hall"' in answer.text or "title" in changed
    assert keeper.client.get(at).status_code == 200, "the answers are still held"


def test_the_same_answers_are_refused_a_second_time(sqlite_desk):
    keeper = Keeper(sqlite_desk)
    keeper.store(keeper.page_of_evening(instrument="common-ground/1"))
    answer = keeper.store(keeper.page_of_evening(instrument="common-ground/1"), title="Again")
    assert "in the study already, as “Old hall”" in notice(answer)


def test_numbers_that_nobody_reached_are_taken_as_the_questionnaires_where_that_is_ticked(sqlite_desk):
    people = answers_of()
    for person in people:
        for form in person.values():
            form["bt1"] = 3 + form["bt1"] % 5
    keeper = Keeper(sqlite_desk)
    headings = {item: f"Statement {item}" for item in LIMITS if item != "bt1"}
    at = keeper.page_of_evening(files_of(people, headings=headings))
    columns = {name: "" for name in keeper.offered(at) if name != "instrument"} | {"item.0": "bt1"}
    assert "“bt1” is answered from 1 to 7 in the files, and bt1 from 0 to 10" in notice(keeper.store(at, **columns))
    assert keeper.store(at, same_numbers="yes", lacking="yes", **columns).status_code == 303


def test_another_evaluators_evening_is_not_there(sqlite_desk):
    keeper = Keeper(sqlite_desk)
    stored = keeper.store(keeper.page_of_evening(instrument="common-ground/1")).location.rpartition("/")[2]
    other = sqlite_desk.signed_in("evaluator", chapter=sqlite_desk.south)
    there = f"/bring/evenings/{stored}/take-out"
    assert (other.get(there).status_code, post(other, there).status_code) == (404, 404)
    assert "Old hall" not in other.get("/bring").text


NEVER_OFFERED = ("Reopen After", "Reopen Before", "takes answers as before", "Paper forms", "Print pack", "Open After")


def test_its_page_and_today_offer_nothing_that_would_take_answers_there(sqlite_desk):
    keeper = Keeper(sqlite_desk)
    stored = keeper.store(keeper.page_of_evening(instrument="common-ground/1")).location
    for client in (sqlite_desk.signed_in("organiser", chapter=sqlite_desk.north), keeper.client):
        for page in (stored, f"/?evening={stored.rpartition(chr(47))[2]}"):
            shown = client.get(page).text
            assert "Old hall" in shown
            assert [words for words in NEVER_OFFERED if words in shown] == [], page
