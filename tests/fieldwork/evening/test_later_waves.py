"""Waves with days of their own, and cards of a whole study: by the pages alone, from the first scan to the frame."""

from datetime import UTC, date, datetime

import pytest

from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import Experiment
from evaluation.participants_app import participants_app
from evaluation.store.reports.frames import responses_frame
from evaluation.store.studies.waves import open_wave
from tests.hall import Phone
from tests.staff_pages import post
from tests.survey.who_answers.test_returning import follow

DAYS = {"pretest": ("2026-05-10", "2026-05-13"), "follow_up": ("2026-08-13", "2026-08-27")}


@pytest.fixture
def phone(desk):
    """Somebody's phone, new for each wave: no cookie helps."""

    class Fresh(Phone):
        def scan(self, card, answers):
            self.client = self.client.application.test_client()
            follow(self, self.get(f"/c/{card}"))
            address, hidden = self.form()
            self.at = self.post(address, hidden).headers["Location"]
            self.get(self.at)
            return self.send(answers)

    return Fresh(participants_app(desk.services))


@pytest.fixture
def planned(organiser, evening, clock):
    """The days of pretest and follow-up are planned on the organiser's page, a week before the evening."""
    clock.now = datetime(2026, 5, 7, 12, tzinfo=UTC)
    client = evening.desk.signed_in("organiser", chapter=evening.desk.north)
    for kind, (first, last) in DAYS.items():
        made = post(client, f"/experiments/{evening.id}/windows/{kind}", first=first, last=last)
        assert made.status_code == 303
    return evening


def on(evening, clock, day):
    """The clock looks at a day's noon; which waves are open then."""
    clock.now = datetime.combine(day, datetime.min.time(), UTC).replace(hour=12)
    keep_time(evening.desk.services)
    return [kind for kind in ("pretest", "pre", "post", "then", "follow_up") if evening.wave(kind).is_open()]


def test_each_wave_is_open_on_its_days_and_on_no_other(planned, clock):
    seen = {day: on(planned, clock, day) for day in (
        date(2026, 5, 9), date(2026, 5, 10), date(2026, 5, 13), date(2026, 5, 14),
        date(2026, 8, 12), date(2026, 8, 13), date(2026, 8, 27), date(2026, 8, 28),
    )}  # fmt: skip
    assert [day.isoformat() for day, kinds in seen.items() if kinds == ["pretest"]] == ["2026-05-10", "2026-05-13"]
    assert [day.isoformat() for day, kinds in seen.items() if kinds == ["follow_up"]] == ["2026-08-13", "2026-08-27"]
    assert sum(map(len, seen.values())) == 4


def test_one_card_is_one_person_from_the_pretest_to_the_follow_up(planned, phone, clock):
    (card,) = planned.cards(1)
    on(planned, clock, date(2026, 5, 11))
    phone.scan(card, {"bt1": "3"})
    on(planned, clock, date(2026, 5, 14))
    for wave, answer in (("pre", "4"), ("post", "6")):
        planned.open(wave)
        phone.scan(card, {"bt1": answer})
    planned.open("then")
    phone.get(phone.page.headers["Location"])
    address, hidden = phone.form()
    phone.at = phone.post(address, hidden).headers["Location"]
    phone.send({"bt1": "2"})
    planned.close("post")
    planned.close("then")
    on(planned, clock, date(2026, 8, 20))
    phone.scan(card, {"bt1": "5"})
    with planned.database.reading() as db:
        frame = responses_frame(db, [planned.id])
    assert frame["participant"].unique().tolist() == ["p0001"]
    assert _answers(planned) == {"pretest": 3, "pre": 4, "post": 6, "then": 2, "follow_up": 5}


def _answers(evening):
    from evaluation.models import Response, Wave

    with evening.database.reading() as db:
        rows = db.query(Wave.kind, Response.answers).join(Response, Response.wave_id == Wave.id)
        return {kind: answers["bt1"] for kind, answers in rows}


def test_a_card_of_the_study_is_one_person_at_experiments_of_two_chapters(desk, evening, phone, clock):
    (card,) = evening.cards(1)
    evening.open("pre")
    phone.scan(card, {"bt1": "3"})
    evening.close("pre")
    clock.advance(days=1)
    client = desk.signed_in("organiser")
    fields = {"title": "South Hall", "date": "2026-05-15", "kind": "weaving_trust", "study_cards": "y"}
    assert post(client, f"/experiments/{desk.there.id}/arrange", **fields).status_code == 303
    with desk.services.database.transaction() as db:
        open_wave(db, db.get_one(Experiment, desk.there.id), kind="pre", now=clock())
    phone.scan(card, {"bt1": "5"})
    with desk.services.database.reading() as db:
        frame = responses_frame(db, [desk.here.id, desk.there.id])
    assert frame["participant"].tolist() == ["p0001", "p0001"]
    assert frame["experiment"].nunique() == 2


def test_people_are_counted_by_chapter_on_a_page_within_scope(desk, evening, phone, organiser):
    evening.open("pre")
    evening.answered(3)
    everywhere = desk.signed_in("evaluator", study=desk.study).get("/experiments/by-chapter").text
    mine = organiser.get("/experiments/by-chapter").text
    assert ("North" in everywhere, "South" in everywhere, "North" in mine, "South" in mine) == (True, True, True, False)
    assert '<td class="number" data-label="Before">3</td>' in mine


def test_a_copy_takes_over_no_days_of_later_waves(planned, clock):
    clock.advance(days=20)
    client = planned.desk.signed_in("organiser", chapter=planned.desk.north)
    post(client, f"/experiments/{planned.id}/copy")
    with planned.database.reading() as db:
        fresh = db.query(Experiment).order_by(Experiment.created_at.desc()).first()
    assert "windows" not in fresh.options
