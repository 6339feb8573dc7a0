"""A public release, once out, is told in plain words to the people whose answers it used."""

import itertools

import instruments
from evaluation.models import Experiment
from evaluation.reports.releases import freeze_release
from evaluation.reports.releases.release_steps import put_out_release
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import show_to_chapters
from evaluation.store.responses.published_result import published_result_at
from tests.releases.conftest import KEY
from tests.releases.kept import frozen_at_once

SCALES = instruments.scoring_key(instruments.load("common-ground", 1))
ITEMS = tuple(dict.fromkeys(item for scale in SCALES for item in scale["items"]))


def answering_alike(fieldwork):
    """Whoever answers high on one question answers high on the others."""
    draw, answered = fieldwork.rng.randint, itertools.count()
    level = [4]

    def alike(least, most):
        if next(answered) % len(ITEMS) == 0:
            level[0] = draw(2, 6)
        return min(most, max(least, level[0] + draw(-1, 1)))

    return alike


def told(fieldwork, monkeypatch):
    """What people are told once an evening is out, and its report."""
    monkeypatch.setattr(freeze_release, "RELEASE_FORMATS", ("html",))
    fieldwork.evening("Mill Hall", 26, answering=ITEMS)
    experiment = fieldwork.experiments["Mill Hall"].id
    with fieldwork.database.transaction() as db:
        gathered, subject = freeze_release.of_experiments(db, [db.get_one(Experiment, experiment)], public=True)
        about = {"subject": subject, "key": KEY, "now": fieldwork.clock(), "by": "Ann"}
        release = frozen_at_once(db, gathered, **about).release
        show_to_chapters(db, release, now=fieldwork.clock(), by="Ann")
        assert published_result_at(db, experiment) is None
    fieldwork.clock.advance(days=10)
    put_out_release(fieldwork.database, release.id, clock=fieldwork.clock, by="Ann")
    with fieldwork.database.reading() as db:
        page = freeze_release.files(rebuilding(db, release))["report.html"].decode()
        return published_result_at(db, experiment), page.replace("\N{NO-BREAK SPACE}", " ")


def test_the_headline_of_a_released_report_is_what_people_are_told(on_sqlite, monkeypatch):
    published, page = told(on_sqlite, monkeypatch)
    result = published.in_language("en")
    assert result.headline in page
    assert "trust" in result.headline.lower()
    assert "ymddiriedaeth" in published.in_language("cy").headline.lower()
    assert result.averages == (), "questions that do not go together have no average"


def test_the_averages_that_are_drawn_are_those_of_the_report(on_sqlite, monkeypatch):
    monkeypatch.setattr(on_sqlite.rng, "randint", answering_alike(on_sqlite))
    published, page = told(on_sqlite, monkeypatch)
    drawn, welsh = published.in_language("en").averages, published.in_language("cy").averages
    assert [each.label for each in drawn] == ["Trust", "Common ground"]
    assert [f">{figure}<" in page for each in drawn for figure in (each.before, each.after)] == [True] * 4
    assert [(each.before, each.after) for each in welsh] == [(each.before, each.after) for each in drawn]
