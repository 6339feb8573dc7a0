"""`weaving --version` tells two programs of one version apart, and knows the same one in a checkout and installed."""

import re

from click.testing import CliRunner

from evaluation import migrations
from evaluation.cli import weaving
from evaluation.cli.program_version import build_of


def folder_of(path, **files):
    path.mkdir()
    for name, content in files.items():
        (path / name).write_text(content)
    return path


def test_the_version_the_build_and_the_schema_are_one_line():
    said = CliRunner().invoke(weaving, ["--version"]).output
    assert re.fullmatch(rf"weaving, version [\d.]+, build [0-9a-f]{{12}}, schema {migrations.newest()}\n", said)


def test_a_file_that_differs_is_another_build(tmp_path):
    one = build_of({"program": folder_of(tmp_path / "one", a="x = 1", b="y = 2")})
    assert one == build_of({"program": folder_of(tmp_path / "same", b="y = 2", a="x = 1")})
    for number, files in enumerate(({"a": "x = 1", "b": "y = 3"}, {"a": "x = 1"}, {"a": "x = 1y = 2", "b": ""})):
        assert one != build_of({"program": folder_of(tmp_path / str(number), **files)})


def test_what_python_keeps_of_a_file_that_ran_is_no_part_of_a_build(tmp_path):
    program = folder_of(tmp_path / "program", a="x = 1")
    before = build_of({"program": program})
    folder_of(program / "__pycache__", a="compiled")
    assert build_of({"program": program}) == before
