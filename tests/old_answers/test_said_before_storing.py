"""What files lack is said before they are stored; paper is never keyed there; what was taken out says so."""

import json
import random

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.evaluators.artefact_list import artefacts_listed
from evaluation.evaluators.bring.evening_form import LONGEST_QUESTION, questions_of
from evaluation.models import Experiment, Job, JobState
from evaluation.store.from_file.removed_file_evening import taken_out
from evaluation.store.from_file.usual_version import usual_version
from evaluation.store.paper.paper_responses import Keyer
from evaluation.store.paper.sheets import add_batch, kinds_on_paper
from tests.old_answers.files_of_an_evening import VERSION, files_of
from tests.old_answers.test_put_in_on_a_page import Keeper, notice
from tests.old_answers.test_taken_out_again import drafted
from tests.staff_pages import desk_of

ASKED = {"instrument": "common-ground/1"}


@pytest.fixture
def keeper(sqlite_settings, sqlite_database, clock):
    return Keeper(desk_of(sqlite_settings, sqlite_database, clock))


def test_a_page_stores_files_that_lack_questions_only_once_that_was_read(keeper):
    evening = keeper.page_of_evening(files_of(without=("cg2", "cg3", "df2")))
    asked_at = f"{evening}?instrument=common-ground/1"
    refused = keeper.store(asked_at)
    said = notice(refused)
    assert refused.status_code == 422
    assert "missing, before or after or both times: cg2 (A lot in common), cg3" in said
    assert "tell nothing of Common ground, Understanding of difference" in said
    assert keeper.store(asked_at, lacking="yes").status_code == 303


def test_the_command_says_what_files_lack(sqlite_archive, tmp_path, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_archive.settings.home))
    for each in files_of(without=("cg1",)):
        (tmp_path / each.name).write_bytes(each.content)
    typed = ["imported", "add", *map(str, sorted(tmp_path.glob("*.csv"))), "--chapter", "north", "--title", "Old hall"]
    typed += ["--date", "2024-05-14", "--instrument", "common-ground/1"]
    done = CliRunner().invoke(weaving, [*typed, "--json"])
    assert done.exit_code == 0, done.output
    assert "These questions are missing, before or after or both times: cg1" in done.stderr
    assert "tell nothing of Closeness" in done.stderr


def test_the_questionnaire_that_a_study_asks_is_chosen_before_others(sqlite_archive):
    sqlite_archive.put()
    with sqlite_archive.database.reading() as db:
        among = ["common-ground/1", "learning-module/1"]
        assert usual_version(db, [sqlite_archive.chapter], among=among) == "common-ground/1"
        assert usual_version(db, [], among=among) == "common-ground/1", "no evening of theirs asks anything yet"


def test_questions_to_choose_from_end_between_words():
    long = [(item, shown) for item, shown in questions_of(VERSION) if shown.endswith(" …")]
    words = {item.id: item.text.replace("{place}", "your area") for item in VERSION.items}
    assert long
    for item, shown in long:
        assert len(shown) <= LONGEST_QUESTION
        assert f"{item}: {words[item]} ".startswith(shown.removesuffix("…"))


def test_paper_is_refused_where_answers_came_from_a_file(sqlite_archive):
    evening = sqlite_archive.put()
    keyer = Keyer(by=sqlite_archive.by, cards_key=b"c" * 32, links_key=b"l" * 32, rng=random.Random(1))
    with sqlite_archive.database.transaction() as db:
        row = db.get_one(Experiment, evening)
        assert kinds_on_paper(db, row) == []
        with pytest.raises(Refused, match="came from a file: no paper can be keyed there"):
            add_batch(db, row, kind="pre", sheets=3, keyer=keyer)


def test_a_draft_of_an_evening_that_was_taken_out_gives_no_files_and_says_so(sqlite_archive):
    evening = sqlite_archive.put()
    drafted(sqlite_archive, evening)
    sqlite_archive.take_out(evening)
    arguments = {"subject": str(evening), "scope": "experiment", "title": "Old hall"}
    job = Job(kind="report", state=JobState.DONE, artefact="0" * 64, arguments=arguments)
    with sqlite_archive.database.reading() as db:
        gone = taken_out(db, [evening])
    (listed,) = artefacts_listed(sqlite_archive.settings, [job], titles={}, gone=gone)
    assert (listed.taken_out, listed.files, listed.badge) == (True, (), None)
    (other,) = artefacts_listed(sqlite_archive.settings, [job], titles={})
    assert not other.taken_out


def test_the_list_says_that_its_answers_were_taken_out(sqlite_archive, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_archive.settings.home))
    evening = sqlite_archive.put()
    drafted(sqlite_archive, evening)
    sqlite_archive.take_out(evening)
    done = CliRunner().invoke(weaving, ["imported", "list", "--json"])
    assert [each["taken_out"] for each in json.loads(done.stdout)] == [True]
