"""The report of a study that used two versions pairs only what compares, says so, and prints the difference."""

import gettext
import io
from dataclasses import replace

import pytest
from lxml import html as page_of
from pypdf import PdfReader

from evaluation.impact_report.formats import html, json, pdf
from evaluation.impact_report.language.language import Language
from evaluation.models import ReleaseScope, Study
from evaluation.reports import from_study
from evaluation.reports.releases.freeze_release import tree_of
from evaluation.storage.database import open_database
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import Subject
from evaluation.store.reports.gather import gather_experiment, gather_study
from tests.authoring.two_versions import FIRST, MIXED, REASONS, TwoVersions, second
from tests.conftest import StandingClock
from tests.homes import copied_home
from tests.releases.kept import frozen_at_once

APART = "is never paired or pooled across common-ground v1 and common-ground v2: the answers do not compare."
RAISED = (
    "Trust in people from other communities: by rule, answers to “Trust: different background” do not compare between "
    "common-ground v1 and common-ground v2, since its words changed. "
    "Two people confirmed for common-ground v2 that they compare with care: “Ann tried it.” and “Ben tried it.”"
)
CARE = "Trust in people from other communities compares across common-ground v1 and common-ground v2 only with care."


@pytest.fixture
def study(sqlite_database, clock):
    return TwoVersions(sqlite_database, clock)


@pytest.fixture
def reported(study, clock):
    """The report of one evening, or of the whole study."""

    def report(experiment=None):
        with study.database.reading() as db:
            if experiment is None:
                return from_study.report_of(gather_study(db, db.get_one(Study, study.study.id)), now=clock())
            return from_study.report_of(gather_experiment(db, study.experiment(db, experiment)), now=clock())

    return report


def pairs(report, outcome):
    return getattr(report.outcomes[outcome].participants, "n_pairs", 0)


def text_of(content):
    """What a page says, in one line."""
    return " ".join(page_of.fromstring(content.encode()).text_content().split())


@pytest.fixture(scope="module")
def switched(tmp_path_factory, migrated_sqlite):
    """The report of an evening that asked version 1 before and version 2 after; made once, and looked at by many."""
    settings, clock = copied_home(migrated_sqlite, tmp_path_factory.mktemp("switched") / "home"), StandingClock()
    database = open_database(settings)
    study = TwoVersions(database, clock)
    evening = study.evening(1, 2)
    with database.reading() as db:
        yield from_study.report_of(gather_experiment(db, study.experiment(db, evening)), now=clock())
    database.close()


@pytest.fixture(scope="module")
def page(switched):
    """The same as HTML."""
    return html.page(switched)


def test_before_under_one_version_and_after_under_the_next_pairs_only_what_compares(switched):
    assert {name: pairs(switched, name) for name in switched.outcomes} == {
        "bridging_trust": 12, "closeness": 12, "difference": 12, "anxiety": 12, "agency": 12, "common_ground": 0,
    }  # fmt: skip


WANTED = [
    f"Common ground {APART}",
    CARE,
    RAISED,
    FIRST.items_by_id["cg2"].text,
    MIXED.items_by_id["cg2"].text,
    *REASONS.values(),
    "not comparable",
    "comparable with care",
    "Punctuation or spacing only.",
]


def test_the_page_says_what_is_not_paired_what_is_with_care_and_prints_words_class_and_reason(page):
    said = text_of(page)
    assert [sentence for sentence in WANTED if sentence not in said] == []


def test_the_words_that_came_and_went_are_marked_as_such(page):
    marked = page_of.fromstring(page.encode())
    assert (marked.xpath("//ins")[0].text, marked.xpath("//del")[0].text) == ("here", FIRST.items_by_id["cg2"].text)


def test_the_pdf_says_it_as_well(switched):
    pages = PdfReader(io.BytesIO(pdf.pages(switched))).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    wanted = ["is never paired or pooled across", "only with care", *REASONS.values(), "Some words changed."]
    assert [sentence for sentence in wanted if sentence not in said] == []


def test_the_json_holds_every_change_with_before_after_class_and_reason(switched):
    changes = {row["key"]: row for row in json.document(switched)["versions"]["changes"]}
    told = {key: (row["class"], row["reason"]) for key, row in changes.items() if key.startswith("items.")}
    assert told == {
        "items.bt2.text": ("comparable_with_care", REASONS["items.bt2.text"]),
        "items.cg2.text": ("not_comparable", REASONS["items.cg2.text"]),
        "items.df1.text": ("same", ""),
    }
    assert changes["items.bt2.text"]["after"] == MIXED.items_by_id["bt2"].text


def test_a_headline_says_why_there_is_no_change_to_tell(sqlite_database, clock):
    new = second(bt2="your own neighbours next door, every single morning?")
    study = TwoVersions(sqlite_database, clock, new, {"items.bt2.text": "Another group is meant."})
    evening = study.evening(1, 2)
    with study.database.reading() as db:
        report = from_study.report_of(gather_experiment(db, study.experiment(db, evening)), now=clock())
    assert json.document(report)["report"]["headline"] == (
        "Trust in people from other communities was asked in another way after than before: no change is told"
    )


def test_a_mixed_set_of_versions_shows_both_apart_each_in_its_own_words(study, reported):
    study.evening(1, 1, people=14)
    study.evening(2, 2, people=12)
    report = reported()
    assert {name: pairs(report, name) for name in report.outcomes if name.startswith(("common", "bridging"))} == {
        "bridging_trust": 26, "common_ground": 14, "common_ground@common_ground_2": 12,
    }  # fmt: skip
    assert "Common ground (common-ground v2)" in text_of(html.page(report))
    items = report.context.items
    assert (items["cg2"].text, items["cg2@common_ground_2"].text) == (
        FIRST.items_by_id["cg2"].text.replace("{place}", from_study.SOMEWHERE),
        MIXED.items_by_id["cg2"].text,
    )


def test_evenings_that_each_asked_one_version_are_not_said_to_have_asked_in_another_way(sqlite_database, clock):
    new = second(bt2="your own neighbours next door, every single morning?")
    study = TwoVersions(sqlite_database, clock, new, {"items.bt2.text": "Another group is meant."})
    study.evening(1, 1, people=3)
    study.evening(2, 2, people=3)
    with study.database.reading() as db:
        report = from_study.report_of(gather_study(db, db.get_one(Study, study.study.id)), now=clock())
    page = text_of(html.page(report))
    said = [words in page for words in ("was asked in another way after than before", "is shown once", "is kept apart")]
    assert said == [False, False, True]


def test_two_instruments_of_one_number_are_not_taken_for_one(study, reported):
    study.evening(1, 1)
    study.evening(1, 1, instrument="learning-module", chapter="Tarn")
    told = json.document(reported())["versions"]
    assert told["asked"] == {
        "Kestle": {"pre": "common-ground v1", "post": "common-ground v1"},
        "Tarn": {"pre": "learning-module v1", "post": "learning-module v1"},
    }


def test_a_study_of_one_version_says_nothing_of_versions(study, reported):
    report = reported(study.evening(1, 1))
    assert "versions" not in json.document(report)


@pytest.mark.parametrize(("strict", "counted"), [(0.67, 12), (1.0, 0)])
def test_each_version_is_scored_by_its_own_key(sqlite_database, clock, strict, counted):
    """Two of three items are enough under version 1; version 2 may ask for all three."""
    scales = tuple(
        scale.model_copy(update={"minimum_answered": strict}) if scale.id == "bridging_trust" else scale
        for scale in FIRST.scales
    )
    new = second().having(scales=scales)
    study = TwoVersions(
        sqlite_database, clock, new, {"scales.bridging_trust.minimum_answered": "Stricter from now on."}
    )
    study.left_out = "bt3"
    first, other = study.evening(1, 1), study.evening(2, 2)
    with study.database.reading() as db:
        gathered = gather_study(db, db.get_one(Study, study.study.id))
    answered = gathered.frame.groupby("experiment", observed=True)["bt1"].count() // 2
    assert answered[[first.slug, other.slug]].tolist() == [12, counted]


def test_the_words_of_a_welsh_report_are_welsh(switched, monkeypatch):
    missing = set()

    class Missing(gettext.NullTranslations):
        def gettext(self, message):
            missing.add(message)
            return message

    monkeypatch.setattr(Language("cy").catalogue, "_fallback", Missing())
    html.page(replace(switched, context=replace(switched.context, language="cy")))
    assert {message for message in missing if not message.startswith("The languages were")} == set()


@pytest.mark.parametrize("letters", [False, True])
def test_a_release_says_so_too_and_prints_nothing_of_what_does_not_compare(study, clock, letters):
    study.evening(1, 1, people=14)
    study.evening(2, 2, people=14, chapter="Tarn")
    clock.advance(hours=1)
    with study.database.transaction() as db:
        whole = db.get_one(Study, study.study.id)
        subject = Subject(scope=ReleaseScope.STUDY, id=whole.id, title=whole.name, public=True)
        gathered = gather_study(db, whole)
        made = frozen_at_once(db, gathered, subject=subject, key=b"k" * 32, now=clock(), by="a", letters=letters)
        told = json.document(tree_of(rebuilding(db, made.release)))
    assert told["outcomes"]["bridging_trust"]["participants"]["n_pairs"] == 28
    assert "suppressed" in told["outcomes"]["common_ground"]["participants"]
    assert f"Common ground {APART}" in [said["text"] for said in told["versions"]["sentences"]]
    assert (told["versions"]["asked"] == {}) is letters
