"""What an imported questionnaire leaves behind, and why, is read in Welsh as the rest of the page is."""

import pytest
from lxml import html

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.store.instruments.declared_changes import declared_classes
from evaluation.store.instruments.published_versions import version_of
from instruments import InvalidInstrument
from instruments.comparison import compare
from instruments.interchange import read_content
from instruments.messages import PlainMessage
from tests.instruments.corpora import files
from tests.staff_pages import take_in
from tests.web.test_every_page_in_welsh import reworded, said_in_english
from tests.web.test_reading_in_welsh import choose
from tests.web.test_said_in_welsh import in_welsh

DAMAGED = {
    "nothing.csv": b" ",
    "a picture.png": b"\x89PNG",
    "no table.csv": b"one;two\n1;2",
    "no survey.lss": b"<document></document>",
    "broken.lss": b"<document>",
    "broken.json": b"{",
    "other.json": b"{}",
    "no workbook.xlsx": b"PK no zip",
    "no excel.xls": b"text",
    "latin.toml": "id = 'café'".encode("latin-1"),
}


@pytest.mark.parametrize("path", files())
def test_each_reason_and_each_place_that_is_ours_has_its_welsh(desk, path):
    left = read_content(path.name, path.read_bytes()).not_carried
    ours = [text for one in left for text in (one.why, one.what, one.where) if isinstance(text, PlainMessage)]
    assert [one.why for one in left if not isinstance(one.why, PlainMessage)] == []
    english = {text.text for text in ours if in_welsh(desk, text) == str(text)}
    assert english <= {"panel %(name)s"}, "the same word in both languages"


@pytest.mark.parametrize("name", DAMAGED)
def test_why_a_whole_file_cannot_be_taken_in_is_said_in_welsh(desk, name):
    with pytest.raises(InvalidInstrument) as refused:
        read_content(name, DAMAGED[name])
    for problem in refused.value.problems:
        assert in_welsh(desk, problem.sentence) != str(problem.sentence), name


def test_the_page_after_an_import_is_in_welsh(desk):
    (path,) = (each.values[0] for each in files("redcap") if each.values[0].name == "validation-types-1.csv")
    client = desk.signed_in("researcher")
    choose(client, "cy")
    answer = take_in(client, path.read_bytes(), path.name)
    assert answer.status_code == 200
    table = html.fromstring(answer.text).xpath("string(//table)")
    assert ("Gellir ateb dyddiad cyfan yma, ond nid amser" in table, "rhes 5" in table) == (True, True)
    assert said_in_english(answer.text) == set()


@pytest.mark.parametrize("given", [{"nothing.of.it": "same"}, {"items.bt2.text": "better"}, {"items.bt2.text": "same"}])
def test_a_class_that_cannot_be_declared_is_refused_in_welsh(desk, given):
    with desk.services.database.reading() as db:
        version = version_of(db, "common-ground", 1)
    with pytest.raises(Refused) as refused:
        declared_classes(given, compare(version, reworded(version)))
    (fault,) = refused.value.faults
    assert isinstance(fault, Message)
    assert "datgan" in in_welsh(desk, fault) or "ddosbarth" in in_welsh(desk, fault)
