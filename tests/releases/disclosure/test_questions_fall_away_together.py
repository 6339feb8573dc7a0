"""After a withdrawal with others held back, the questions of a report do not follow what that person had answered."""

from functools import partial

import pytest

from evaluation.impact_report.formats.json import document
from evaluation.models import Experiment
from evaluation.reports.draft_report import draft_report
from evaluation.reports.releases.freeze_release import of_experiments, tree_of
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import release_numbered
from evaluation.web.app import Services
from tests.releases.kept import begun, typed

PRIMARY, OTHERS = ("bt1", "bt2", "bt3", "cg2", "cg3"), ("ag1", "ag2", "cg1")


@pytest.fixture(params=[(), ("ag1",)], ids=["all answered", "one left out"])
def fieldwork(request, tmp_path, migrated_sqlite):
    """Thirty people of whom most answer every question; the one who will withdraw leaves some out."""
    with begun(migrated_sqlite, tmp_path / "home") as found:
        found.evening("Mill Hall", 21, answering=PRIMARY + OTHERS)
        for number in range(8):
            found.evening("Mill Hall", 1, answering=PRIMARY + OTHERS[: number % 3])
        found.evening("Mill Hall", 1, answering=(*PRIMARY, *(item for item in OTHERS if item not in request.param)))
        yield found


def drafted(fieldwork, *, hold_back):
    services = Services(fieldwork.settings, fieldwork.database, fieldwork.clock)
    fieldwork.clock.advance(minutes=1)

    def gathered(db):
        here = db.get_one(Experiment, fieldwork.experiments["Mill Hall"].id)
        return of_experiments(db, [here], public=False)[0]

    return document(draft_report(services, gathered, hold_back=hold_back))


def released(fieldwork, *, hold_back):
    slug = fieldwork.experiments["Mill Hall"].slug
    number = typed(fieldwork, "make", slug, *(["--hold-back"] if hold_back else []))["number"]
    with fieldwork.database.reading() as db:
        return document(tree_of(rebuilding(db, release_numbered(db, fieldwork.study, number))))


def counted(told):
    """How many people stand behind each question that is told."""
    return {name: found["n_pairs"] for name, found in told["items"].items() if isinstance(found.get("n_pairs"), int)}


@pytest.mark.parametrize("made", [drafted, released])
def test_each_question_changes_by_nobody_or_five_or_all_are_withdrawn(fieldwork, made):
    report = partial(made, fieldwork)
    before = counted(report(hold_back=False))
    fieldwork.withdraw("Mill Hall")
    after = counted(report(hold_back=True))
    assert set(before) >= {*PRIMARY, *OTHERS}
    assert set(after) in (set(before), set())
    assert [name for name in after if 0 < before[name] - after[name] < 5] == []
