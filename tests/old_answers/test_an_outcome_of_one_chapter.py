"""An outcome that one of two chapters asked is told of with every chapter that asked it."""

import random

import pytest

from evaluation.models import Study
from evaluation.reports.draft_report import draft_report
from evaluation.store.reports.gather import gather_study
from evaluation.store.studies.chapters import add_chapter
from evaluation.web.app import Services
from tests.importing.brought_words import words_of
from tests.old_answers.files_of_an_evening import LIMITS, files_of

NEITHER = ("cg1", "cg2", "cg3", "df1", "df2")


def people_moving(moves, *, seed, people=27):
    """People of whom a share, or all, answer some questions by one more, or one less, after than before."""
    rng, found = random.Random(seed), []
    for _ in range(people):
        pre = {item: rng.randint(low + 2, high - 2) for item, (low, high) in LIMITS.items()}
        post = {item: answer + _move(moves.get(item[:2], 0), rng) for item, answer in pre.items()}
        found.append({"pre": pre, "post": post})
    return found


def _move(share, rng):
    by_chance = rng.choice([-1, 0, 0, 0, 1])
    return by_chance + (rng.random() < abs(share)) * (1 if share > 0 else -1)


def two_chapters(archive, *, nervous=1.0, seed=3):
    """The draft of a study: one chapter asked trust and more, the other has files that lack most questions of trust."""
    archive.put(files_of(people_moving({"bt": 1, "an": nervous}, seed=seed), without=NEITHER), title="Ash")
    with archive.database.transaction() as db:
        archive.chapter = add_chapter(db, archive.study, name="Caer Lliw", now=archive.clock())
    lacking = files_of(people_moving({"ag": 1, "an": -1}, seed=5), without=(*NEITHER, "bt2", "bt3"))
    archive.put(lacking, title="Lliw")
    services = Services(archive.settings, archive.database, archive.clock)
    return draft_report(services, lambda db: gather_study(db, db.get_one(Study, archive.study.id)))


SIDE_BY_SIDE = "Other outcomes, side by side Change (likely range) Caer Lliw North Nervousness −1.0 ("


@pytest.fixture
def said(sqlite_archive):
    return words_of(two_chapters(sqlite_archive))


def test_page_1_puts_every_chapter_that_asked_an_outcome_side_by_side(said):
    assert SIDE_BY_SIDE in said


def test_the_table_of_findings_has_a_row_of_each_chapter_that_asked_an_outcome(said):
    table = said[said.rindex("Every finding in one table") :]
    rows = ["Trust in people from other communities, North", "Nervousness, Caer Lliw", "Nervousness, North"]
    assert [row for row in rows if row not in table] == []
    assert "communities, Caer Lliw" not in table


def test_a_chapter_that_was_not_asked_is_said_to_have_been_not_asked_and_not_held_back(said):
    assert "trust in people from other communities was not asked in Caer Lliw" in said
    assert said.count("Trust in people from other communities was not asked in Caer Lliw, or by too few of its") == 2
    assert "27 of the 54 people who answered both times are in no figure of trust" in said
    assert [words for words in ("single people answered", "Caer Lliw held back", "Lliw: held") if words in said] == []


def test_a_harm_of_a_chapters_people_that_its_range_leaves_open_has_one_row_with_both_facts(sqlite_archive):
    said = words_of(two_chapters(sqlite_archive, nervous=0.3, seed=17))
    table = said[said.rindex("Every finding in one table") : said.rindex("How sure we can be of the whole study")]
    assert table.count("Nervousness, North") == 1
    assert "no clear move; unwelcome, counting people alone" in table
