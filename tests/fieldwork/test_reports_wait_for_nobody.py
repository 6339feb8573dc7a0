"""An open wave holds up nobody else's report: what has closed is told, and what was left out is named."""

import pytest
from werkzeug.test import Client

from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections.exclusions_section import exclusions
from evaluation.models import Experiment, Study
from evaluation.reports.draft_report import draft_report
from evaluation.store.reports.gather import gather_study
from evaluation.store.studies.waves import close_wave, open_wave
from tests.fieldwork.conftest import Evening
from tests.hall import Phone
from tests.survey.who_answers.test_returning import follow


@pytest.fixture
def evaluator(mounted):
    return mounted.person("eva@example.org", "evaluator")


def held(mounted, people=12):
    """An evening from Before to the end of After."""
    evening = Evening(mounted.desk)
    evening.open("pre")
    tokens = evening.cards(people)
    for wave in ("pre", "post"):
        if wave == "post":
            evening.open("post")
        phone_answers(mounted, evening, tokens, wave)
    evening.close("post")
    return evening


def phone_answers(mounted, evening, tokens, wave):
    for number, token in enumerate(tokens):
        phone = Phone(ParticipantsIn(mounted.application))
        follow(phone, phone.get(f"/c/{token}"))
        address, hidden = phone.form()
        at = phone.post(address, hidden).headers["Location"]
        answers = {item: str((number + 3 * (wave == "post")) % 7 + 1) for item in ("bt1", "bt2", "bt3", "cg2", "cg3")}
        assert phone.post(at, answers).status_code == 303


class ParticipantsIn:
    """The whole application, as a phone's client takes it."""

    def __init__(self, application):
        self.application = application

    def test_client(self, *, use_cookies=True):
        return Client(self.application, use_cookies=use_cookies)


def still_open(mounted, *kinds):
    """South Hall, at which a wave is open."""
    with mounted.services.database.transaction() as db:
        row = db.get_one(Experiment, mounted.desk.there.id)
        for kind in kinds[:-1]:
            open_wave(db, row, kind=kind, now=mounted.services.clock())
            close_wave(db, row, kind=kind, now=mounted.services.clock())
        open_wave(db, row, kind=kinds[-1], now=mounted.services.clock())


def told(mounted):
    """What the draft across the chapters says that it leaves out."""
    report = draft_report(mounted.services, lambda db: gather_study(db, db.get_one(Study, mounted.desk.study.id)))
    return Language().say_all(exclusions(report, Language()))


@pytest.mark.parametrize("kinds", [("pre",), ("pre", "post")])
def test_another_chapters_open_wave_does_not_hold_up_the_studys_report(mounted, evaluator, kinds):
    held(mounted)
    still_open(mounted, *kinds)
    answer = evaluator.post(f"/staff/reports/studies/{mounted.desk.study.id}")
    assert answer.status_code == 303
    assert "still answering there when this was made: South Hall." in told(mounted)


def test_an_evening_whose_follow_up_is_open_is_told_of_without_it_and_named(mounted, evaluator):
    held(mounted)
    with mounted.services.database.transaction() as db:
        open_wave(db, db.get_one(Experiment, mounted.desk.here.id), kind="follow_up", now=mounted.services.clock())
    answer = evaluator.post(f"/staff/reports/studies/{mounted.desk.study.id}")
    assert answer.status_code == 303
    said = told(mounted)
    assert "The follow-up was still open when this was made, and is told of later: North Hall." in said
    assert "Left out, as people were still answering" not in said


def test_where_every_evening_is_open_there_is_nothing_to_report(mounted, evaluator):
    still_open(mounted, "pre")
    with mounted.services.database.transaction() as db:
        open_wave(db, db.get_one(Experiment, mounted.desk.here.id), kind="pre", now=mounted.services.clock())
    answer = evaluator.post(f"/staff/reports/studies/{mounted.desk.study.id}")
    assert (answer.status_code, "a report is never live" in answer.text) == (422, True)
