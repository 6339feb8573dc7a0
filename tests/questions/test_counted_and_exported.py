"""What is told of questions to which several answers can be chosen: counts with thresholds, columns, never a score."""

import csv
import io
import random
import uuid

import pandas as pd
import pyreadstat
import pytest

from analysis.disclosure.counted_answers import AnswerCount, CountedQuestion, ModuleAnswers, disclosable_each
from evaluation.export.export_job import read_and_pack
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections.module_answers_section import _as_printed
from evaluation.models import Study
from evaluation.reports.single_answers.asked_alike import not_asked_alike
from evaluation.store.reports.frames import responses_frame
from evaluation.store.reports.module_counts import module_counts, module_questions
from evaluation.store.studies.lookup import experiment_named
from evaluation.web.app import Services
from tests.questions.asked import VERSION, Walk

CHOSEN = ("english", "english welsh", "english arabic another", "none", "declined")


@pytest.fixture
def answered(sqlite_database, sqlite_settings, clock):
    """An evening at which forty people answered before and after, eight of each in one of the ways of `CHOSEN`."""
    walk = Walk(sqlite_database, clock, random.Random(5))
    walk.services = Services(sqlite_settings, sqlite_database, clock)
    walk.open("post")
    walk.store_forty(lambda number, _kind: {"bt1": walk.rng.randint(0, 10), "langs": CHOSEN[number % len(CHOSEN)]})
    walk.close("post")
    return walk


def test_each_option_is_counted_of_those_who_answered_the_question(answered):
    with answered.database.reading() as db:
        experiment = experiment_named(db, answered.words)
        questions = module_questions(db, [experiment.id])
        assert [(each.wave, each.item.id) for each in questions] == [("pre", "langs"), ("post", "langs")]
        people = {uuid.UUID(int=number + 1): experiment.id for number in range(40)}
        (found, _) = module_counts(db, questions, people={each.outcome: people for each in questions})
    counts = {"english": 24, "welsh": 8, "arabic": 8, "another": 8, "none": 8}
    assert (found.answered, found.counts) == (32, counts)
    assert found.disclosed(below=5) == {"english": None, "welsh": 10, "arabic": 10, "another": 10, "none": 10}


def test_a_count_is_told_only_where_enough_chose_it_and_enough_did_not():
    assert disclosable_each(40, [20, None, 35, 30], fewest=5) == [20, None, None, 30]


def test_nothing_of_it_is_scored(answered):
    with answered.database.reading() as db:
        frame = responses_frame(db, [experiment_named(db, answered.words).id])
    assert [name for name in frame.columns if name.startswith("langs")] == []


@pytest.fixture
def package(answered):
    """The files of the study's package."""
    with answered.database.reading() as db:
        study = db.query(Study).one().id
    return read_and_pack(answered.services, study, step=lambda *_: None)


def test_the_package_has_a_column_for_each_option_in_every_format(package):
    columns = [f"langs_{option.value}" for option in VERSION.formats_by_id["languages"].options]
    rows = list(csv.DictReader(io.StringIO(package["data/answers.csv"].decode())))
    assert {name for name in rows[0] if name.startswith("langs")} == set(columns)
    welsh = [row["langs_welsh"] for row in rows if row["wave"] == "pre"]
    assert (welsh.count("1"), welsh.count("0"), welsh.count("")) == (8, 24, 8)
    assert sum("langs_welsh" in row["declined"] for row in rows) == 16
    assert set(columns) <= set(pd.read_parquet(io.BytesIO(package["data/answers.parquet"])).columns)
    assert set(columns) <= set(pd.read_excel(io.BytesIO(package["data/answers.xlsx"]), "answers").columns)


def test_spss_has_words_for_both_values_and_for_both_kinds_of_missing(package, tmp_path):
    path = tmp_path / "answers.sav"
    path.write_bytes(package["data/answers.sav"])
    _, meta = pyreadstat.read_sav(path)
    labels = meta.variable_value_labels["langs_welsh"]
    assert {0.0: "Not chosen", 1.0: "Chosen"}.items() <= labels.items()
    assert "I'd rather not say" in labels.values()
    assert meta.column_names_to_labels["langs_welsh"] == "Welsh – Which languages do you speak at home?"


def test_the_codebook_names_each_column_and_the_counts_stand_beside(package):
    book = {row["name"]: row for row in csv.DictReader(io.StringIO(package["data/codebook.csv"].decode()))}
    assert book["langs_none"]["values"] == "1 Chosen; 0 Not chosen"
    counts = list(csv.DictReader(io.StringIO(package["data/modules.csv"].decode())))
    assert {(row["answer"], row["people"]) for row in counts if row["wave"] == "pre"} >= {("welsh", "10")}


def test_versions_that_offer_another_option_do_not_ask_that_option_alike():
    fewer = VERSION.formats_by_id["languages"].options[:2]
    formats = tuple(each.model_copy(update={"options": fewer}) if each.options else each for each in VERSION.formats)
    other = VERSION.having(number=2, formats=formats)
    assert not_asked_alike([VERSION, other], "pre") == {"langs_arabic", "langs_another", "langs_none"}


@pytest.mark.parametrize(
    ("language", "said", "few"),
    [
        ("en", "People could choose several answers.", "fewer than 5, or all but so few"),
        ("cy", "Gallai pobl ddewis sawl ateb.", "llai na 5, neu bawb ond cyn lleied"),
    ],
)
def test_the_report_says_that_several_could_be_chosen(language, said, few):
    answers = (
        AnswerCount(value="english", label="English", people=None),
        AnswerCount(value="welsh", label="Welsh", people=10),
    )
    about = {"module": "walk/1", "wave": "pre", "item": "langs", "label": "Languages", "text": "Which?"}
    question = CountedQuestion(**about, answered=30, fewest=5, answers=answers, several=True)
    (part,) = _as_printed([question], ModuleAnswers(questions=(question,)), Language(language))
    assert part.wave == said
    assert part.rows[0].people == few
