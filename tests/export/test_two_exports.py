"""Somebody compares exports, or an export with a report: nobody stands out, and without the ledger some would."""

import json
import random
from types import SimpleNamespace

import pytest

from analysis.wording.months_later import MonthsLater
from evaluation.domain.errors import Refused
from evaluation.export import export_job, study_export
from evaluation.impact_report.formats.json import document
from evaluation.models import ReportPage
from evaluation.reports.draft_report import draft_report
from evaluation.reports.single_answers.table_formats import TableSheet
from evaluation.store.reports.gather import gather_study
from evaluation.web.app import Services
from tests.export.attacker import _rows, told_apart
from tests.export.conftest import Study, exported


@pytest.fixture
def fieldwork(database, settings, clock, monkeypatch):
    """Two evenings of 25 and 24 people in two chapters, and one of two people."""
    study = Study(database, clock)
    study.rng, study.services = random.Random(7), Services(settings, database, clock)
    for title, size, chapter in (("Mill Hall", 25, "Caer"), ("Quay", 2, "Caer"), ("Vestry", 24, "Ynys")):
        study.evening(title, 0, chapter=chapter)
        came(study, title, size)
    monkeypatch.setattr(study_export, "_report", lambda *_: SimpleNamespace(later=MonthsLater()))
    monkeypatch.setattr(study_export, "_drawn", lambda *_, **__: ({}, TableSheet("figures", (), ())))
    return study


def came(study, title, size, **how):
    study.clock.advance(minutes=1)
    for _ in range(size):
        study.person(title, **how)


def made(study):
    """An export of the study as it is now; no files where it is refused."""
    study.clock.advance(hours=1)
    try:
        return exported(study)
    except Refused:
        return {}


def people_in(package):
    return len({row["participant"] for row in _rows(package, "answers")})


def test_an_evening_of_two_does_not_stand_out(fieldwork):
    package = made(fieldwork)
    assert (told_apart(package), people_in(package)) == (0, 49)


def test_one_withdrawal_between_two_exports_does_not_stand_out(fieldwork):
    first = made(fieldwork)
    fieldwork.withdraw("Mill Hall")
    assert (told_apart(first, made(fieldwork)), people_in(first)) == (0, 49)


def test_one_who_came_later_does_not_stand_out(fieldwork):
    first = made(fieldwork)
    came(fieldwork, "Mill Hall", 1)
    second = made(fieldwork)
    assert (told_apart(first, second), people_in(second)) == (0, 49)


def test_five_who_came_later_are_told(fieldwork):
    first = made(fieldwork)
    came(fieldwork, "Mill Hall", 5)
    second = made(fieldwork)
    assert (told_apart(first, second), people_in(second)) == (0, 54)


def test_one_who_answered_once_does_not_stand_out(fieldwork):
    came(fieldwork, "Mill Hall", 1, waves=("pre",))
    package = made(fieldwork)
    assert (told_apart(package), people_in(package), _rows(package, "single_forms")) == (0, 49, [])


def test_one_more_who_answered_once_does_not_stand_out_beside_others(fieldwork):
    came(fieldwork, "Mill Hall", 6, waves=("pre",))
    first = made(fieldwork)
    came(fieldwork, "Vestry", 1, waves=("pre",))
    second = made(fieldwork)
    assert (told_apart(first, second), len(_rows(second, "single_forms"))) == (0, 6)


def test_of_two_small_evenings_one_name_is_told(fieldwork):
    fieldwork.evening("Pier", 0)
    came(fieldwork, "Pier", 4)
    package = made(fieldwork)
    small = "+".join(sorted(fieldwork.experiments[title].slug for title in ("Quay", "Pier")))
    assert (told_apart(package), people_in(package)) == (0, 55)
    assert small in {row["experiment"] for row in _rows(package, "answers")}


def test_an_export_and_a_report_speak_of_the_same_people(fieldwork):
    package = made(fieldwork)
    fieldwork.withdraw("Mill Hall")
    report = draft_report(fieldwork.services, lambda db: gather_study(db, fieldwork.study))
    told = document(report)["outcomes"]["bridging_trust"]["chapters"]
    rows = _rows(package, "answers")
    held = {name: len({row["participant"] for row in rows if row["chapter"] == name}) for name in told}
    assert {name: each["n_pairs"] for name, each in told.items()} == {"Ynys": held["Ynys"]}


def test_a_report_stands_in_the_way_of_an_export_with_what_to_do(fieldwork):
    exported(fieldwork)
    for title in ("Mill Hall", "Vestry"):
        fieldwork.withdraw(title)
    fieldwork.clock.advance(hours=1)
    with pytest.raises(Refused, match=r"stands in the way: .* Ask again once at least 5 people have answered since"):
        exported(fieldwork)


def test_the_same_export_again_has_no_new_page_in_the_ledger(fieldwork):
    first, second = made(fieldwork), made(fieldwork)
    assert (told_apart(first, second), people_in(second)) == (0, 49)
    with fieldwork.database.reading() as db:
        assert db.query(ReportPage).count() == 1


def test_a_workshop_that_one_has_left_since_it_was_counted_in_a_report_has_no_rows(fieldwork):
    draft_report(fieldwork.services, lambda db: gather_study(db, fieldwork.study))
    fieldwork.withdraw("Mill Hall")
    came(fieldwork, "Mill Hall", 6)
    package = made(fieldwork)
    assert (people_in(package), names_in(package, "Caer")) == (24, set())


def test_once_anybody_comes_or_leaves_all_of_an_evening_have_other_names(fieldwork):
    first = made(fieldwork)
    came(fieldwork, "Mill Hall", 5)
    earlier, later = (
        {chapter: names_in(each, chapter) for chapter in ("Caer", "Ynys")} for each in (first, made(fieldwork))
    )
    assert (len(earlier["Caer"]), len(later["Caer"]), earlier["Caer"] & later["Caer"]) == (25, 30, set())
    assert earlier["Ynys"] == later["Ynys"]


def names_in(package, chapter):
    return {row["participant"] for row in _rows(package, "answers") if row["chapter"] == chapter}


def test_without_the_ledger_the_same_attacker_finds_people(fieldwork, monkeypatch):
    monkeypatch.setattr(export_job, "enter_in_ledger", lambda *_: None)
    first = made(fieldwork)
    fieldwork.withdraw("Mill Hall")
    assert told_apart(first, made(fieldwork)) == 1


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 12))])
def test_nobody_stands_out_in_any_order_of_what_happens(fieldwork, seed):
    chance, packages = random.Random(seed), []
    for _ in range(8):
        title = chance.choice(["Mill Hall", "Quay", "Vestry"])
        happen(fieldwork, title, chance)
        packages.append(made(fieldwork))
    assert (told_apart(*packages), sum(map(people_in, packages)) > 49) == (0, True)


def happen(study, title, chance):
    """Somebody withdraws, or a few come, some of whom answer once."""
    if chance.random() < 0.4 and study.tokens.get(title):
        study.withdraw(title)
    else:
        waves = chance.choice([("pre", "post"), ("pre", "post"), ("pre",), ("post",)])
        came(study, title, chance.randint(1, 6), waves=waves)


def test_the_description_says_how_much_is_left_out(fieldwork):
    assert json.loads(made(fieldwork)["datapackage.json"])["left_out"] == "fewer than 5"
