"""Questions that ask for a date: on the phone, as data, on paper, in exports, and in other tools' files."""

import csv
import io
from datetime import date

import pandas as pd
import pyreadstat
import pytest
from lxml import html
from pyxform.xls2xform import convert
from sqlalchemy import select

import instruments
from evaluation.models import Response
from evaluation.questionnaire.fields import DateField
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.reports.single_answers.codebook import answer_columns, codebook, variables
from evaluation.reports.single_answers.table_formats import as_parquet, as_sav
from instruments import InvalidInstrument
from instruments.comparison import Comparability, compare
from instruments.interchange.export.to_ddi import to_ddi
from instruments.interchange.export.to_redcap import to_redcap
from instruments.interchange.export.to_xlsform import to_xlsform
from tests.questions.asked import TEXT, VERSION

DAY = VERSION.formats_by_id["day"]


@pytest.mark.parametrize("written", ["2026-05-14", "14/5/2026", "14.05.2026", "14 5 2026", "١٤/٥/٢٠٢٦", " 14-5-2026 "])
def test_a_day_is_read_however_it_is_written(written):
    assert DateField(DAY).take([written]).data == "2026-05-14"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("yesterday", "Write a day, a month and a year, such as 14/5/2026."),
        ("14/5/26", "Write a day, a month and a year, such as 14/5/2026."),
        ("31/2/2026", "There is no such day; look at the month again."),
        ("14/5/1989", "Write a date in the years 1990 to 2030."),
    ],
)
def test_what_is_no_day_of_these_years_is_refused_and_given_back(walk, phone, written, said):
    phone.start(walk.words)
    phone.send({"since": written})
    question = html.fromstring(phone.page.data).get_element_by_id("since")
    assert (phone.page.status_code, question.xpath("string(p[@class='fault'])")) == (422, said)
    assert question.xpath(".//input[@type='date']/@value") == [written]


def test_it_is_kept_as_a_day_and_whoever_declines_has_none(walk, phone):
    phone.start(walk.words)
    phone.send({"since": "2026-05-14"})
    phone.get(f"{phone.at}?again=1")
    with walk.database.reading() as db:
        assert db.scalars(select(Response.answers)).one() == {"since": "2026-05-14"}
    phone.post(f"{phone.at}?again=1", {"since": ["2026-05-14", "declined"]})
    with walk.database.reading() as db:
        assert db.scalars(select(Response.answers)).one() == {"since": "declined"}


def test_years_that_are_none_are_refused_and_other_years_compare_with_care():
    with pytest.raises(InvalidInstrument, match="of a date minimum and maximum are its first and last year"):
        instruments.parse(TEXT.replace("minimum = 1990", "minimum = 2031"))
    formats = tuple(each.model_copy(update={"minimum": 1900}) if each is DAY else each for each in VERSION.formats)
    (change,) = compare(VERSION, VERSION.having(number=2, formats=formats)).changes
    assert (change.rule, change.comparability) == ("limits", Comparability.WITH_CARE)


def test_no_scale_counts_it():
    with pytest.raises(InvalidInstrument, match="'since' is answered not in numbers"):
        instruments.parse(TEXT.replace('items = ["bt1"]', 'items = ["since"]'))


def test_paper_has_boxes_for_day_month_and_year():
    page = paper_form(
        AskedVersion(version=VERSION, wave="pre", language="en", place="Leicester"), FormDetails(title="A")
    )
    assert "Day, month and year" in page
    assert page.count('<span class="boxes"><i></i><i></i></span>') == 2


def exported():
    """The answers of three people as columns: a day, one who declined, and a blank."""
    columns = variables([VERSION])
    around = {each.name: ["", "", ""] for each in columns if not each.is_item}
    rows = around | {"bt1": [1, 2, 3], "since": ["2026-05-14", "declined", None]}
    return answer_columns(pd.DataFrame(rows, dtype=object), columns), columns


def test_exports_have_a_column_of_days_and_spss_knows_them_as_such(tmp_path):
    frame, columns = exported()
    read = pd.read_parquet(io.BytesIO(as_parquet(frame)))
    assert read["since"].fillna("").tolist() == ["2026-05-14", "", ""]
    assert read["declined"].tolist() == ["", "since", ""]
    (tmp_path / "a.sav").write_bytes(as_sav(frame, columns, title="A walk"))
    data, meta = pyreadstat.read_sav(tmp_path / "a.sav")
    assert data["since"].tolist()[0] == date(2026, 5, 14)
    assert data["since"].isna().tolist() == [False, True, True]
    assert meta.column_names_to_labels["since"] == "On which day did you first come to a meeting like this?"


def test_the_codebook_calls_it_a_date():
    (row,) = [row for row in codebook(variables([VERSION])) if row[0] == "since"]
    assert row[1:3] == ("date", "scale")


def test_other_tools_are_told_that_it_is_a_date_of_these_years():
    form = convert(io.BytesIO(to_xlsform(VERSION, wave="pre")), file_type=".xlsx", validate=False).xform
    assert 'type="date"' in form
    assert "date('1990-01-01')" in form
    rows = {row["Variable / Field Name"]: row for row in csv.DictReader(io.StringIO(to_redcap(VERSION)))}
    found = rows["since"]
    assert [found[name] for name in found if name.startswith("Text Validation")] == [
        "date_dmy",
        "1990-01-01",
        "2030-12-31",
    ]
    assert '<varFormat type="character" category="date"' in to_ddi(VERSION)
