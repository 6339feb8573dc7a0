"""What was found out, told at the join address and on the receipt; and a calendar entry for the questions that come."""

import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Experiment, Release, ReleaseEvent
from evaluation.store.responses.published_result import Averages, PublishedResult, as_kept
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.wave_windows import Window, plan_window
from tests.hall import freeze
from tests.survey.who_answers.test_returning import follow

RESULT = PublishedResult(
    {"en": ("Trust rose a little.", "From 5 to 6."), "cy": ("Cododd ymddiriedaeth.",)}, (("Caer", "Thanks."),)
)


def words_of(page) -> str:
    return re.sub(r"\s+", " ", html.fromstring(page.data).text_content())


def put_out(hall, *, scope="experiment", number=1, public=True, result=RESULT, uses=True):
    """A release, out, of the evening or of something around it."""
    with hall.database.transaction() as db:
        experiment = experiment_named(db, hall.words)
        freeze(db, experiment, at=hall.clock())
        used = {str(experiment.id): []} if uses else {}
        digest = "0" * 64
        release = Release(
            study_id=experiment.study_id, number=number, scope=scope, subject=experiment.id, public=public,
            title="Highfields", aggregates="{}", aggregates_sha256=digest, data_sha256=digest, plan_number=1,
            plan_digest=digest, instruments={}, code_version="1", template_version=digest, page={"used": used},
            frozen_at=hall.clock(), made_by="Ann",
        )  # fmt: skip
        db.add(release)
        db.flush()
        db.add(
            ReleaseEvent(
                release_id=release.id, place=1, kind="released", words=as_kept(result), by="Ann", at=hall.clock()
            )
        )


@pytest.fixture
def answered(sqlite_hall, phone):
    """Somebody who answered Before; their receipt's address."""
    phone.start(sqlite_hall.words)
    return phone.send({"bt1": "7"}).headers["Location"]


def plan(hall):
    with hall.database.transaction() as db:
        window = Window(date(2026, 8, 13), date(2026, 8, 27))
        plan_window(experiment_named(db, hall.words), "follow_up", window=window)


def test_a_result_for_its_chapters_alone_is_not_announced_as_one_that_comes(sqlite_hall, phone):
    put_out(sqlite_hall, public=False)
    sqlite_hall.close("pre")
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert "If the result is made public, it stands here, at this same address." in said
    assert "Once the result is out" not in said


def test_the_receipt_promises_the_result_only_if_it_is_made_public(phone, answered):
    assert "The result, if it is made public, at this same address too" in words_of(phone.get(answered))


def test_once_released_the_join_address_tells_the_result_with_the_chapters_own_words(sqlite_hall, phone):
    put_out(sqlite_hall)
    sqlite_hall.close("pre")
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert [part in said for part in ("You said, we heard", "Trust rose a little.", "From 5 to 6.", "Thanks.")] == [
        True
    ] * 4


def test_once_released_the_receipt_tells_it_too(sqlite_hall, phone, answered):
    put_out(sqlite_hall)
    assert "Trust rose a little." in words_of(phone.get(answered))


def test_it_is_told_in_the_language_of_the_reader(sqlite_hall, phone):
    sqlite_hall.sign_welsh()
    put_out(sqlite_hall)
    sqlite_hall.close("pre")
    assert "Cododd ymddiriedaeth." in words_of(phone.get(f"/{sqlite_hall.words}?lang=cy"))


def test_it_says_why_it_is_in_another_language_than_was_asked_for(sqlite_hall, phone):
    put_out(sqlite_hall)
    sqlite_hall.close("pre")
    said = words_of(phone.get(f"/{sqlite_hall.words}?lang=cy"))
    assert ["Trust rose a little." in said, "wedi’i wirio yn Gymraeg eto" in said] == [
        True,
        True,
    ]


@pytest.mark.parametrize("how", [{"public": False}, {"uses": False}])
def test_what_is_not_public_or_did_not_use_the_answers_is_not_told(sqlite_hall, phone, how):
    put_out(sqlite_hall, **how)
    sqlite_hall.close("pre")
    assert "You said" not in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_the_evenings_own_result_is_told_before_that_of_the_study(sqlite_hall, phone):
    put_out(sqlite_hall)
    put_out(sqlite_hall, scope="study", number=2, result=PublishedResult({"en": ("Six chapters.",)}, ()))
    sqlite_hall.close("pre")
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ("Trust rose" in said, "Six chapters" in said) == (True, False)


def test_before_there_is_a_release_nothing_is_told(sqlite_hall, phone, answered):
    assert "You said" not in words_of(phone.get(answered))


def test_the_calendar_entry_rings_on_the_first_day_and_holds_the_days_and_the_personal_link(
    sqlite_hall, phone, answered
):
    plan(sqlite_hall)
    document = html.fromstring(phone.get(answered).data)
    token = document.get_element_by_id("code").text.replace(" ", "")
    (address,) = document.xpath("//a[contains(@href, '.ics')]/@href")
    assert "Whoever can see your calendar can see your code there." in document.text_content()
    entry = phone.get(address)
    lines = entry.text.replace("\r\n ", "").split("\r\n")
    assert entry.content_type == "text/calendar; charset=utf-8"
    assert {"DTSTART;VALUE=DATE:20260813", "DTEND;VALUE=DATE:20260814"} <= set(lines)
    alarm = lines[lines.index("BEGIN:VALARM") : lines.index("END:VALARM")]
    assert {"ACTION:DISPLAY", "TRIGGER:PT10H"} <= set(alarm)
    assert any("13 August 2026" in line and "27 August 2026" in line for line in lines)
    assert f"URL:http://127.0.0.1:8000/c/{token}" in lines
    assert max(len(line.encode()) for line in entry.text.split("\r\n")) <= 75


def test_the_receipt_names_the_days_of_the_follow_up(sqlite_hall, phone, answered):
    plan(sqlite_hall)
    assert "from 13 August 2026 to 27 August 2026" in words_of(phone.get(answered))


def test_where_no_follow_up_is_planned_there_is_no_entry(sqlite_hall, phone, answered):
    assert ".ics" not in phone.get(answered).text
    assert phone.get(answered.split("?")[0] + "/follow-up.ics").status_code == 404


def test_the_link_of_the_entry_leads_the_same_person_to_the_follow_up(sqlite_hall, phone, new_phone, answered):
    code = html.fromstring(phone.get(answered).data).get_element_by_id("code").text.replace(" ", "")
    sqlite_hall.close("pre")
    sqlite_hall.open("follow_up")
    later = new_phone()
    page = follow(later, later.get(f"/c/{code}"))
    assert "Yes, that was me" in words_of(page)
    address, hidden = later.form()
    later.at = later.post(address, hidden).headers["Location"]
    later.send({"bt1": "6"})
    from evaluation.models import Response

    with sqlite_hall.database.reading() as db:
        assert len({kept.participant_id for kept in db.scalars(select(Response))}) == 1
        assert db.scalars(select(Experiment.frozen_at)).one() is None


DRAWN = {
    "en": (Averages(label="Trust", minimum=0, maximum=10, pre=5.6, post=6.0, before="5.6", after="6.0"),),
    "cy": (Averages(label="Ymddiriedaeth", minimum=0, maximum=10, pre=5.6, post=6.0, before="5.6", after="6.0"),),
}
WITH_AVERAGES = replace(RESULT, averages=DRAWN, own_words=(("Caer", "Thanks. See https://x.example/r"),))


@pytest.fixture
def result_page(sqlite_hall, phone):
    """The join address once a result with averages is out."""
    put_out(sqlite_hall, result=WITH_AVERAGES)
    sqlite_hall.close("pre")
    return html.fromstring(phone.get(f"/{sqlite_hall.words}").data)


def test_the_result_stands_first_as_a_sentence(result_page):
    assert [heading.text_content() for heading in result_page.iter("h1")] == ["Trust rose a little."]


def test_then_the_averages_as_a_picture_that_is_also_said(result_page):
    (picture,) = result_page.xpath("//svg[@role='img']")
    assert picture.get("aria-label") == "Before 5.6, After 6.0, on a scale from 0 to 10"
    places = [float(circle.get("cx")) for circle in picture.iter("circle")]
    assert places[1] < places[0]  # After stands at the right of Before, and is drawn under it
    assert [text.text for text in picture.xpath("./text[@class]")] == ["5.6", "6.0"]


def test_the_chapters_words_follow_with_a_link_where_they_name_one(result_page):
    assert "What Caer says, and does next" in result_page.text_content()
    assert result_page.xpath("//main//a/@href") == ["https://x.example/r"]


@pytest.fixture
def welsh(sqlite_hall):
    sqlite_hall.sign_welsh()


def test_the_picture_is_named_in_the_language_of_the_reader(welsh, result_page, sqlite_hall, phone):
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}?lang=cy").data)
    assert next(heading.text for heading in document.iter("h2")) == "Ymddiriedaeth"


def test_what_was_released_before_averages_were_drawn_is_told_without_a_picture(sqlite_hall, phone, monkeypatch):
    earlier = '{"sentences": {"en": ["Trust rose a little."]}, "own_words": []}'
    monkeypatch.setattr("tests.survey.test_published_result.as_kept", lambda _result: earlier)
    put_out(sqlite_hall)
    sqlite_hall.close("pre")
    page = phone.get(f"/{sqlite_hall.words}")
    assert ("Trust rose a little." in page.text, "<figure" in page.text) == (True, False)
