"""`weaving release`, as an evaluator types it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from functools import partial
from itertools import product
from pathlib import Path

import pytest

import instruments
from analysis.wording.renderer import RENDERER_VERSION
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import PaperSheet, SheetBatch, WavePress
from evaluation.reports.releases import freeze_release
from evaluation.store.studies.waves import waves_of
from tests.releases.conftest import aggregates
from tests.releases.kept import begun, gone_on_from, run_release, typed

ROOT = Path(__file__).parents[2]
REBUILD = "from evaluation.cli import main; main()"
SCALES = instruments.scoring_key(instruments.load("common-ground", 1))
ITEMS = tuple(dict.fromkeys(item for scale in SCALES for item in scale["items"]))


@pytest.fixture(scope="module")
def held(tmp_path_factory, migrated_sqlite):
    """Two large evenings and one that is too small, of two chapters, for tests that only look at them."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("held") / "home") as fieldwork:
        fieldwork.evening("Mill Hall", 26, answering=ITEMS)
        fieldwork.evening("Quay", 4, answering=ITEMS)
        fieldwork.evening("Vestry", 24, chapter="Ynys", answering=ITEMS)
        yield fieldwork


@pytest.fixture
def evenings(held, tmp_path):
    """The same evenings for a test that changes something."""
    with gone_on_from(held, tmp_path / "home") as fieldwork:
        yield fieldwork


@pytest.fixture
def release(evenings):
    """The verb, where these evenings were."""
    return partial(typed, evenings)


@pytest.fixture(scope="module")
def made(held, tmp_path_factory):
    """A release of these evenings that is made and not out, to look at; `said` is what the verb said."""
    with gone_on_from(held, tmp_path_factory.mktemp("made") / "home") as fieldwork:
        fieldwork.said = typed(fieldwork, "make")
        yield fieldwork


@pytest.fixture(scope="module")
def out(made, tmp_path_factory):
    """The same release put out, to look at; `said` is what the verb said."""
    with gone_on_from(made, tmp_path_factory.mktemp("out") / "home") as fieldwork:
        fieldwork.said = typed(fieldwork, "put-out", "1")
        yield fieldwork


@pytest.fixture
def after_a_withdrawal(out, tmp_path):
    """The release that is out, and somebody whose answers it used has taken them back."""
    with gone_on_from(out, tmp_path / "home") as fieldwork:
        fieldwork.withdraw("Mill Hall")
        yield fieldwork


@pytest.fixture
def texts_alone(monkeypatch):
    """Releases have only the files that are read as texts, for tests that open no other."""
    monkeypatch.setattr(freeze_release, "RELEASE_FORMATS", ("html", "csv"))


def digests_in(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def released_digests(fieldwork):
    return {file["name"]: file["sha256"] for file in fieldwork.said["files"]}


def test_a_release_says_who_is_used_and_who_waits(made):
    assert [made.said[name] for name in ("number", "used", "waiting", "standing")] == [1, 50, 4, "draft"]


def test_a_release_that_is_shown_says_who_left_since_as_its_page_does(made, after_a_withdrawal):
    few = "Fewer than 5 people, or nobody, have taken their answers back since this was frozen."
    assert {typed(each, "show", "1")["left_since"] for each in (made, after_a_withdrawal)} == {few}


def test_a_released_report_is_verified_byte_by_byte_after_a_withdrawal(after_a_withdrawal):
    files = len(typed(after_a_withdrawal, "show", "1")["files"])
    assert typed(after_a_withdrawal, "verify") == [
        {"release": 1, "renderer": RENDERER_VERSION, "files": files, "holds": True}
    ]


def test_files_written_again_are_the_bytes_that_were_released(out, tmp_path):
    typed(out, "rebuild", "1", "--output", str(tmp_path / "out"))
    digests = digests_in(tmp_path / "out")
    assert digests == released_digests(out)
    assert {"report.json", "report.html", "report.pdf", "figures.csv", "figure-01.svg"} <= set(digests)


@pytest.mark.usefixtures("texts_alone")
def test_a_chapters_words_are_in_the_files(made, tmp_path):
    with gone_on_from(made, tmp_path / "home") as fieldwork:
        release = partial(typed, fieldwork)
        release("show-chapters", "1")
        release("words", "1", "We met again.", "--chapter", "caer")
        release("put-out", "1")
        release("rebuild", "1", "--output", str(tmp_path / "out"))
    written = json.loads((tmp_path / "out" / "report.json").read_text())
    assert written["report"]["own_words"] == {"Caer": "We met again."}
    assert "We met again." in (tmp_path / "out" / "report.html").read_text()


def test_a_public_release_cannot_go_out_at_once(release):
    release("make", "--public")
    with pytest.raises(Refused, match="must see a public release first"):
        release("put-out", "1")


def test_a_release_prints_no_count_of_one_or_two_people(made):
    outcomes = aggregates(made, 1)["outcomes"].values()
    groups = [group for outcome in outcomes for group in outcome["chapters"].values()]
    names = ("n_up", "n_same", "n_down", "n_up_margin", "n_within_margin", "n_down_margin")
    assert len(groups) == 2 * len(SCALES)
    assert [group[name] for group, name in product(groups, names) if group[name] in (1, 2)] == []


def test_a_release_prints_no_mean_finer_than_one_decimal(made):
    outcomes = aggregates(made, 1)["outcomes"].values()
    means = [group["mean_change"] for outcome in outcomes for group in outcome["chapters"].values()]
    assert means == [round(mean, 1) for mean in means]


def test_small_evenings_are_printed_under_one_name(release, evenings):
    evenings.evening("Chapel", 3, answering=ITEMS)
    release("make")
    slugs = {title: experiment.slug for title, experiment in evenings.experiments.items()}
    together = "+".join(sorted((slugs["Quay"], slugs["Chapel"])))
    printed = aggregates(evenings, 1)["design"]["experiments"]
    assert printed == sorted([f"Caer/{slugs['Mill Hall']}", f"Caer/{together}", f"Ynys/{slugs['Vestry']}"])


def test_waiting_people_are_in_no_count(made):
    flow = aggregates(made, 1)["flow"]
    assert (flow["pairs"], flow["chapters"]["Caer"]["pairs"]) == (50, 26)


def test_an_outcome_of_which_a_whole_evening_said_the_same_is_left_out_of_that_evening_alone(release, evenings):
    evenings.evening("Hall", 20, answering=ITEMS, all_say=("bt1", "bt2", "bt3"))
    release("make")
    trust = aggregates(evenings, 1)["outcomes"]["bridging_trust"]
    assert (trust["chapters"]["Caer"]["n_pairs"], trust["participants"]["n_pairs"]) == (26, 50)


def test_a_fresh_checkout_writes_the_same_bytes_after_a_withdrawal(after_a_withdrawal, tmp_path):
    home = str(after_a_withdrawal.settings.home)
    for package in ("analysis", "evaluation", "instruments", "templates"):
        shutil.copytree(ROOT / package, tmp_path / "checkout" / package, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-c", REBUILD, "release", "rebuild", "1", "--output", str(tmp_path / "out")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "checkout"), "WEAVING_HOME": home},
        check=True,
    )
    assert digests_in(tmp_path / "out") == released_digests(after_a_withdrawal)


def test_counts_are_told_of_a_group_once_as_it_was_first_released(release, evenings, monkeypatch):
    monkeypatch.setattr("evaluation.cli.results.release.now_utc", evenings.clock)
    release("make")
    evenings.clock.advance(hours=1)
    evenings.evening("Vestry", 6, chapter="Ynys", answering=ITEMS)
    release("make")
    caer, ynys = (aggregates(evenings, 2)["outcomes"]["bridging_trust"]["chapters"][name] for name in ("Caer", "Ynys"))
    assert "suppressed" in ynys["n_up_margin"]
    assert ynys["n_pairs"] == 30
    before = aggregates(evenings, 1)["outcomes"]["bridging_trust"]["chapters"]["Caer"]
    told = ("n_pairs", "mean_change", "n_up_margin", "n_within_margin", "n_down_margin")
    assert [caer[name] for name in told] == [before[name] for name in told]


def test_any_set_of_a_chapters_evenings_is_released_together(release, evenings):
    evenings.evening("Chapel", 23, answering=ITEMS)
    slugs = [evenings.experiments[title].slug for title in ("Quay", "Chapel")]
    made = release("make", *slugs)
    assert (made["scope"], made["title"], made["used"], made["waiting"]) == ("chapter", "Caer: Quay, Chapel", 23, 4)


def test_evenings_of_two_chapters_are_not_released_as_a_set(release, evenings):
    slugs = [evenings.experiments[title].slug for title in ("Quay", "Vestry")]
    with pytest.raises(Refused, match="across the whole study only"):
        release("make", *slugs)


@pytest.mark.usefixtures("texts_alone")
def test_letters_stand_for_the_names_of_chapters_and_evenings(release, tmp_path):
    release("make", "--letters")
    release("put-out", "1")
    release("rebuild", "1", "--output", str(tmp_path / "out"))
    told = "".join((tmp_path / "out" / name).read_text() for name in ("report.json", "report.html", "figures.csv"))
    assert "Chapter B" in told
    assert [name for name in ("Caer", "Ynys", "Mill Hall", "mill-hall", "Quay", "Vestry") if name in told] == []


def test_a_release_says_how_many_paper_sheets_are_not_in(release, evenings):
    with evenings.database.transaction() as db:
        wave = waves_of(db, evenings.experiments["Mill Hall"])["pre"]
        batch = SheetBatch(wave_id=wave.id, sheets=2, twice=False, language="en", made_at=evenings.clock())
        db.add(batch)
        db.flush()
        db.add_all(PaperSheet(batch_id=batch.id, number=number) for number in (1, 2))
    assert release("make")["sheets_not_in"] == 2


def test_what_somebody_closed_a_moment_ago_is_frozen_and_that_is_said(evenings):
    with evenings.database.transaction() as db:
        press = {"kind": "post", "move": "close", "at": now_utc(), "number": 1, "actor": "Ann"}
        db.add(WavePress(experiment_id=evenings.experiments["Mill Hall"].id, **press))
    done = run_release(evenings, "make")
    assert done.exit_code == 0
    assert done.stderr.count("Mill Hall: closing After could be undone on its page until") == 1
