"""Files made from packaged ones: kept between runs, made again where they are missing, spoilt or of another source."""

import pytest
from jinja2 import Environment, FileSystemLoader

from evaluation.printing import derived_files
from evaluation.printing.derived_files import compiled_templates, derived, keep_in


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where derived files are kept for one test."""
    monkeypatch.setattr(derived_files, "_kept", [])
    keep_in(tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def source(tmp_path):
    """A file that others are made from."""
    path = tmp_path / "source"
    path.write_bytes(b"one")
    return path


@pytest.fixture
def made():
    """What was asked to be made, and how to make it."""

    def make(path):
        make.asked.append(path)
        return path.read_bytes() * 2

    make.asked = []
    return make


def test_a_file_is_made_once_for_the_same_content(source, made):
    assert [derived(source, "doubled", made) for _ in range(3)] == [b"oneone"] * 3
    assert made.asked == [source]


def test_a_source_that_has_changed_is_made_again(source, made):
    derived(source, "doubled", made)
    source.write_bytes(b"two")
    assert derived(source, "doubled", made) == b"twotwo"


def test_where_the_folder_was_deleted_a_file_is_made_again(source, made, folder):
    derived(source, "doubled", made)
    for path in (folder / "doubled").iterdir():
        path.unlink()
    assert derived(source, "doubled", made) == b"oneone"


def test_where_the_folder_cannot_be_made_a_file_is_made_each_time(source, made, tmp_path):
    (tmp_path / "cache").write_bytes(b"a file where the folder would be")
    assert [derived(source, "doubled", made) for _ in range(2)] == [b"oneone"] * 2
    assert len(made.asked) == 2
    assert compiled_templates("tests") is None


def test_no_half_written_file_is_left(source, made, folder):
    derived(source, "doubled", made)
    assert len(list((folder / "doubled").iterdir())) == 1


def written(template):
    """What a template writes, in an environment that keeps compiled templates."""
    found = Environment(
        loader=FileSystemLoader(template.parent), autoescape=True, bytecode_cache=compiled_templates("tests")
    )
    return found.get_template(template.name).render()


def test_a_template_is_kept_compiled_and_a_changed_one_is_compiled_again(tmp_path, folder):
    template = tmp_path / "page.html"
    template.write_text("before")
    assert written(template) == written(template) == "before"
    assert list(folder.glob("templates-tests-*/*"))
    template.write_text("after")
    assert written(template) == "after"


def test_a_spoilt_compiled_template_is_compiled_again(tmp_path, folder):
    template = tmp_path / "page.html"
    template.write_text("before")
    written(template)
    for path in folder.glob("templates-tests-*/*"):
        path.write_bytes(path.read_bytes()[:-7])
    assert written(template) == "before"


def test_a_template_is_written_though_the_folder_goes_while_the_program_runs(tmp_path, folder):
    found = Environment(loader=FileSystemLoader(tmp_path), autoescape=True, bytecode_cache=compiled_templates("tests"))
    for kept in folder.iterdir():
        kept.rmdir()
    (tmp_path / "page.html").write_text("before")
    assert found.get_template("page.html").render() == "before"
