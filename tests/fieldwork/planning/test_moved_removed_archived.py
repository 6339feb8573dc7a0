"""An evening that was removed or moved is put back within ten minutes; one that is archived, at any time."""

import html
import re

import pytest
from werkzeug.test import Client

from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import Card, EveningKey, Experiment, LearningUnit, RemovedExperiment, Wave, WavePress
from evaluation.store.log.audit_entries import latest_entries
from tests.fieldwork.conftest import Evening


@pytest.fixture
def evening(mounted):
    return Evening(mounted.desk)


@pytest.fixture
def organiser(mounted):
    return mounted.person("org@example.org", "organiser", study=mounted.desk.study)


@pytest.fixture
def at(evening):
    return f"/staff/experiments/{evening.id}"


def read(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


def kept(evening):
    """All rows of the evening, by table."""
    with evening.database.reading() as db:
        columns = {each: each.metadata.tables[each.__tablename__].columns.keys() for each in TABLES}
        return {
            each.__tablename__: sorted(
                str([getattr(row, name) for name in columns[each]]) for row in db.query(each).all()
            )
            for each in TABLES
        }


TABLES = (Experiment, Wave, Card, EveningKey, WavePress, LearningUnit)


@pytest.fixture
def removed(evening, organiser, at):
    """An evening with cards, a key and a press, removed; what there was before."""
    evening.cards(3)
    organiser.post(f"{at}/key", page=f"{at}/key")
    for move in ("open", "close"):
        organiser.post(f"{at}/waves/pre/{move}", page=at)
    before = kept(evening)
    organiser.post(f"{at}/remove", page=f"{at}/remove")
    return before


def test_a_removed_evening_is_put_back_as_it_was(removed, evening, organiser, at, mounted):
    assert Client(mounted.application).get(f"/{evening.words}").status_code == 404
    assert "Put North Hall back" in organiser.get("/staff/experiments").text
    answer = organiser.post(f"/staff/experiments/{evening.id}/remove/undo")
    assert (answer.status_code, answer.headers["Location"]) == (303, at)
    assert kept(evening) == removed
    assert Client(mounted.application).get(f"/{evening.words}").status_code == 200


def test_the_list_says_once_that_an_evening_was_removed(evening, organiser, at):
    organiser.post(f"{at}/remove", page=f"{at}/remove")
    assert read(organiser.get("/staff/experiments")).count("North Hall was removed.") == 1


def test_the_address_of_a_removed_evening_says_so_and_puts_it_back(removed, evening, organiser, at, clock):
    page = organiser.get(at)
    assert [page.status_code, "North Hall was removed." in read(page)] == [410, True]
    assert f'action="{at}/remove/undo"' in page.text
    clock.advance(minutes=11)
    assert organiser.get(at).status_code == 404


def test_after_ten_minutes_it_is_gone_for_good(removed, evening, organiser, clock, mounted):
    clock.advance(minutes=11)
    assert "Put North Hall back" not in organiser.get("/staff/experiments").text
    assert organiser.post(f"/staff/experiments/{evening.id}/remove/undo").status_code == 404
    keep_time(mounted.services)
    with evening.database.reading() as db:
        assert db.query(RemovedExperiment).count() == 0


def test_somebody_of_another_chapter_neither_sees_it_nor_puts_it_back(removed, evening, mounted):
    other = mounted.person("south@example.org", "organiser", chapter=mounted.desk.south)
    assert "Put North Hall back" not in other.get("/staff/experiments").text
    assert other.post(f"/staff/experiments/{evening.id}/remove/undo").status_code == 404


def test_removing_and_putting_back_stand_in_the_log(removed, evening, organiser):
    organiser.post(f"/staff/experiments/{evening.id}/remove/undo")
    with evening.database.reading() as db:
        entries = latest_entries(db, limit=2, subject=f"experiment {evening.id}")
    assert [each.action for each in entries] == ["removal taken back", "experiment removed"]
    assert all(each.account_id for each in entries)


# Moved


def undo_of(page):
    """The form that takes a move back: what it sends."""
    found = re.search(r'name="entry" value="(\d+)"', page.text)
    return {"entry": found[1]} if found else None


def test_a_move_to_another_chapter_is_taken_back(evening, organiser, at, mounted):
    organiser.post(f"{at}/move", page=at, chapter=str(mounted.desk.south.id))
    page = organiser.get(f"{at}/arrange")
    assert "It was moved from North." in read(page)
    organiser.post(f"{at}/move/undo", page=at, **undo_of(page))
    assert evening.row().chapter_id == mounted.desk.north.id
    assert undo_of(organiser.get(f"{at}/arrange")) is None


def test_who_does_not_reach_the_chapter_it_came_from_does_not_move_it_back(evening, organiser, at, mounted):
    organiser.post(f"{at}/move", page=at, chapter=str(mounted.desk.south.id))
    form = undo_of(organiser.get(f"{at}/arrange"))
    other = mounted.person("south@example.org", "organiser", chapter=mounted.desk.south)
    assert undo_of(other.get(f"{at}/arrange")) is None
    other.post(f"{at}/move/undo", page=at, **form)
    assert evening.row().chapter_id == mounted.desk.south.id


def moved_to(organiser, at, **changed):
    page = organiser.get(f"{at}/arrange").text
    from lxml import html as documents

    (form,) = [each for each in documents.fromstring(page).forms if "before" in each.fields]
    answer = organiser.client.post(f"{at}/arrange", data={**dict(form.form_values()), **changed})
    assert answer.status_code == 303


def test_another_day_and_other_hours_are_taken_back_together(evening, organiser, at):
    moved_to(organiser, at, date="2026-05-14", starts="18:00", ends="20:00")
    before = evening.row()
    moved_to(organiser, at, date="2026-06-04", starts="19:00", ends="21:30")
    page = organiser.get(f"{at}/arrange")
    assert "it was planned for 14 May 2026" in read(page)
    organiser.post(f"{at}/move/undo", page=at, **undo_of(page))
    after = evening.row()
    assert (after.date, after.starts_at, after.ends_at) == (before.date, before.starts_at, before.ends_at)
    assert undo_of(organiser.get(f"{at}/arrange")) is None


def test_a_move_of_long_ago_or_one_that_another_came_after_is_not(evening, organiser, at, clock, mounted):
    moved_to(organiser, at, date="2026-06-04")
    first = undo_of(organiser.get(f"{at}/arrange"))
    moved_to(organiser, at, date="2026-06-11")
    organiser.post(f"{at}/move/undo", page=at, **first)
    assert evening.row().date.isoformat() == "2026-06-11"
    clock.advance(minutes=11)
    assert undo_of(organiser.get(f"{at}/arrange")) is None


def test_another_title_is_no_move(evening, organiser, at):
    moved_to(organiser, at, title="Great Hall")
    assert undo_of(organiser.get(f"{at}/arrange")) is None


# Archived


def listed(organiser, query=""):
    return read(organiser.get(f"/staff/experiments{query}")).partition("Result")[2]


def test_an_archived_evening_is_in_no_list_but_found_by_filter_and_search(evening, organiser, at):
    assert organiser.post(f"{at}/archive", page=at).status_code == 303
    assert "<h1>South Hall</h1>" in organiser.get("/staff/").text
    assert "North Hall" not in listed(organiser)
    assert "North Hall" in listed(organiser, "?state=archived")
    assert "North Hall" in listed(organiser, "?search=north")


def test_it_is_put_back_at_any_time(evening, organiser, at, clock):
    organiser.post(f"{at}/archive", page=at)
    clock.advance(minutes=25)
    assert "Put it back into the lists" in organiser.get(f"{at}/remove").text
    organiser.post(f"{at}/archive/undo", page=at)
    assert "North Hall" in listed(organiser)


def test_one_that_is_under_way_is_not_archived(evening, organiser, at):
    evening.open("pre")
    answer = organiser.post(f"{at}/archive", page=at)
    assert (answer.status_code, "cannot be archived" in answer.text) == (422, True)


def test_its_answers_stay_in_reports(evening, organiser, at, mounted):
    from evaluation.models import Study
    from evaluation.store.reports.gather import gather_study

    organiser.post(f"{at}/archive", page=at)
    with evening.database.reading() as db:
        study = db.get_one(Study, mounted.desk.study.id)
        assert "North Hall" in [each.title for each in gather_study(db, study).experiments]


def test_an_archived_evening_is_said_to_be_and_does_not_open_until_it_is_put_back(evening, organiser, at):
    organiser.post(f"{at}/archive", page=at)
    shown = organiser.get(at).text
    refused = organiser.post(f"{at}/waves/pre/open", page=at)
    assert (refused.status_code, "is archived" in refused.text, evening.wave("pre").is_open()) == (422, True, False)
    assert ("It was archived on" in shown, f'action="{at}/archive/undo"' in shown) == (True, True)
    organiser.post(f"{at}/archive/undo", page=at)
    organiser.post(f"{at}/waves/pre/open", page=at)
    assert ("It was archived on" in organiser.get(at).text, evening.wave("pre").is_open()) == (False, True)


def test_one_with_an_open_wave_is_in_the_lists_though_it_is_archived(evening, organiser, clock):
    evening.open("pre")
    evening.change(archived_at=clock())
    assert "<h1>North Hall</h1>" in organiser.get("/staff/").text
    assert "North Hall" in listed(organiser)
