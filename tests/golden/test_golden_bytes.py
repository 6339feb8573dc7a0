"""A release is written to the same bytes for good: a change to what a reader sees takes a new RENDERER_VERSION."""

import builtins
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.wording import phrases
from analysis.wording.renderer import RENDERER_VERSION
from evaluation.impact_report.formats import html
from evaluation.impact_report.language.language import Language
from evaluation.reports.releases import tree_schema
from tests.golden import make
from tests.golden.golden_set import (
    AS_PDF,
    faults,
    folder_of,
    if_meant,
    names_of,
    pdf_faults,
    pdf_here,
    pdfs_kept,
    tree_of,
)

ROOT = Path(__file__).parents[2]
VERSIONS = range(1, RENDERER_VERSION + 1)
KEPT = [(version, name) for version in VERSIONS if folder_of(version).exists() for name in names_of(version)]
QUICK = {"workshop_of_12", "six_chapters"}
"""Releases that take half a second and are looked at by `make quick` as well: of one workshop, and across chapters."""
LOOKED_AT = [pytest.param(*each, marks=pytest.mark.unit) if each[1] in QUICK else each for each in KEPT]


@pytest.mark.parametrize(("version", "name"), LOOKED_AT)
def test_pages_and_tables_of_a_renderer_are_written_to_the_same_bytes(version, name):
    assert not (found := faults(version, name, formats=("html", "csv"))), found


@pytest.mark.parametrize("version", VERSIONS)
def test_every_file_of_few_people_is_written_to_the_same_bytes(version):
    assert not (found := faults(version, "workshop_of_4")), found


@pytest.mark.long
@pytest.mark.parametrize(("version", "name"), KEPT)
def test_every_file_of_a_renderer_is_written_to_the_same_bytes(version, name):
    assert not (found := faults(version, name)), found


@pytest.mark.parametrize("version", [1, *(pytest.param(version, marks=pytest.mark.long) for version in VERSIONS[1:])])
@pytest.mark.parametrize("name", AS_PDF)
def test_a_pdf_of_a_renderer_is_written_to_the_same_bytes(version, name):
    kept = pdfs_kept(version, name)
    if pdf_here() not in kept:
        pytest.skip(f"A PDF's bytes depend on Pango: kept are {', '.join(kept)}; here it is {pdf_here()}.")
    assert not (found := pdf_faults(version, name)), found


def test_a_pdf_that_another_pango_drew_is_left_out_and_told_to_be(monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "pdf_here", lambda: "report.pdf drawn with Pango 9")
    with pytest.raises(pytest.skip.Exception, match=r"kept are .*Pango.*; here it is report.pdf drawn with Pango 9"):
        test_a_pdf_of_a_renderer_is_written_to_the_same_bytes(1, AS_PDF[0])


RAISING = "raise RENDERER_VERSION in analysis/wording/renderer.py to 3"


@pytest.mark.parametrize(
    ("version", "released", "said"),
    [
        (2, 1, "Renderer 2 (RENDERER_VERSION in analysis/wording/renderer.py) is in no release of the program yet"),
        (1, 1, "let the place of the change ask `report.renderer >= 2`"),
        (2, 2, RAISING),
        (1, 2, RAISING),
    ],
)
def test_what_to_do_about_other_bytes_depends_on_what_was_released(version, released, said):
    found = if_meant(version, newest=2, released=released)
    assert (said in found, "--unreleased" in found) == (True, released < 2)


def test_what_a_released_renderer_writes_is_never_made_again(monkeypatch):
    monkeypatch.setattr(make, "RELEASED", RENDERER_VERSION)
    monkeypatch.setattr(make.shutil, "rmtree", lambda folder, **_: pytest.fail(f"{folder} is taken away"))
    monkeypatch.setattr(sys, "argv", ["make", "--unreleased"])
    with pytest.raises(SystemExit, match=f"The bytes of renderer {RENDERER_VERSION} are kept already"):
        make.main()


def test_every_renderer_has_its_bytes_kept():
    lacking = [version for version in VERSIONS if not folder_of(version).exists()]
    assert not lacking, f"Keep what renderer {lacking} writes: python -m tests.golden.make"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_tree_names_its_renderer(version):
    assert {tree_schema.load(tree_of(version, name)).renderer for name in names_of(version)} == {version}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_changed_sentence_asks_for_a_new_renderer(version, monkeypatch):
    monkeypatch.setattr(phrases, "ONE_GROUP", "One group, asked twice: we cannot say why.")
    found = faults(version, "workshop_of_4", formats=("html",))
    assert "RENDERER_VERSION in analysis/wording/renderer.py" in found
    assert f"report.html, report.json of renderer {version}" in found
    assert "One group, asked before and after" in found
    assert "One group, asked twice" in found


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Change some text in a copy of the templates and the style, and render from it."""

    def change(name, before, after):
        copied = tmp_path / "templates"
        shutil.copytree(html.TEMPLATES, copied)
        text = (copied / name).read_text()
        assert before in text
        (copied / name).write_text(text.replace(before, after))
        monkeypatch.setattr(html, "TEMPLATES", copied)
        html.report_templates.cache_clear()

    yield change
    monkeypatch.undo()
    html.report_templates.cache_clear()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("impact_report/first_page.html", '<p class="meta">', '<p class="about">'),
        ("impact_report/figures/marks.html", 'stroke-linecap="round"', 'stroke-linecap="butt"'),
    ],
    ids=["a template", "a drawing"],
)
def test_a_changed_template_asks_for_a_new_renderer(changed, version, name, before, after):
    changed(name, before, after)
    assert "RENDERER_VERSION" in faults(version, "workshop_of_12", formats=("html",))


def test_a_changed_style_asks_for_a_new_renderer(tmp_path, monkeypatch):
    style = tmp_path / "report.css"
    style.write_text(html.STYLE.read_text().replace("9.4pt", "9.6pt"))
    monkeypatch.setattr(html, "STYLE", style)
    found = faults(1, "workshop_of_12", formats=("html",))
    assert "report.html of renderer 1" in found
    assert "The page reads the same; its style does not: put the change in report_2.css." in found


def test_a_comment_in_a_template_changes_nothing(changed):
    changed("impact_report/first_page.html", '<p class="meta">', '{# Who met, and when. #}<p class="meta">')
    assert faults(1, "workshop_of_12", formats=("html",)) == ""


CHECKED = """
import sys
from tests.golden.golden_set import faults
import evaluation.impact_report.text.sentences as saying
assert saying.__file__.startswith(sys.argv[1]), saying.__file__
assert "# A comment that somebody added." in open(saying.__file__).read()
print(*(faults(version, "workshop_of_4", formats=("html", "csv", "xlsx")) for version in (1, 2)))
"""


@pytest.mark.long
def test_a_comment_in_any_source_changes_nothing(tmp_path):
    for package in ("analysis", "evaluation", "instruments", "templates", "tests/golden", "tests/impact_report"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    for source in (path for package in ("analysis", "evaluation") for path in (tmp_path / package).rglob("*.py")):
        source.write_text(source.read_text() + "\n# A comment that somebody added.\n")
    done = subprocess.run(
        [sys.executable, "-c", CHECKED, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


def test_no_source_is_read_to_write_a_release(monkeypatch):
    """So that a comment in one cannot change a byte; the style, which is read, shows that reading is seen."""
    read, opens = [], io.open
    for module in (io, builtins):
        monkeypatch.setattr(
            module, "open", lambda file, *how, **further: read.append(file) or opens(file, *how, **further)
        )
    assert faults(1, "workshop_of_4", formats=("html",)) == ""
    assert html.STYLE in read
    assert [file for file in read if str(file).endswith(".py")] == []


def test_the_first_renderer_tells_nothing_of_what_came_later():
    found = tree_schema.load(tree_of(1, "six_chapters_that_fell"))
    page = html.page(found, style="")
    assert "more is better" not in page
    assert "unwelcome" not in page
    assert "unwelcome" in html.page(tree_schema.load(tree_of(2, "six_chapters_that_fell")), style="")


def test_a_language_holds_no_change_of_the_first_renderer_against_a_bound():
    at_first, now = (Language(renderer=version).against((0.5,)) for version in (1, 2))
    assert (at_first.change(0.46), now.change(0.46)) == ("+0.5", "+0.46")


def test_a_tree_of_an_unknown_schema_or_renderer_is_refused():
    tree = json.loads(tree_of(2, "workshop_of_4"))
    for later in (
        {"schema": tree_schema.SCHEMA + 1},
        {"renderer": RENDERER_VERSION + 1},
        {"schema": "2"},
        {"schema": 0},
    ):
        with pytest.raises(tree_schema.NotFrozen):
            tree_schema.load(json.dumps({**tree, **later}))


def test_a_tree_of_the_first_schema_is_brought_up_without_being_changed():
    text = tree_of(1, "six_chapters")
    assert "schema" not in json.loads(text)
    found = tree_schema.load(text)
    assert found.renderer == 1
    assert {each.renderer for each in found.measured.values()} == {1}
    assert tree_schema.load(tree_schema.dump(found)) == found


def test_there_is_a_way_up_from_every_schema():
    assert set(tree_schema.UPGRADERS) == set(range(1, tree_schema.SCHEMA))
