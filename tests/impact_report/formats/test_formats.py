"""Every format says what the machine-readable report says."""

import importlib
import io
import json
import re
import tempfile
import xml.etree.ElementTree as ET

import openpyxl
import pandas as pd
import pytest

from evaluation.domain.errors import Refused
from evaluation.impact_report.formats import answers, extras, images, xlsx
from evaluation.impact_report.formats import docx as docx_file
from evaluation.impact_report.formats import json as json_file
from tests.impact_report.conftest import SIX
from tests.impact_report.examples import SCALES, answered, evening, frame_of, report, study, study_frame

docx = pytest.importorskip("docx")
pyreadstat = pytest.importorskip("pyreadstat")


@pytest.fixture(scope="module")
def whole(one_evening):
    return json.loads(json_file.text(one_evening))


@pytest.fixture(scope="module")
def files(one_evening):
    return {"docx": docx_file.docx(one_evening), "xlsx": xlsx.xlsx(one_evening)}


@pytest.fixture(scope="module")
def written(files):
    return docx.Document(io.BytesIO(files["docx"]))


@pytest.fixture(scope="module")
def book(files):
    return openpyxl.load_workbook(io.BytesIO(files["xlsx"]))


def numbers(text):
    """A number as it is printed, as a number."""
    return float(text.replace("−", "-"))


def table_of(document_, first):
    """The rows of the table whose first cell under the heading says `first`."""
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document_.tables]
    return next(rows for rows in tables if any(row[0] == first for row in rows))


def test_every_number_of_the_workbook_is_the_one_of_the_json(book, whole):
    figures = {row[0]: row[1] for row in book["Figures"].iter_rows(min_row=2, values_only=True)}
    for scale in ("trust", "common", "nerves"):
        participants = whole["outcomes"][scale]["participants"]
        for name in ("n_pairs", "mean_pre", "mean_post", "mean_change", "sd_change", "n_up_margin"):
            assert figures[f"outcomes.{scale}.participants.{name}"] == pytest.approx(participants[name], rel=1e-15)
    assert figures["flow.pairs"] == whole["flow"]["pairs"]


def test_every_number_of_the_documents_table_is_the_one_of_the_json_rounded(written, whole):
    rows = {row[0]: row[1:] for row in table_of(written, "Average change")}
    names = {"Average before": "mean_pre", "SD after": "sd_post", "Average change": "mean_change"}
    for label, name in names.items():
        expected = [round(whole["outcomes"][scale]["participants"][name], 2) for scale in ("trust", "common", "nerves")]
        assert [numbers(cell) for cell in rows[label]] == expected


def test_the_range_of_the_document_is_the_one_of_the_json_rounded(written, whole):
    cell = {row[0]: row[1] for row in table_of(written, "Average change")}["95 % interval of the change (t)"]
    change = whole["outcomes"]["trust"]["participants"]["change"]
    assert [numbers(part) for part in cell.split(" to ")] == [round(change["low"], 2), round(change["high"], 2)]


def test_the_document_has_headings_and_figures_with_words(written):
    styles = [paragraph.style.name for paragraph in written.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") > 5
    descriptions = [shape._inline.docPr.get("descr") for shape in written.inline_shapes]
    assert len(descriptions) >= 3
    assert all(descriptions)


def test_the_same_report_is_the_same_document_and_workbook(one_evening, files):
    assert docx_file.docx(one_evening) == files["docx"]
    assert xlsx.xlsx(one_evening) == files["xlsx"]


def test_a_name_that_looks_like_a_formula_stays_text_in_the_workbook():
    made = report(frame_of(answered('=HYPERLINK("http://x")', 30)))
    for sheet in openpyxl.load_workbook(io.BytesIO(xlsx.xlsx(made))):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_every_figure_is_a_file_with_its_words(one_evening):
    files = images.svg_files(one_evening)
    assert next(iter(files)) == "figure-01.svg"
    for content in files.values():
        root = ET.fromstring(content)
        assert root.find("{http://www.w3.org/2000/svg}title").text.strip()
        assert not [name for each in root.iter() for name in each.attrib if name == "style"]


def test_figures_are_drawn_as_pictures_too(one_evening):
    assert all(content.startswith(b"\x89PNG") for content in images.png_files(one_evening).values())


def test_drawing_a_figure_leaves_no_file_behind(one_evening, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    images.png_files(one_evening)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def sav(six_chapters, tmp_path_factory):
    path = tmp_path_factory.mktemp("sav") / "answers.sav"
    path.write_bytes(answers.sav(six_chapters, study_frame(SIX)))
    return pyreadstat.read_sav(str(path), user_missing=True)


def test_a_figure_is_the_same_bytes_after_somebody_drew_a_code(one_evening, monkeypatch):
    before = images.svg_files(one_evening)
    monkeypatch.setitem(ET._namespace_map, images.SVG, "svg")
    assert images.svg_files(one_evening) == before


def test_two_files_of_answers_share_no_name(sav, six_chapters, tmp_path):
    path = tmp_path / "again.sav"
    path.write_bytes(answers.sav(six_chapters, study_frame(SIX)))
    assert set(sav[0]["participant"]) & set(pyreadstat.read_sav(str(path))[0]["participant"]) == set()


def test_spss_data_come_back_with_labels_measure_and_missing_range(sav):
    frame, about = sav
    assert about.column_names_to_labels["t1"] == "Words of t1"
    assert about.variable_measure["t1"] == "ordinal"
    assert about.missing_ranges["t1"] == [{"lo": -9.0, "hi": -9.0}]
    assert about.variable_value_labels["t1"][-9.0] == "Not answered"
    assert set(frame["wave"]) == {"pre", "post"}


def test_people_of_a_chapter_of_four_are_not_in_the_answers(sav):
    assert "Chapter D" not in set(sav[0]["chapter"])


def test_two_files_of_answers_share_no_order_of_people(six_chapters):
    first, second = (pd.read_parquet(io.BytesIO(answers.parquet(six_chapters, study_frame(SIX)))) for _ in range(2))
    told = [name for name in first.columns if name != "participant"]
    assert len(first) == len(second)
    assert not first[told].equals(second[told])


def test_answers_of_a_single_evening_are_refused():
    with pytest.raises(Refused, match="whole study only"):
        answers.parquet(evening(30), study_frame((30,)))


def test_what_singles_out_fewer_than_five_people_is_blank():
    languages = ["en"] * 30 + ["cy"] * 3
    frame = frame_of(answered("A", 33))
    frame["language"] = [languages[int(name.rsplit("-", 1)[1])] for name in frame["participant"]]
    made = answers.blanked(frame, below=5)
    people = made.groupby(["chapter", "experiment", "language"])["participant"].nunique()
    assert people.min() >= 5


def test_a_format_whose_package_is_missing_says_how_to_get_it(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(Refused, match=re.escape("install weaving-evaluation[files]")):
        extras.needed("xlsxwriter", for_format="xlsx")


def test_a_study_of_two_chapters_has_its_answers_too():
    frame = pd.read_parquet(io.BytesIO(answers.parquet(study((12, 14)), study_frame((12, 14)))))
    assert len(frame) == 2 * 26
    assert {item for scale in SCALES for item in scale.items} <= set(frame.columns)
