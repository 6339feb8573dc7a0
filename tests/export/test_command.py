"""`weaving export`, as an evaluator types it, and the folder that it writes."""

import csv
import json

import pytest

from evaluation import cli
from evaluation.domain.errors import Refused
from evaluation.export import package_folder
from evaluation.export.data_package import MADE_BY
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.studies.waves import open_wave

SMALL = {"datapackage.json": json.dumps({"made_by": MADE_BY}).encode(), "data/a.csv": b"a"}


@pytest.fixture
def weaving(study, tmp_path, monkeypatch, capsys):
    """The command line on the study's home: its exit, what it printed and what it complained of."""
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))

    def run(*words):
        monkeypatch.setattr("sys.argv", ["weaving", "export", *map(str, words)])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code or 0
        return code, *capsys.readouterr()

    return run


def test_an_export_is_a_folder_with_a_package_and_is_written_down(weaving, study, tmp_path):
    code, out, _ = weaving("across-difference", "--output", tmp_path / "out", "--json")
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    with study.database.reading() as db:
        entry = latest_entries(db, limit=1)[0]
    assert (code, set(json.loads(out)["files"])) == (0, found)
    assert {"datapackage.json", "README.md", "across-difference.zip"} <= found
    assert (entry.action, entry.subject) == ("study exported", f"study {study.study.id}")


def test_a_folder_of_something_else_is_refused_before_any_work(weaving, tmp_path):
    (tmp_path / "photo.jpg").touch()
    code, _, err = weaving("across-difference", "--output", tmp_path)
    assert (code, "holds something that is no export" in err) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "photo.jpg"]


def test_a_file_in_the_way_is_refused(weaving, tmp_path):
    (tmp_path / "out").touch()
    assert "is a file: name a folder" in weaving("across-difference", "--output", tmp_path / "out")[2]


def test_an_unknown_study_is_a_sentence(weaving, tmp_path):
    code, _, err = weaving("elsewhere", "--output", tmp_path / "out")
    sentence = "There is no study with the id or slug 'elsewhere'; `weaving study list` shows those there are.\n"
    assert (code, err) == (2, sentence)


def test_an_experiment_with_an_open_wave_is_left_out_and_named(weaving, study, tmp_path):
    with study.database.transaction() as db:
        open_wave(db, study.experiments["Vestry"], kind="pre", now=study.clock())
    code, _, _ = weaving("across-difference", "--output", tmp_path / "out")
    words = (tmp_path / "out" / "README.md").read_text()
    told = {row["experiment"] for row in csv.DictReader((tmp_path / "out" / "data" / "experiments.csv").open())}
    assert (code, "still answering there when this was made: Vestry." in words) == (0, True)
    assert told == {one.slug for title, one in study.experiments.items() if title != "Vestry"}


def test_while_every_experiment_has_an_open_wave_an_export_is_refused_in_words_that_fit_it(weaving, study, tmp_path):
    with study.database.transaction() as db:
        for experiment in study.experiments.values():
            open_wave(db, experiment, kind="pre", now=study.clock())
    code, _, err = weaving("across-difference", "--output", tmp_path / "out")
    said = "is open: a report is never live, nor is an export. Close the wave, then ask again."
    assert (code, said in err, (tmp_path / "out").exists()) == (2, True, False)


def test_an_earlier_export_is_replaced_as_a_whole(tmp_path):
    package_folder.place_package(SMALL, tmp_path / "out")
    (tmp_path / "out" / "left.txt").touch()
    package_folder.place_package(SMALL, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*")) == ["a.csv", "data", "datapackage.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("earlier", [False, True])
def test_what_fails_in_the_middle_leaves_the_folder_as_it_was(tmp_path, earlier):
    if earlier:
        package_folder.place_package(SMALL, tmp_path / "out")
    with pytest.raises(OSError, match=r"exists|Not a directory"):
        package_folder.place_package({**SMALL, "data/a.csv/b.csv": b"b"}, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == (["out"] if earlier else [])
    assert not earlier or (tmp_path / "out" / "data" / "a.csv").read_bytes() == b"a"


def test_a_package_that_is_no_longer_readable_is_not_replaced(tmp_path):
    package_folder.place_package(SMALL, tmp_path / "out")
    (tmp_path / "out" / "datapackage.json").write_text("[]")
    with pytest.raises(Refused, match="holds something that is no export"):
        package_folder.place_package(SMALL, tmp_path / "out")
