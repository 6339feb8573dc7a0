"""Small words of the organiser's pages that were not true."""

from datetime import timedelta

from evaluation.fieldwork.paper.keyed_fields import keyed_fields
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.studies.copy_experiment import version_asked


def test_once_it_is_recorded_how_many_came_it_is_not_about_so_many(evening, organiser):
    evening.open("pre")
    evening.answered(2)
    evening.change(came=14)
    pages = [organiser.get(f"/experiments/{evening.id}{page}").text for page in ("", "/screen")]
    assert [("of 14 have answered" in page, "of about" in page) for page in pages] == [(True, False)] * 2


def test_a_screen_that_lost_its_sign_in_speaks_of_no_number_that_it_may_not_show(evening, organiser):
    assert "This number stands still" not in organiser.get(f"/experiments/{evening.id}/screen").text


def test_the_list_on_today_heads_titles_as_experiments(evening, desk):
    page = desk.signed_in("evaluator").get("/").text
    assert ('<th scope="col">Experiment</th>' in page, '<th scope="col">Kind</th>' in page) == (True, False)


def test_the_questions_to_key_name_the_place_as_the_paper_does(evening):
    with evening.database.reading() as db:
        version = version_of_row(db, version_asked(db, evening.row()))
    labels = [field.label for field in keyed_fields(version, "pre", place="Eastmoor")]
    assert (any("Eastmoor" in label for label in labels), any("in …" in label for label in labels)) == (True, False)


def test_a_single_minute_of_rounds_longer_than_the_evening_is_not_said_in_the_plural(evening, press):
    begins = evening.clock() - timedelta(hours=1)
    evening.change(starts_at=begins, ends_at=begins + timedelta(minutes=2), minutes_a_round=1)
    page = press(f"/experiments/{evening.id}/record", came="4", actual_rounds="3").text
    assert "The rounds take 3 min (3 × 1), and the evening lasted 2 min." in page


def test_a_pack_that_waits_a_moment_says_nothing_of_the_server(evening, press, organiser):
    at = f"/experiments/{evening.id}/pack"
    press(at, count="1", hosts="0")
    page = organiser.get(at).text
    assert ("waits for its turn" in page, "server" in page) == (True, False)
