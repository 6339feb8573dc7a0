"""What a package says of questions that it holds back: that they are, of whom, and no more than the blanks tell."""

import csv
import io
import json
import random

import pytest
from sqlalchemy import select

from evaluation.models import Response, Wave
from evaluation.storage.database import open_database
from evaluation.web.app import Services
from tests.conftest import StandingClock
from tests.export.conftest import Study, exported
from tests.homes import copied_home


@pytest.fixture
def five(tmp_path, migrated_sqlite):
    """A study of one evening whose waves are over, at which five people answered before and after."""
    settings, clock = copied_home(migrated_sqlite, tmp_path / "home"), StandingClock()
    database = open_database(settings)
    study = Study(database, clock)
    study.rng, study.services = random.Random(11), Services(settings, database, clock)
    study.evening("Mill Hall", 0)
    for _ in range(5):
        study.person("Mill Hall", role="guest")
    with database.transaction() as db:
        for wave in db.scalars(select(Wave).where(Wave.kind.in_(("pre", "post")))):
            wave.opened_at = wave.closed_at = clock()
    yield study
    database.close()


def without_nervousness(study, people):
    """So many people left the question about nervousness blank after."""
    with study.database.transaction() as db:
        after = select(Response).join(Wave).where(Wave.kind == "post").order_by(Response.id)
        for form in db.scalars(after.limit(people)):
            form.answers = {item: said for item, said in form.answers.items() if item != "an1"}


def answered(package, name, item):
    return [row[item] for row in csv.DictReader(io.StringIO(package[f"data/{name}.csv"].decode())) if row[item]]


def held_back(package):
    return json.loads(package["datapackage.json"])["held_back"]


def said_of_nervousness(package):
    """The lines of the README on questions held back that name it, as they stand there."""
    chapter = package["README.md"].decode().partition("## Questions held back")[2].partition("\n## ")[0]
    return [line for line in chapter.splitlines() if "Nervousness (`an1`)" in line]


def test_a_question_that_is_blank_as_one_person_skipped_it_is_said_to_be_held_back(five):
    without_nervousness(five, 1)
    package = exported(five)
    (line,) = said_of_nervousness(package)
    slug = five.experiments["Mill Hall"].slug
    assert (answered(package, "answers", "an1"), line.startswith(f"- `{slug}`, before and after: ")) == ([], True)
    assert {"experiment": slug, "outcome": "Nervousness", "items": ["an1"]} in held_back(package)
    assert "so that nobody's answers are told" in package["README.md"].decode()


def test_forms_that_stand_alone_are_said_to_hold_it_back_too(five):
    without_nervousness(five, 1)
    for _ in range(6):
        five.person("Mill Hall", role="guest", waves=("pre",))
    package = exported(five)
    assert (answered(package, "single_forms", "an1"), len(answered(package, "single_forms", "bt1"))) == ([], 6)
    assert any(line.startswith("- `data/single_forms.csv`, wave `pre`: ") for line in said_of_nervousness(package))


def test_a_question_that_stands_in_the_rows_is_not_said_to_be_held_back(five):
    package = exported(five)
    assert (len(answered(package, "answers", "an1")), said_of_nervousness(package)) == (10, [])


def test_what_is_said_does_not_tell_how_many_skipped_it(five):
    found = []
    for people in (1, 4, 5):
        without_nervousness(five, people)
        found.append(held_back(exported(five)))
    assert found[0] == found[1] == found[2]


def test_an_outcome_held_back_of_everybody_has_no_figures_in_the_package(five):
    without_nervousness(five, 1)
    package = exported(five)
    rows = list(csv.DictReader(io.StringIO(package["data/figures.csv"].decode())))
    of_answers = [row["key"] for row in rows if row["key"].startswith("answers.an1") and row["value"]]
    people = [row["value"] for row in rows if row["key"] == "outcomes.anxiety.participants"]
    assert (of_answers, people) == ([], [""])
    assert "its figures stand here" not in package["README.md"].decode()
