"""A public release, once out, is told in plain words to the people whose answers it used."""

import instruments
from evaluation.models import Experiment
from evaluation.reports.releases import freeze_release
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import show_to_chapters
from evaluation.store.responses.published_result import published_result_at
from tests.releases.conftest import KEY

SCALES = instruments.scoring_key(instruments.load("common-ground", 1))
ITEMS = tuple(dict.fromkeys(item for scale in SCALES for item in scale["items"]))


def test_the_headline_of_a_released_report_is_what_people_are_told(on_sqlite, monkeypatch):
    monkeypatch.setattr(freeze_release, "RELEASE_FORMATS", ("html",))
    on_sqlite.evening("Mill Hall", 26, answering=ITEMS)
    experiment = on_sqlite.experiments["Mill Hall"].id
    with on_sqlite.database.transaction() as db:
        gathered, subject = freeze_release.of_experiments(db, [db.get_one(Experiment, experiment)], public=True)
        about = {"subject": subject, "key": KEY, "now": on_sqlite.clock(), "by": "Ann"}
        release = freeze_release.freeze_release(db, gathered, **about).release
        show_to_chapters(db, release, now=on_sqlite.clock(), by="Ann")
        assert published_result_at(db, experiment) is None
        on_sqlite.clock.advance(days=10)
        freeze_release.put_out_release(db, release, now=on_sqlite.clock(), by="Ann")
        published = published_result_at(db, experiment)
        page = freeze_release.files(rebuilding(db, release))["report.html"].decode()
    result = published.in_language("en")
    assert result.headline in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "trust" in result.headline.lower()
    assert "ymddiriedaeth" in published.in_language("cy").headline.lower()
