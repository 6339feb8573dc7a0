"""Forms that stand alone tell neither where they are from, by what is left out of them, nor of a few people."""

import csv
import io
import random

import pandas as pd
import pytest
from sqlalchemy import select

import instruments
from analysis.scoring.scoring import Scale
from evaluation.export.forms_alone import forms_alone
from evaluation.models import Card, Response
from evaluation.reports.draft_report import draft_report
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.reports.gather import gather_study
from tests.export.conftest import exported

BEFORE, AFTER, THEN = "pre", "post", "follow_up"


def rows(package, name):
    return list(csv.DictReader(io.StringIO(package[f"data/{name}.csv"].decode(), newline="")))


def blank_in(found):
    return {item for item in found[0] if all(row[item] == "" for row in found)}


def test_what_is_left_out_of_one_chapter_is_left_out_of_every_form_that_stands_alone(study):
    all_say(study, "Vestry", "cg1")
    for title in ("Mill Hall", "Vestry"):
        for _ in range(10):
            study.person(title, waves=(BEFORE,))
    package = exported(study)
    found = rows(package, "answers")
    there, elsewhere = ([row for row in found if row["chapter"] == chapter] for chapter in ("Ynys", "Caer"))
    assert ("cg1" in blank_in(there), "cg1" in blank_in(elsewhere)) == (True, False)
    alone = [row for row in rows(package, "single_forms") if row["wave"] == BEFORE]
    assert (len(alone), {row["cg1"] for row in alone}, "" in {row["bt1"] for row in alone}) == (20, {""}, False)


ONE, TWO = (instruments.load("common-ground", number) for number in (1, 2))


def goes_over_to(study, version):
    """From now on evenings of the study are asked by another version of the questionnaire."""
    with study.database.transaction() as db:
        study.version = version_in_use(db, version.id, version.number, now=study.clock())


def of_one_version(wave):
    """The questions that one of the two versions asks and the other does not."""
    return {item.id for item in ONE.questions(wave)} ^ {item.id for item in TWO.questions(wave)}


def held(study, title, people, chapter):
    """So many people come to a new evening and answer both times."""
    study.evening(title, 0, chapter=chapter)
    for _ in range(people):
        study.person(title, role="guest")


def test_no_form_that_stands_alone_says_by_a_blank_which_version_it_is_of(study):
    goes_over_to(study, TWO)
    held(study, "Chapel", 12, "Ynys")
    for title, people in (("Mill Hall", 12), ("Chapel", 2)):
        for _ in range(people):
            study.person(title, waves=(BEFORE,))
    alone = [row for row in rows(exported(study), "single_forms") if row["wave"] == BEFORE]
    given = [{item for item in row if row[item]} for row in alone]
    assert (len(given), set.union(*given) & {*of_one_version(BEFORE), "bt3"}, "bt1" in given[0]) == (14, set(), True)


def test_small_evenings_that_are_told_together_are_not_parted_by_their_versions(study):
    goes_over_to(study, TWO)
    held(study, "Barn", 4, "Caer")
    package = exported(study)
    told_as = {row["title"]: row["told_as"] for row in rows(package, "experiments")}
    together = [row for row in rows(package, "answers") if row["experiment"] == told_as["Barn"]]
    given = {
        wave: {item for row in together if row["wave"] == wave for item in row if row[item]} for wave in (BEFORE, AFTER)
    }
    assert (told_as["Barn"], len(together)) == (told_as["Quay"], 16)
    assert [(given[wave] & of_one_version(wave), "bt1" in given[wave]) for wave in given] == [(set(), True)] * 2


def all_say(study, title, item):
    """All who came to an evening so far give a question one answer."""
    with study.database.transaction() as db:
        holders = select(Card.participant_id).where(Card.token.in_(study.tokens[title]))
        for form in db.scalars(select(Response).where(Response.participant_id.in_(holders))):
            form.answers = {**form.answers, item: 4}


def test_forms_of_months_later_are_of_nobody_of_whose_evening_nothing_is_told(study):
    for title in ("Mill Hall", "Quay", "Vestry"):
        study.months_later(title, 30)
    found = [row for row in rows(exported(study), "single_forms") if row["wave"] == THEN]
    assert len(found) == 50


TRUST = Scale(id="trust", label="Trust", items=("a1",), minimum=0, maximum=9)
AGENCY = Scale(id="agency", label="Agency", items=("b1",), minimum=0, maximum=9)


def told_of(forms, printed=None):
    """What is told of forms of months later: of each its person, how many there are and what they skipped before."""
    rng = random.Random(3)
    whole = [
        {"participant": who, "chapter": "N", "experiment": "e", "wave": wave, "submitted_at": pd.Timestamp(0),
         "instrument": "i", "version": 1, "a1": rng.randint(0, 9), "b1": rng.randint(0, 9), "c1": rng.randint(0, 9)}
        for who, skipped in forms.items()
        for wave in (BEFORE, AFTER, THEN)
    ]  # fmt: skip
    frame = pd.DataFrame(whole).astype({"a1": object, "b1": object, "c1": object})
    for who, skipped in forms.items():
        frame.loc[(frame["participant"] == who) & (frame["wave"] == BEFORE), list(skipped)] = "declined"
    kept = frame.index[frame["wave"] == THEN]
    allowed = {"trust", "agency", f"{THEN}.trust", f"{THEN}.agency"}
    rules = {"scales": (TRUST, AGENCY), "printed": printed or {("N", "e"): allowed}, "asked": (), "below": 5}
    return forms_alone(frame, kept, **rules, rng=random.Random(5))


@pytest.mark.parametrize(("lacking", "blank"), [(0, 0), (1, 12), (4, 12), (5, 5), (7, 7), (8, 12)])
def test_few_forms_that_lack_what_others_have_or_have_what_others_lack_take_it_from_all(lacking, blank):
    found = told_of({who: ("a1",) if who < lacking else () for who in range(12)})
    assert (len(found), found["a1"].isna().sum(), found["b1"].isna().sum()) == (12, blank, 0)


def test_few_forms_that_lack_two_things_others_lack_one_of_stand_out_by_neither():
    skipped = [("a1",)] * 6 + [("b1",)] * 6 + [("a1", "b1")] * 2
    found = told_of(dict(enumerate(skipped)))
    assert (found["a1"].isna().all(), found["b1"].isna().all(), found["c1"].notna().all()) == (True, True, True)


def test_later_forms_are_of_those_of_whose_forms_the_report_tells(study):
    """Three who answer months later after a report was made would follow from its average and the export's forms."""
    answering = tuple(item.id for item in ONE.questions(THEN) if ONE.format_of(item).limits)
    for title, people in (("Mill Hall", 18), ("Vestry", 16)):
        study.months_later(title, people, answering=answering)
    draft_report(study.services, lambda db: gather_study(db, study.study))
    study.clock.advance(hours=1)
    study.months_later("Mill Hall", 3, after=18, answering=answering)
    study.person("Mill Hall")
    assert len([row for row in rows(exported(study), "single_forms") if row["wave"] == THEN]) == 34
