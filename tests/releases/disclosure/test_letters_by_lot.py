"""Letters in the place of names are drawn by lot for each release, and nothing beside them tells whose they are."""

import random
from types import SimpleNamespace

import pandas as pd
import pytest
from sqlalchemy import select

from evaluation.impact_report.formats import html
from evaluation.impact_report.text.translate import report_in_language
from evaluation.models import Experiment, Response
from evaluation.reports.releases import freeze_release
from evaluation.reports.releases.freeze_release import files, tree_of
from evaluation.reports.releases.pseudonyms import drawn_pseudonyms
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import release_numbered
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.waves import open_wave
from tests.releases.kept import begun, typed

ITEMS = ("bt1", "bt2", "bt3", "cg2", "cg3")
NAMES = ("Ashford", "Brook", "Cold Ash", "Dean")
PLACES = ("Mill Hall", "Vestry", "Corn Exchange", "Chapel Night", "Caer", "Ynys", "Tarn")
KINDS = {"en": ("Assembly", "House meeting"), "cy": ("Cynulliad", "Cyfarfod tŷ")}


def drawn(seed):
    gathered = SimpleNamespace(chapters=[SimpleNamespace(name=name) for name in NAMES], still_open=("Late Night",))
    frame = SimpleNamespace(frame=pd.DataFrame({"experiment": ["amber-owl", "brass-fox", "calm-elk"]}))
    return drawn_pseudonyms(gathered, frame, rng=random.Random(seed))


def test_each_chapter_has_each_letter_in_some_release_and_each_workshop_each_number():
    found = [drawn(seed) for seed in range(200)]
    for name in NAMES:
        assert {each.chapters[name] for each in found} == {f"Chapter {letter}" for letter in "ABCD"}
    for name in ("amber-owl", "brass-fox", "calm-elk", "Late Night"):
        assert {each.workshops[name] for each in found} == {"1", "2", "3", "4"}


def test_no_two_have_the_same_letter_or_number():
    found = drawn(1)
    assert len({*found.chapters.values()}) == len(NAMES)
    assert len({*found.workshops.values()}) == 4


@pytest.fixture(scope="module", autouse=True)
def texts_alone():
    """Releases are written as the files that are read here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(freeze_release, "RELEASE_FORMATS", ("html", "csv"))
        yield


@pytest.fixture(scope="module")
def lettered(tmp_path_factory, migrated_sqlite):
    """A release in letters of three chapters, one of which alone holds assemblies, while an evening is still open."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("lettered") / "home") as fieldwork:
        fieldwork.evening("Mill Hall", 26, answering=ITEMS)
        fieldwork.evening("Vestry", 24, chapter="Ynys", answering=ITEMS)
        with fieldwork.database.transaction() as db:
            fieldwork.chapters["Tarn"] = add_chapter(db, fieldwork.study, name="Tarn", now=fieldwork.clock())
        fieldwork.evening("Corn Exchange", 22, chapter="Tarn", answering=ITEMS)
        fieldwork.evening("Chapel Night", 2, answering=ITEMS)
        with fieldwork.database.transaction() as db:
            db.get_one(Experiment, fieldwork.experiments["Vestry"].id).kind = "assembly"
            db.get_one(Experiment, fieldwork.experiments["Mill Hall"].id).kind = "house_meeting"
            rng = random.Random(3)
            for response in db.scalars(select(Response).order_by(Response.submitted_at, Response.id)):
                response.answers = dict.fromkeys(response.answers, rng.randint(1, 7))
            still = db.get_one(Experiment, fieldwork.experiments["Chapel Night"].id)
            open_wave(db, still, kind="post", now=fieldwork.clock())
        typed(fieldwork, "make", "--letters")
        typed(fieldwork, "put-out", "1")
        yield fieldwork


def frozen(fieldwork):
    with fieldwork.database.reading() as db:
        return rebuilding(db, release_numbered(db, fieldwork.study, 1))


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_page_in_letters_says_that_they_are_drawn_and_nothing_of_an_order_of_names(lettered, language):
    page = html.page(report_in_language(tree_of(frozen(lettered)), language))
    assert {"en": "Letters drawn by lot;", "cy": "Llythrennau trwy goelbren;"}[language] in page
    assert [words for words in ("name order", "nhrefn enwau") if words in page] == []


@pytest.mark.parametrize("language", ["en", "cy"])
def test_neither_how_a_chapter_works_nor_what_is_still_open_names_one(lettered, language):
    page = html.page(report_in_language(tree_of(frozen(lettered)), language))
    assert [words for words in (*KINDS[language], *PLACES) if words in page] == []
    assert {"en": "still answering there when this was made: Workshop", "cy": "Gweithdy"}[language] in page


def test_no_file_of_it_names_a_kind_or_a_place(lettered):
    told = "".join(content.decode(errors="ignore") for content in files(frozen(lettered)).values())
    assert [words for words in (*KINDS["en"], *PLACES, "name order") if words in told] == []


def test_it_is_written_again_to_the_same_bytes(lettered):
    assert [each["holds"] for each in typed(lettered, "verify")] == [True]


def test_with_names_the_order_is_said_and_the_kinds_are_told(lettered):
    typed(lettered, "make")
    with lettered.database.reading() as db:
        page = html.page(tree_of(rebuilding(db, release_numbered(db, lettered.study, 2))))
    assert ("In name order;" in page, "Assembly" in page) == (True, True)
