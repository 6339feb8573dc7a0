"""Enough people answered, and too few have a score of a primary outcome: what is said is true of both."""

import pytest

from evaluation.domain.errors import Refused
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.text.translate import report_in_language
from evaluation.models import Experiment
from evaluation.reports.draft_report import draft_report
from evaluation.reports.releases.freeze_release import of_experiments
from evaluation.store.reports.gather import gather_study
from evaluation.web.app import Services
from tests.impact_report.page_one import plain
from tests.releases.kept import begun, typed

TRUST, GROUND = ("bt1", "bt2", "bt3"), ("cg2", "cg3")
REASON = "Fewer than 5 people have a score of “Common ground” both times, and nothing is told without that"
SAID = {
    "en": (
        "Too few people have a score of common ground both times to report results.",
        "Nothing is told without common ground: all answers wait until enough people have a score of it.",
    ),
    "cy": ("Ni ddywedir dim heb", "yn aros nes bod gan ddigon o bobl sgôr"),
}
UNTRUE = ("people answered both times to report results", "answered it both times", "answered both times, so no figure")


@pytest.fixture(scope="module")
def fieldwork(tmp_path_factory, migrated_sqlite):
    """Six people came to Mill Hall and answered twice, of whom four have a score of common ground."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("waiting") / "home") as found:
        found.evening("Mill Hall", 4, answering=(*TRUST, *GROUND))
        found.evening("Mill Hall", 2, answering=TRUST)
        yield found


def of_one(db, fieldwork):
    here = db.get_one(Experiment, fieldwork.experiments["Mill Hall"].id)
    return of_experiments(db, [here], public=False)[0]


@pytest.fixture(scope="module", params=["an evening", "a study"])
def draft(request, fieldwork):
    """The draft of the evening, and of the study that has no other."""
    services = Services(fieldwork.settings, fieldwork.database, fieldwork.clock)
    one = request.param == "an evening"
    return draft_report(services, lambda db: of_one(db, fieldwork) if one else gather_study(db, fieldwork.study))


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_names_the_outcome_that_too_few_have_a_score_of(draft, language):
    page = " ".join(plain(html.page(report_in_language(draft, language))).split())
    assert [words for words in SAID[language] if words not in page] == []
    assert [words for words in UNTRUE if words in page] == []


def test_the_file_gives_it_as_the_reason_of_each_figure_that_is_held_back(draft):
    text = str(document(draft))
    assert REASON in document(draft)["outcomes"]["bridging_trust"]["participants"]["suppressed"]
    assert [words for words in UNTRUE if words in text] == []


def test_a_release_is_refused_with_it(fieldwork):
    with pytest.raises(Refused, match="Too few people answered enough questions of “common ground” both times"):
        typed(fieldwork, "make")


def test_where_too_few_answered_at_all_that_is_said(on_sqlite, release):
    on_sqlite.evening("Mill Hall", 4, answering=TRUST)
    with pytest.raises(Refused, match="Too few people answered both times: 5 are needed"):
        release("make")
