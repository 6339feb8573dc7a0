"""A new experiment in three answers, and a copy in one press."""

import random
import re
from datetime import UTC, date, datetime

import pytest
from lxml import html

from evaluation.models import Experiment, InstrumentVersion, Wave
from evaluation.store.instruments.publishing import sign
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.waves import waves_of
from instruments import published, translation
from tests.staff_pages import post


def made(desk):
    with desk.services.database.reading() as db:
        return db.query(Experiment).order_by(Experiment.created_at.desc(), Experiment.title).first()


def begin(client, desk, **answers):
    fields = {
        "title": "St Mary's Hall",
        "date": "2026-06-11",
        "starts": "18:30",
        "ends": "20:30",
        "expected": "40",
        "chapter": str(desk.north.id),
        "kind": "weaving_trust",
        **answers,
    }
    return post(client, "/experiments/new", page="/experiments/new", **fields)


def test_three_answers_make_an_experiment(desk, organiser, clock):
    clock.advance(minutes=1)
    page = organiser.get(begin(organiser, desk).headers["Location"]).text
    row = made(desk)
    assert (row.title, row.expected, row.slug in page) == ("St Mary's Hall", 40, True)


def test_hours_are_those_of_the_clock_in_the_hall(desk, organiser, clock):
    clock.advance(minutes=1)
    begin(organiser, desk)
    assert made(desk).starts_at == datetime(2026, 6, 11, 17, 30, tzinfo=UTC)  # British Summer Time


def test_an_evening_may_end_after_midnight(desk, organiser, clock):
    clock.advance(minutes=1)
    begin(organiser, desk, ends="00:30")
    assert made(desk).ends_at == datetime(2026, 6, 11, 23, 30, tzinfo=UTC)


def test_a_learning_module_asks_its_own_questionnaire(desk, organiser, clock):
    clock.advance(minutes=1)
    begin(organiser, desk, kind="learning_module")
    with desk.services.database.reading() as db:
        wave = next(iter(waves_of(db, made(desk)).values()))
        assert db.get_one(InstrumentVersion, wave.instrument_version_id).instrument == "learning-module"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"title": " "}, "what it is called"), ({"date": ""}, "which day"), ({"expected": "0"}, "Between 1 and 5000")],
)
def test_what_is_missing_is_said_and_nothing_is_made(desk, organiser, wrong, said):
    page = begin(organiser, desk, **wrong).text
    assert said in page
    with desk.services.database.reading() as db:
        assert db.query(Experiment).count() == 2


def test_nothing_is_made_in_another_chapter(desk, organiser):
    begin(organiser, desk, chapter=str(desk.south.id))
    with desk.services.database.reading() as db:
        assert db.query(Experiment).count() == 2


def test_the_rest_is_filled_in_from_the_chapters_last_evening(evening, organiser):
    evening.change(place="Leeds", minutes_a_round=7, planned_rounds=5, kind="assembly")
    page = organiser.get("/experiments/new").text
    filled = re.findall(r'value="(Leeds|7|5)"', page)
    assert sorted(filled) == ["5", "7", "Leeds"]
    assert re.search(r'<option selected value="assembly"|<option value="assembly" selected', page)


def test_a_copy_is_today_with_an_address_of_its_own_and_no_counts(desk, evening, press, clock):
    evening.change(
        came=38, place="Leeds", starts_at=datetime(2026, 5, 1, 17, 30, tzinfo=UTC), options={"hold_after": True}
    )
    evening.open("pre")
    clock.advance(days=30)
    fresh_client = desk.signed_in("organiser", chapter=desk.north)
    post(fresh_client, f"/experiments/{evening.id}/copy")
    row = made(desk)
    assert (row.title, row.place, row.date, row.expected) == ("North Hall", "Leeds", clock().date(), 38)
    assert (row.slug != evening.words, row.came, row.options) == (True, None, {})
    assert row.starts_at == datetime(2026, 6, 13, 17, 30, tzinfo=UTC)
    with desk.services.database.reading() as db:
        assert db.query(Wave).filter(Wave.experiment_id == row.id, Wave.opened_at.is_not(None)).count() == 0


def test_changing_an_evening_keeps_what_was_not_asked(evening, press, organiser):
    evening.change(notes="kept", came=12)
    fields = {
        "title": "Renamed",
        "date": "2026-05-14",
        "kind": "assembly",
        "languages": ["en", "cy"],
        "study_cards": "y",
    }
    assert press(f"/experiments/{evening.id}/arrange", **fields).status_code == 303
    row = evening.row()
    assert (row.title, row.languages, row.notes, row.came) == ("Renamed", ["en", "cy"], "kept", 12)
    assert row.options["study_cards"] is True


def test_memory_questions_cannot_begin_once_before_was_opened(evening, press):
    evening.open("pre")
    fields = {"title": "North Hall", "date": "2026-05-14", "kind": "assembly", "memory": "y"}
    answer = press(f"/experiments/{evening.id}/arrange", **fields)
    assert (answer.status_code, "asked of everyone or of no one" in answer.text) == (422, True)


def test_the_record_of_the_event_is_kept_and_names_both_units_of_conversations(evening, press, organiser):
    page = f"/experiments/{evening.id}/record"
    assert press(page, came="54", hosts="20", guests="34", actual_rounds="5", notes="Loud.").status_code == 303
    assert (evening.row().came, evening.row().notes) == (54, "Loud.")
    assert "270 person-conversations, or 135 one-to-ones counted as pairs" in organiser.get(page).text


def test_a_record_with_a_number_below_nought_is_refused(evening, press):
    assert "A number from 0 on" in press(f"/experiments/{evening.id}/record", came="-1").text
    assert evening.row().came is None


def test_one_of_several_chapters_is_chosen_by_hand_and_nothing_is_taken_from_anothers_evening(desk, evening):
    evening.change(place="Leeds", minutes_a_round=7, planned_rounds=5, kind="assembly")
    page = desk.signed_in("organiser").get("/experiments/new").text
    chapter = re.search(r'<select[^>]*name="chapter".*?</select>', page, re.DOTALL)[0]
    assert re.search(r'<option[^>]*value=""[^>]*>Choose the chapter', chapter)
    assert re.findall(r'value="(Leeds|7|5)"', page) == []


def test_an_experiment_without_its_chapter_is_not_made_and_what_was_typed_is_given_back(desk, evening):
    both = desk.signed_in("organiser")
    answer = begin(both, desk, chapter="", title="Mill Hall, spring")
    assert "Please choose the chapter." in answer.text
    assert 'value="Mill Hall, spring"' in answer.text
    with desk.services.database.reading() as db:
        assert db.query(Experiment).filter_by(title="Mill Hall, spring").count() == 0


def test_where_several_chapters_can_be_chosen_the_questions_name_the_one_that_is(desk, clock):
    """Not the place of another chapter's last evening: its people would be asked about strangers."""
    both = desk.signed_in("organiser")
    begin(both, desk, place="Northtown")
    clock.advance(minutes=1)
    page = both.get("/experiments/new").text
    assert 'value="Northtown"' not in page
    begin(both, desk, chapter=str(desk.south.id), place="")
    assert made(desk).place == ""


def another(desk, clock, chapter, **about):
    """An evening that a chapter has had."""
    with desk.services.database.transaction() as db:
        version = version_in_use(db, "common-ground", now=clock())
        about = {"kind": "house_meeting", "title": "At Amira's", **about}
        hours = {name: about.pop(name) for name in ("starts_at", "ends_at") if name in about}
        row = add_experiment(db, chapter, version=version, now=clock(), rng=random.Random(5), **about)
        for name, value in hours.items():
            setattr(row, name, value)


def filled(page):
    """What the fields of the form hold."""
    (form,) = html.fromstring(page).xpath("//main//form[.//*[@name='title']]")
    return dict(form.form_values())


def test_the_chosen_chapters_last_evening_is_the_example(desk, evening, clock):
    evening.change(place="Leeds", came=31, date=date(2026, 5, 7))
    another(desk, clock, desk.south, place="Hove")
    page = desk.signed_in("organiser").get(f"/experiments/new?chapter={desk.north.id}").text
    fields = filled(page)
    assert [fields[name] for name in ("title", "place", "expected", "chapter")] == [
        "North Hall",
        "Leeds",
        "31",
        str(desk.north.id),
    ]


def test_the_last_evening_is_that_of_the_latest_day_whenever_it_was_written_down(desk, evening, organiser, clock):
    evening.change(title="The last one", date=date(2026, 5, 12))
    clock.advance(minutes=1)
    begin(organiser, desk, title="An older one", date="2026-04-02")
    assert filled(organiser.get("/experiments/new").text)["title"] == "The last one"


CHECK = "check how it is written"


def test_a_place_that_is_taken_over_is_asked_about(evening, organiser):
    seen = []
    for place in ("", "Alder Vail"):
        evening.change(place=place)
        seen.append(CHECK in organiser.get("/experiments/new").text)
    copied = post(organiser, f"/experiments/{evening.id}/copy", on="2026-06-01")
    assert (
        "The place is copied too: “Alder Vail”. Is it written right?" in organiser.get(copied.headers["Location"]).text
    )
    assert seen == [False, True]


def test_the_hours_are_those_of_the_chapters_last_of_that_kind(desk, evening, organiser, clock):
    evening.change(starts_at=datetime(2026, 5, 14, 18, tzinfo=UTC), ends_at=datetime(2026, 5, 14, 20, tzinfo=UTC))
    clock.advance(minutes=1)
    at = {"starts_at": datetime(2026, 5, 1, 9, tzinfo=UTC), "ends_at": datetime(2026, 5, 1, 10, 30, tzinfo=UTC)}
    another(desk, clock, desk.north, date=date(2026, 5, 14), **at)
    latest = filled(organiser.get("/experiments/new").text)
    trust = filled(organiser.get(f"/experiments/new?chapter={desk.north.id}&kind=weaving_trust").text)
    assert [(each["kind"], each["starts"], each["ends"]) for each in (latest, trust)] == [
        ("house_meeting", "10:00", "11:30"),
        ("weaving_trust", "19:00", "21:00"),
    ]


def test_a_chapters_first_evening_has_a_title_to_begin_with(desk, organiser):
    fields = filled(organiser.get("/experiments/new?kind=assembly").text)
    assert (fields["title"], fields["kind"]) == ("Assembly, North", "assembly")


def test_the_languages_that_are_live_can_be_chosen_and_are_as_at_the_last(desk, evening, organiser, clock):
    assert 'type="checkbox" name="languages"' not in " ".join(organiser.get("/experiments/new").text.split())
    with desk.services.database.transaction() as db:
        sign(db, translation("common-ground", newest(), "cy"), by="A second person", now=clock())
    assert checked(organiser.get("/experiments/new").text) == {"en": True, "cy": False}
    evening.change(languages=["cy"])
    assert checked(organiser.get("/experiments/new").text) == {"en": False, "cy": True}
    clock.advance(minutes=1)
    begin(organiser, desk, languages=["en", "cy"])
    assert made(desk).languages == ["en", "cy"]


def checked(page):
    boxes = html.fromstring(page).xpath("//input[@name='languages' and @type='checkbox']")
    return {box.get("value"): box.checked for box in boxes}


def newest():
    return max(each.number for each in published() if each.id == "common-ground")


@pytest.mark.parametrize(("day", "said"), [("0026-05-14", "too far away"), ("soon", "is not a day")])
def test_a_copy_to_a_day_that_is_none_is_refused_in_words(desk, evening, press, day, said):
    answer = press(f"/experiments/{evening.id}/copy", on=day)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_a_copy_on_a_day_that_has_one_of_its_name_is_asked_about_and_then_numbered(desk, evening, press, organiser):
    address, day = f"/experiments/{evening.id}/copy", evening.row().date.isoformat()
    asked = press(address, on=day)
    assert (asked.status_code, f"/experiments/{evening.id}" in asked.text, titles(desk)) == (409, True, ["North Hall"])
    assert "There is already one of this name on that day: make another?" in asked.text
    meant = dict(html.fromstring(asked.text).xpath("//main//form[.//*[@name='another']]")[0].form_values())
    assert [post(organiser, address, **meant).status_code for _press in range(2)] == [303, 303]
    assert titles(desk) == ["North Hall", "North Hall 2"]


def test_the_question_about_a_copy_loaded_again_leads_back(evening, organiser):
    assert organiser.get(f"/experiments/{evening.id}/copy").headers["Location"].endswith(f"/experiments/{evening.id}")


def titles(desk):
    with desk.services.database.reading() as db:
        rows = db.query(Experiment).filter_by(chapter_id=desk.north.id)
        return sorted(row.title for row in rows)


def count(desk):
    with desk.services.database.reading() as db:
        return db.query(Experiment).filter_by(title="St Mary's Hall").count()


def test_a_second_one_of_a_name_on_a_day_is_asked_about_once(desk, organiser):
    first = begin(organiser, desk).headers["Location"]
    asked = begin(organiser, desk)
    kept = (asked.status_code, count(desk))
    assert (kept, first in asked.text) == ((409, 1), True)
    assert "There is already one of this name on that day: make another?" in asked.text
    assert begin(organiser, desk, another="yes").status_code == 303
    assert count(desk) == 2


@pytest.mark.parametrize(
    ("held", "proposed"),
    [
        (["St Mary's Hall"], "St Mary's Hall 2"),
        (["St Mary's Hall", "St Mary's Hall 2"], "St Mary's Hall 3"),
        (["Route 66"], "Route 66 2"),
    ],
)
def test_the_next_one_of_a_day_is_named_with_a_number(desk, organiser, clock, held, proposed):
    for title in held:
        clock.advance(minutes=1)
        begin(organiser, desk, title=title, date=clock().date().isoformat(), another="yes")
    page = organiser.get(f"/experiments/new?chapter={desk.north.id}").text
    assert html.fromstring(page).xpath("//input[@name='title']")[0].get("value") == proposed


def test_another_day_or_a_cancelled_one_is_not_asked_about(desk, organiser, clock):
    begin(organiser, desk)
    with desk.services.database.transaction() as db:
        db.query(Experiment).filter_by(title="St Mary's Hall").one().cancelled_at = clock()
    assert [begin(organiser, desk, date=day).status_code for day in ("2026-06-11", "2026-06-12")] == [303, 303]


def test_the_form_is_not_filled_in_from_a_cancelled_evening(desk, organiser, clock):
    clock.advance(minutes=1)
    begin(organiser, desk)
    with desk.services.database.transaction() as db:
        db.query(Experiment).filter_by(title="St Mary's Hall").one().cancelled_at = clock()
    form = html.fromstring(organiser.get("/experiments/new").text)
    assert "St Mary's Hall" not in form.xpath("//input[@name='title']/@value")


@pytest.mark.parametrize(("day", "said"), [("2026-05-01", True), ("2026-06-11", False)])
def test_a_day_that_is_over_is_said_to_be(desk, organiser, day, said):
    page = organiser.get(begin(organiser, desk, date=day).headers["Location"]).text
    assert ("is over already" in page) is said


def test_the_list_tells_two_of_a_name_apart_by_their_hours(desk, organiser):
    begin(organiser, desk)
    begin(organiser, desk, another="yes", starts="10:00", ends="12:00")
    page = organiser.get("/experiments").text
    assert ["18:30–20:30" in page, "10:00–12:00" in page] == [True, True]


LIKE_THE_LAST = "As the last one was"


def test_a_title_that_was_typed_is_not_said_to_be_the_last_ones(desk, evening, organiser):
    filled_in = organiser.get("/experiments/new").text
    given_back = begin(organiser, desk, title="A new hall", date="").text
    assert ("A new hall" in given_back, LIKE_THE_LAST in filled_in, LIKE_THE_LAST in given_back) == (True, True, False)


@pytest.mark.parametrize(("day", "is_asked"), [("2026-12-25", True), ("2026-12-22", False)])
def test_a_day_that_is_a_bank_holiday_is_asked_about(desk, organiser, day, is_asked):
    page = organiser.get(begin(organiser, desk, date=day).headers["Location"]).text
    assert ("is a bank holiday. Is that what you mean?" in page) == is_asked


@pytest.mark.parametrize(
    ("day", "where"),
    [("2026-11-30", "a bank holiday in Scotland."), ("2027-03-17", "a bank holiday in Northern Ireland.")],
)
def test_a_bank_holiday_of_some_nations_alone_is_said_to_be_theirs(desk, organiser, day, where):
    assert where in organiser.get(begin(organiser, desk, date=day).headers["Location"]).text


def test_who_means_no_other_one_finds_a_way_back(desk, evening, press, organiser):
    copied = press(f"/experiments/{evening.id}/copy", on=evening.row().date.isoformat()).text
    begin(organiser, desk)
    begun = begin(organiser, desk).text
    back = [html.fromstring(page).xpath("//a[normalize-space()='No, go back']/@href") for page in (copied, begun)]
    assert back == [[f"/experiments/{evening.id}"], ["/"]]
