"""A report of files names them without the folders of a machine, says how it is made again, and needs no order."""

import json
import re
import shlex

import pytest

from tests.importing.test_commands import run, written


def facts_of(folder, *typed):
    done = run("analyse", *typed, "--output", folder, "--format", "json,html,csv")
    assert done.exit_code == 0, done.output
    return json.loads((folder / "report.json").read_text())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named")
    files = written(folder, "google_two_files")
    facts_of(folder / "first", *files, "--title", "An evening in Bangor")
    return folder, files


def test_no_file_of_a_report_names_a_folder_of_the_machine(made):
    folder, _files = made
    texts = {path.name: path.read_bytes() for path in (folder / "first").iterdir()}
    assert len(texts) > 3
    assert [name for name, text in texts.items() if str(folder).encode() in text] == []


def test_the_command_that_makes_it_again_has_its_title(made):
    folder, files = made
    page = (folder / "first" / "report.html").read_text()
    assert shlex.join(["--title", "An evening in Bangor"]) in page.replace("&#39;", "'")
    assert all(path.name in page for path in files)


def test_the_order_in_which_files_are_given_changes_no_digest(made, tmp_path):
    folder, files = made
    first = (folder / "first" / "report.json").read_text()
    facts_of(tmp_path / "again", *reversed(files))
    again = (tmp_path / "again" / "report.json").read_text()
    digests = [re.findall(r'"data_sha256": "(\w+)"', text) for text in (first, again)]
    assert (digests[0], len(digests[0])) == (digests[1], 1)
