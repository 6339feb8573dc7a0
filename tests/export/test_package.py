"""The package as others read it: every format, the validator of its standard, and no cell that acts."""

import csv
import hashlib
import io
import json
import string
import subprocess
import sys
import zipfile

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.export import study_export
from evaluation.export.package_folder import place_package
from evaluation.reports.single_answers.table_formats import TableSheet, as_csv, as_xlsx
from tests.export.conftest import FORMULA, exported

ACTS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.fixture
def folder(package, tmp_path):
    place_package(package, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def sav(folder):
    """The SPSS file as it is read back, with codes for what is missing."""
    return pyreadstat.read_sav(str(folder / "data" / "answers.sav"), user_missing=True)


def valid(folder):
    pytest.importorskip("frictionless")
    words = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)


def test_the_frictionless_validator_finds_nothing(folder):
    report = valid(folder)
    assert (report["valid"], report["stats"]["errors"]) == (True, 0)
    assert {task["type"] for task in report["tasks"]} >= {"table"}


def test_the_frictionless_validator_sees_a_changed_byte(folder):
    path = folder / "data" / "answers.csv"
    path.write_bytes(path.read_bytes().replace(b"common-ground/1", b"common-ground/2", 1))
    assert not valid(folder)["valid"]


def test_every_file_is_described_with_its_size_and_digest(package):
    told = json.loads(package["datapackage.json"])
    found = {each["path"]: (each["bytes"], each["hash"]) for each in told["resources"]}
    beside = {"datapackage.json", "README.md", "across-difference.zip"}
    assert found == {
        name: (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        for name, content in package.items()
        if name not in beside
    }


def test_the_zip_holds_every_other_file(package):
    with zipfile.ZipFile(io.BytesIO(package["across-difference.zip"])) as whole:
        found = {name: whole.read(name) for name in whole.namelist()}
    assert found == {name: content for name, content in package.items() if not name.endswith(".zip")}


def test_the_package_has_every_format(package):
    endings = {name.rpartition(".")[2] for name in package}
    assert endings == {"csv", "json", "parquet", "sav", "xlsx", "svg", "png", "md", "zip"}


def test_where_no_parquet_can_be_written_the_package_says_so_and_has_all_else(study, monkeypatch):
    monkeypatch.setattr(study_export, "is_installed", lambda _module: False)
    without = exported(study)
    assert "data/answers.parquet" not in without
    assert {"data/answers.csv", "data/answers.sav", "data/answers.xlsx"} <= without.keys()
    assert b"No `data/answers.parquet`" in without["README.md"]


def test_spss_reads_the_words_of_questions_and_answers(sav):
    _, meta = sav
    assert meta.column_names_to_labels["cg2"].endswith(
        "I have a lot in common with people in your area from other communities."
    )
    assert meta.variable_value_labels["cg2"][7] == "Strongly agree"
    assert meta.variable_value_labels["bt1"][0] == "0 Not at all"


def test_spss_reads_ordinal_measure_of_every_ordered_answer(sav):
    _, meta = sav
    measures = meta.variable_measure
    assert {measures[name] for name in ("bt1", "cg1", "cg2", "wm1")} == {"ordinal"}
    assert (measures["oo1"], measures["chapter"]) == ("scale", "nominal")


def test_spss_reads_declined_and_skipped_as_missing(sav):
    frame, meta = sav
    assert meta.missing_ranges["df1"] == [{"lo": -9.0, "hi": -8.0}]
    assert meta.variable_value_labels["df1"][-8] == "I'd rather not say"
    assert set(frame["ag2"]) == {-9}
    assert (frame["df1"] == -8).sum() == frame["declined"].str.contains("df1").sum() > 0


def test_spss_gives_answers_alone_where_missing_is_left_out(folder):
    frame, _ = pyreadstat.read_sav(str(folder / "data" / "answers.sav"))
    assert frame["df1"].dropna().between(1, 7).all()
    assert frame["df1"].isna().any()


def test_every_format_of_the_answers_says_the_same(folder):
    data = folder / "data"
    as_csv_ = pd.read_csv(data / "answers.csv")
    as_parquet = pd.read_parquet(data / "answers.parquet")
    as_json = pd.DataFrame(json.loads((data / "answers.json").read_text())["answers"])
    as_excel = pd.read_excel(data / "answers.xlsx", sheet_name="answers")
    as_spss, _ = pyreadstat.read_sav(str(data / "answers.sav"))
    tables = [each[["participant", "bt1", "df1", "wm1"]] for each in (as_csv_, as_parquet, as_json, as_excel, as_spss)]
    plain = [table.astype({"participant": str, "bt1": float, "df1": float, "wm1": float}) for table in tables]
    for other in plain[1:]:
        pd.testing.assert_frame_equal(plain[0], other, check_dtype=False)


def test_the_codebook_names_every_column(package):
    columns = package["data/answers.csv"].split(b"\r\n")[0].decode().split(",")
    rows = list(csv.DictReader(io.StringIO(package["data/codebook.csv"].decode())))
    assert [row["name"] for row in rows] == columns
    (trust,) = (row for row in rows if row["name"] == "bt1")
    assert (trust["scale"], trust["minimum"], trust["maximum"], trust["margin"]) == ("bridging_trust", "0", "10", "0.5")


cells = st.text(alphabet=st.sampled_from([*ACTS, *string.printable, "ŵ", '"', " ", "\u00a0"]), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=4))
def test_no_cell_of_a_csv_starts_a_formula(rows):
    written = as_csv(TableSheet("words", ("=a", "b"), rows)).decode()
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert len(read) == len(rows) + 1
    assert [cell for row in read for cell in row if cell.lstrip(" ").startswith(ACTS)] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
def test_no_cell_of_a_workbook_is_a_formula(rows):
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx([TableSheet("words", ("=a", "b"), rows)])))["words"]
    kinds = {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s", "inlineStr"}


def test_words_that_would_act_are_inert_in_the_whole_package(package):
    rows = list(csv.reader(io.StringIO(package["data/words.csv"].decode())))
    page = openpyxl.load_workbook(io.BytesIO(package["data/answers.xlsx"]))["words"]
    assert rows[1][2] == f"'{FORMULA}"
    assert (page["C2"].value, page["C2"].data_type) == (FORMULA, "s")
