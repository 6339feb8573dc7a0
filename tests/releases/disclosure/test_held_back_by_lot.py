"""Where answers are held back by lot, a report says so: its counts are not those of everybody who answered."""

from contextlib import contextmanager

import pytest

from evaluation.impact_report.formats import html, json
from evaluation.impact_report.text import sentences
from evaluation.impact_report.text.held_by_lot import HELD_BY_LOT
from evaluation.models import Experiment
from evaluation.reports.draft_report import draft_report
from evaluation.reports.releases.freeze_release import of_experiments, tree_of
from evaluation.store.releases.contents import rebuilding
from evaluation.web.app import Services
from tests.impact_report.examples import evening
from tests.impact_report.page_one import plain
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY
from tests.releases.kept import begun, frozen_at_once

COUNTED = "17 answered both and are counted"


@contextmanager
def north_one(template, home):
    """North One, to which 22 people came."""
    with begun(template, home) as fieldwork:
        fieldwork.evening("North One", 22, answering=ITEMS)
        yield fieldwork


def drafted(fieldwork, *, hold_back=False):
    """The draft report of North One as it may be told now."""
    fieldwork.clock.advance(minutes=1)
    services = Services(fieldwork.settings, fieldwork.database, fieldwork.clock)
    return draft_report(services, lambda db: of_experiments(db, [_of(db, fieldwork)], public=False)[0],
                        hold_back=hold_back)  # fmt: skip


def _of(db, fieldwork):
    return db.get_one(Experiment, fieldwork.experiments["North One"].id)


def frozen(fieldwork):
    """The tree of a release that is frozen without holding anybody back anew."""
    fieldwork.clock.advance(minutes=1)
    with fieldwork.database.transaction() as db:
        gathered, subject = of_experiments(db, [_of(db, fieldwork)], public=False)
        about = {"subject": subject, "key": KEY, "now": fieldwork.clock(), "by": "Ann"}
        return tree_of(rebuilding(db, frozen_at_once(db, gathered, **about).release))


@pytest.fixture(scope="module")
def held_back(tmp_path_factory, migrated_sqlite):
    """The draft in which four are held back by lot, and the release of the same people."""
    with (
        north_one(migrated_sqlite, tmp_path_factory.mktemp("held_back") / "home") as fieldwork,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("evaluation.reports.draft_report.key", lambda *_: KEY)
        drafted(fieldwork)
        fieldwork.withdraw("North One")
        return drafted(fieldwork, hold_back=True), frozen(fieldwork)


def test_a_draft_and_a_release_say_on_page_1_that_answers_are_held_back(held_back):
    for made in held_back:
        assert HELD_BY_LOT in plain(html.page(made))


def test_report_json_says_it_in_its_sentences_and_as_a_fact(held_back):
    for made in held_back:
        found = json.document(made)
        assert HELD_BY_LOT in [said["text"] for said in found["report"]["lede"]]
        assert found["around"]["held_back_by_lot"] is True


def test_no_count_is_called_that_of_everybody(held_back):
    for made in held_back:
        read, flow = plain(html.page(made)), json.document(made)["flow"]
        assert ("answered before" in read.split("How sure")[0], COUNTED in read) == (False, True)
        assert [isinstance(flow[field], int) for field in ("pre", "post", "pairs")] == [False, False, True]


def test_the_sentence_to_quote_says_it_too():
    made = evening(34, held_by_lot=True)
    assert HELD_BY_LOT in [made.language.say(each) for each in sentences.quote(made)]


def test_nothing_is_said_where_nobody_is_held_back(tmp_path, migrated_sqlite):
    with north_one(migrated_sqlite, tmp_path / "home") as fieldwork:
        assert HELD_BY_LOT not in plain(html.page(drafted(fieldwork)))
