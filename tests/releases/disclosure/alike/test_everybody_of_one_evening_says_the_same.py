"""Everybody of one evening says the same: their answers are held back, and nothing else is."""

import random

import pytest
from sqlalchemy import select

from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.models import Chapter, Experiment, Response, Wave
from evaluation.reports.draft_report import draft_report
from evaluation.reports.releases.freeze_release import of_experiments
from evaluation.store.reports.gather import gather_chapter, gather_study
from evaluation.web.app import Services
from tests.impact_report.page_one import plain
from tests.releases.kept import begun, gone_on_from

TRUST, GROUND = ("bt1", "bt2", "bt3"), ("cg2", "cg3")
UNTRUE = (
    "Too few people have a score",
    "too few people have a score",
    "Fewer than 5 people answered it both times, so",
)
TRUE = "would tell what single people answered"


@pytest.fixture(scope="module")
def fieldwork(tmp_path_factory, migrated_sqlite):
    """At Walk Hall everybody gave the highest answers to trust; at Mill Hall and Quay people did not."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("the_same") / "home") as found:
        found.evening("Mill Hall", 24, answering=(*TRUST, *GROUND))
        found.evening("Walk Hall", 11, answering=(*TRUST, *GROUND), all_say=TRUST)
        found.evening("Quay", 22, chapter="Ynys", answering=(*TRUST, *GROUND))
        yield found


def made(fieldwork, gather):
    return draft_report(Services(fieldwork.settings, fieldwork.database, fieldwork.clock), gather)


@pytest.fixture(scope="module")
def study(fieldwork):
    """The draft of the study."""
    return made(fieldwork, lambda db: gather_study(db, fieldwork.study))


def test_the_others_of_its_chapter_are_told_of(study):
    chapters = document(study)["outcomes"]["bridging_trust"]["chapters"]
    assert {name: found.get("n_pairs") for name, found in chapters.items()} == {"Caer": 24, "Ynys": 22}


def test_nothing_is_told_of_that_evening(study):
    evenings = document(study)["outcomes"]["bridging_trust"]["experiments"]
    told = [found["n_pairs"] for found in evenings.values() if "n_pairs" in found]
    held = [found["suppressed"] for found in evenings.values() if "n_pairs" not in found]
    assert sorted(told) == [22, 24]
    assert len(held) == 1
    assert TRUE in held[0]


def test_outcomes_of_which_its_people_said_different_things_count_them(study):
    assert document(study)["outcomes"]["common_ground"]["chapters"]["Caer"]["n_pairs"] == 35


def test_page_1_says_how_many_are_in_no_figure_and_that_they_could_change_it(study):
    page = " ".join(plain(html.page(study)).split())
    assert "11 of the 57 people who answered both times are in no figure of" in page
    assert "What is said here is without them, and with them it could be otherwise." in page


def test_page_1_says_of_how_many_workshops_nothing_is_in_the_figures_and_why(study):
    page = " ".join(plain(html.page(study)).split())
    assert "In trust in people from other communities, one workshop is held back, as its figures would tell" in page
    assert "the others of its chapter count" in page


def test_a_quote_does_not_say_that_they_have_no_score(fieldwork):
    _, page = of_caer(fieldwork)
    assert "Of these, 24 have a score" not in page


def test_the_chapter_and_the_study_hold_the_same_people_back(fieldwork, study):
    caer = fieldwork.chapters["Caer"].id
    own = made(fieldwork, lambda db: gather_chapter(db, db.get_one(Chapter, caer)))
    alone, of_study = (document(each)["outcomes"]["bridging_trust"]["chapters"]["Caer"] for each in (own, study))
    figures = ("n_pairs", "mean_pre", "mean_post", "mean_change")
    assert [alone[name] for name in figures] == [of_study[name] for name in figures]


def test_a_chapter_whose_only_evening_it_is_gives_no_results_and_the_other_has(fieldwork, tmp_path):
    with gone_on_from(fieldwork, tmp_path / "home") as now:
        answer(now, "Quay", before=(2,), after=(5,))
        found = made(now, lambda db: gather_study(db, now.study))
    page = " ".join(plain(html.page(found)).split())
    assert "One of two chapters has results; trust in people from other communities in Ynys cannot be told" in page


def test_its_own_report_gives_no_untrue_reason(fieldwork, tmp_path):
    with gone_on_from(fieldwork, tmp_path / "home") as now:
        here = now.experiments["Walk Hall"].id
        own = made(now, lambda db: of_experiments(db, [db.get_one(Experiment, here)], public=False)[0])
    page = " ".join(plain(html.page(own)).split())
    assert "Nothing can be told of trust in people from other communities without telling what" in page
    assert [words for words in UNTRUE if words in page or words in str(document(own))] == []


def test_the_badge_of_its_own_report_gives_the_true_reason(fieldwork, tmp_path):
    with gone_on_from(fieldwork, tmp_path / "home") as now:
        answer(now, "Quay", before=(2,), after=(5,))
        here = now.experiments["Quay"].id
        own = made(now, lambda db: of_experiments(db, [db.get_one(Experiment, here)], public=False)[0])
    said = [own.language.say(each.sentence) for each in own.badge.reasons]
    assert "Nothing can be told of the first outcome without telling what single people answered" in said
    assert [each for each in said if each.startswith("The figures of the first outcome come from fewer")] == []


def answer(fieldwork, title, *, before, after):
    """Everybody of an evening gives one of these answers to trust before, and one of those after."""
    chance = random.Random(7)
    with fieldwork.database.transaction() as db:
        for form in db.scalars(select(Response).where(Response.experiment_id == fieldwork.experiments[title].id)):
            of = before if db.get_one(Wave, form.wave_id).kind == "pre" else after
            form.answers = {**form.answers, **dict.fromkeys(TRUST, chance.choice(of))}


@pytest.fixture
def rising(fieldwork, tmp_path):
    """Trust rose at Mill Hall."""
    with gone_on_from(fieldwork, tmp_path / "home") as now:
        answer(now, "Mill Hall", before=(2, 3), after=(5, 6))
        yield now


def of_caer(now):
    caer = now.chapters["Caer"].id
    found = made(now, lambda db: gather_chapter(db, db.get_one(Chapter, caer)))
    return document(found)["outcomes"]["bridging_trust"]["sentences"], " ".join(plain(html.page(found)).split())


@pytest.fixture
def several(fieldwork, tmp_path):
    """Further evenings where everybody said the same."""
    with gone_on_from(fieldwork, tmp_path / "home") as now:
        now.evening("Long Hall", 9, answering=(*TRUST, *GROUND), all_say=TRUST)
        yield now


def test_several_workshops_are_counted(several):
    page = " ".join(plain(html.page(made(several, lambda db: gather_study(db, several.study)))).split())
    assert "In trust in people from other communities, two workshops are held back" in page


NOT_CLAIMED = "As a workshop is held back of trust in people from other communities, nothing is claimed of it"
HELD_BACK_OF_THEM = {"rose": ((2,), (5,)), "fell": ((6, 7), (1,)), "stayed": ((4,), (4,))}


@pytest.mark.parametrize("moved", HELD_BACK_OF_THEM)
def test_nothing_is_claimed_of_an_outcome_whatever_the_answers_held_back_are(rising, moved):
    before, after = HELD_BACK_OF_THEM[moved]
    answer(rising, "Walk Hall", before=before, after=after)
    said, page = of_caer(rising)
    assert "cannot tell" in str(said)
    assert NOT_CLAIMED in page


def test_nor_that_it_stayed_about_the_same(fieldwork, tmp_path):
    with gone_on_from(fieldwork, tmp_path / "home") as now:
        answer(now, "Mill Hall", before=(2, 6), after=(2, 6))
        said, page = of_caer(now)
    assert ("about the same" in str(said), NOT_CLAIMED in page) == (False, True)


def test_of_outcomes_without_such_answers_it_is_not_said(rising):
    assert "held back of common ground" not in of_caer(rising)[1]


@pytest.mark.parametrize("moved", HELD_BACK_OF_THEM)
def test_nor_is_it_claimed_of_its_chapter_in_a_study_of_two(rising, moved):
    before, after = HELD_BACK_OF_THEM[moved]
    answer(rising, "Walk Hall", before=before, after=after)
    page = " ".join(plain(html.page(made(rising, lambda db: gather_study(db, rising.study)))).split())
    said = "As a workshop in Caer is held back of trust in people from other communities, there nothing is claimed"
    lede, _, quote = page.partition("A sentence you may quote")
    assert (said in lede, said in quote) == (True, True)
    assert "rose clearly" not in page
    assert "clearly more" not in page


def test_no_untrue_reason_is_given(study, fieldwork):
    page = " ".join(plain(html.page(study)).split())
    assert [words for words in UNTRUE if words in page or words in str(document(study))] == []
