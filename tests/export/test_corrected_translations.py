"""Answers given in both numbers of a translation stand in one report and one export, and the number is told."""

import io
import json

import pandas as pd
import pytest

from evaluation.models import Response
from tests.export.conftest import exported


@pytest.fixture
def corrected(study):
    """Everybody of one evening answered in Welsh once it was corrected, those of the others before."""
    with study.database.transaction() as db:
        at = study.experiments["Vestry"].id
        for row in db.query(Response):
            row.language, row.translation = "cy", "common-ground/1:2" if row.experiment_id == at else ""
    return exported(study)


def _answers(package):
    return pd.read_csv(io.BytesIO(package["data/answers.csv"]), dtype=str)


def test_the_answers_of_both_are_told_with_their_number(corrected, package):
    told, before = _answers(corrected), _answers(package)
    assert set(told.groupby("experiment")["translation"].unique().map(tuple)) == {("1",), ("2",)}
    assert list(told.columns) == [*(list(before.columns[: list(before.columns).index("mode")])), "translation", *(
        before.columns[list(before.columns).index("mode") :]
    )]  # fmt: skip
    assert len(told) == len(before)


def test_every_format_and_the_codebook_have_the_column(corrected, package):
    book = corrected["data/codebook.csv"].decode()
    assert "one more with each signed correction" in book
    fields = json.loads(corrected["datapackage.json"])["resources"]
    (answers,) = [each for each in fields if each["path"] == "data/answers.csv"]
    assert "translation" in [field["name"] for field in answers["schema"]["fields"]]
    assert {name for name in corrected if name.startswith("data/")} == {
        name for name in package if name.startswith("data/")
    }


def test_without_a_correction_there_is_no_such_column(package):
    assert "translation" not in _answers(package).columns
