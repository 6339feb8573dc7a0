"""The counter: counts alone, and 304 while they are the same."""

import re

import pytest


@pytest.fixture
def count(organiser, evening):
    return lambda **headers: organiser.get(f"/experiments/{evening.id}/count", headers=headers)


def test_it_counts_those_who_have_answered(count, evening):
    evening.open("pre")
    evening.answered(2)
    assert (count().json["answered"], count().json["sentence"]) == (2, "of about 46 have answered")


def test_it_is_304_until_somebody_answers(count, evening):
    evening.open("pre")
    tag = count().headers["ETag"]
    assert count(**{"If-None-Match": tag}).status_code == 304
    evening.answered(1)
    assert count(**{"If-None-Match": tag}).status_code == 200


def test_it_turns_to_after_with_the_evening(count, evening):
    evening.open("pre")
    evening.answered(2)
    evening.open("post")
    assert (count().json["wave"], count().json["answered"]) == ("After", 0)


def test_it_says_nothing_of_any_answer(organiser, evening):
    evening.open("pre")
    evening.answered(3)
    body = organiser.get(f"/experiments/{evening.id}/count").json
    assert set(body) == {"wave", "answered", "sentence", "full", "title", "stamp"}


def test_the_screen_has_the_code_and_the_words_and_reloads_without_a_script(organiser, evening):
    page = organiser.get(f"/experiments/{evening.id}/screen").text
    assert f"QR code for http://127.0.0.1:8000/{evening.words}" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert re.search(rf"<b>{evening.words}</b>", page)


def test_without_a_script_the_wall_says_that_it_loads_itself_again(organiser, evening):
    page = organiser.get(f"/experiments/{evening.id}/screen").text
    unaided = page.rpartition("<noscript>")[2].partition("</noscript>")[0]
    assert "loads itself again every few seconds, and no bell sounds here" in unaided
    assert ">Load it again now</a>" in unaided


def test_without_a_script_the_evenings_page_says_that_it_does_not_renew_itself(organiser, evening, press):
    at = f"/experiments/{evening.id}"
    unaided = organiser.get(at).text.rpartition("<noscript><p")[2].partition("</noscript>")[0]
    assert "this page does not renew itself" in unaided
    assert f'<a href="{at}">Renew it now</a>' in unaided
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start"):
        press(f"{at}/{step}")
    assert "renews itself only while a round is on" in organiser.get(at).text


@pytest.fixture
def wall(organiser, evening):
    """What stands on the wall, as one line of words."""

    def words(language="en"):
        page = organiser.get(f"/experiments/{evening.id}/screen?language={language}").text
        return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("<footer")]).split())

    return words


def test_it_follows_the_evening_from_not_open_yet_to_thank_you(wall, press, evening, clock):
    evening.change(planned_rounds=1, minutes_a_round=6)
    seen = [wall()]
    for step in (
        "waves/pre/open",
        "waves/pre/close",
        "rounds/1/start",
        "rounds/1/end",
        "waves/post/open",
        "waves/post/close",
    ):
        press(f"/experiments/{evening.id}/{step}")
        clock.advance(minutes=1)
        seen.append(wall())
    expected = [
        "Not open yet",
        "have answered",
        "Round 1 begins soon",
        "05:00",
        "The rounds are over",
        "2 After",
        "Thank you",
    ]
    assert [said in each for said, each in zip(expected, seen, strict=True)] == [True] * 7


def test_once_the_rounds_are_over_the_wall_and_its_tab_are_about_after(wall, press, evening, organiser, clock):
    evening.change(planned_rounds=1, minutes_a_round=6)
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/1/end"):
        press(f"/experiments/{evening.id}/{step}")
        clock.advance(minutes=1)
    page = organiser.get(f"/experiments/{evening.id}/screen").text
    length, title = re.search(r"<p>([^<]+) · no names", page)[1], re.search(r"<title>([^<]+)", page)[1]
    assert "2 After The rounds are over" in wall()
    counted = organiser.get(f"/experiments/{evening.id}/count").json
    assert (counted["wave"], title.endswith("· After · North Hall")) == ("After", True)
    press(f"/experiments/{evening.id}/waves/post/open")
    assert f"<p>{length} · no names" in organiser.get(f"/experiments/{evening.id}/screen").text


def test_a_round_shows_its_time_its_prompt_and_where_people_sit(wall, press, evening, organiser, clock):
    evening.change(planned_rounds=2, minutes_a_round=6, languages=["en", "cy"])
    press(f"/experiments/{evening.id}/seating", shown="0", groups="Mosque 3\nSchool 3", rounds="2")
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start"):
        press(f"/experiments/{evening.id}/{step}")
    said = wall()
    assert all(each in said for each in ("Round 1 of 2", "06:00", "Why did you come?", "Pam ddaethoch chi?"))
    assert re.search(r"Table 1 [AB]\d · [AB]\d", said)
    clock.advance(minutes=6)
    assert "Find your table for round 2" in wall()
    assert "Dewch o hyd i’ch bwrdd ar gyfer rownd 2" in wall("cy")


def test_its_stamp_is_another_once_the_picture_is(count, press, evening, organiser, clock):
    stamps = []
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/1/pause"):
        press(f"/experiments/{evening.id}/{step}")
        stamps.append(count().json["stamp"])
        clock.advance(seconds=30)
    press(f"/experiments/{evening.id}/rounds/1/resume")
    clock.advance(minutes=8)
    stamps.append(count().json["stamp"])
    assert len(set(stamps)) == 5
    clock.advance(minutes=8)
    assert count().json["stamp"] == stamps[-1]


def test_a_withdrawn_person_is_not_counted(count, evening):
    from evaluation.models import Card
    from evaluation.store.responses.withdrawals import withdraw_answers

    evening.open("pre")
    evening.answered(2)
    with evening.database.transaction() as db:
        withdraw_answers(db, db.query(Card).first().token, now=evening.clock())
    assert count().json["answered"] == 1
