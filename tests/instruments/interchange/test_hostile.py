"""Files made to do harm are refused in a sentence, or taken in as what they are: plain words."""

import io
import json
import time
import zipfile

import pytest

from instruments.interchange import read, read_content
from instruments.problem import InvalidInstrument
from tests.instruments.workbooks import XLSFORM, tampered, workbook

SOUND = workbook(**XLSFORM)
SHEET = "xl/worksheets/sheet1.xml"


def refusal(name, content):
    with pytest.raises(InvalidInstrument) as refused:
        read_content(name, content)
    assert len(refused.value.sentences) == 1
    assert refused.value.sentences[0].startswith(name)
    return refused.value.sentences[0]


def with_doctype(text):
    return text.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><worksheet', 1)


def test_an_entity_that_points_to_a_file_is_refused():
    text = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document><a>&x;</a></document>'
    assert "declares a document type" in refusal("xxe.lss", text)


def test_entities_that_multiply_are_refused():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<!DOCTYPE d [<!ENTITY l0 "lol">{levels}]><document>&l8;</document>'
    assert "declares a document type" in refusal("laughs.lss", text.encode())


def test_a_document_type_in_another_encoding_is_refused():
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x "y">]><document/>'
    assert "declares a document type" in refusal("wide.lss", text.encode("utf-16"))


def test_a_document_type_within_a_workbook_is_refused():
    assert "declares a document type" in refusal("a.xlsx", tampered(SOUND, SHEET, with_doctype))


def test_a_wide_document_type_within_a_workbook_is_refused():
    wide = tampered(SOUND, SHEET, lambda text: with_doctype(text).decode().encode("utf-16"))
    assert "declares a document type" in refusal("a.xlsx", wide)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = tampered(SOUND, SHEET, lambda text: text + b" " * 60_000_000)
    assert len(bomb) < 200_000
    assert "would be larger than 24 MB" in refusal("bomb.xlsx", bomb)


def test_a_part_that_lies_about_its_size_is_refused():
    bomb = bytearray(tampered(SOUND, SHEET, lambda text: text + b" " * 9_000_000))
    for place in range(len(bomb) - 4):
        if bomb[place : place + 4] == b"PK\x01\x02" and bytes(bomb[place + 46 :]).startswith(SHEET.encode()):
            bomb[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert "is damaged" in refusal("liar.xlsx", bytes(bomb))


def test_a_sheet_of_very_many_empty_cells_is_refused():
    many = tampered(
        SOUND, SHEET, lambda text: text.replace(b"</sheetData>", b"<row>" + b"<c/>" * 500_001 + b"</row></sheetData>")
    )
    assert "more cells than any questionnaire" in refusal("cells.xlsx", many)


def test_a_workbook_of_very_many_parts_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        for number in range(2_001):
            parts.writestr(f"xl/{number}.xml", b"")
    assert "would be larger" in refusal("parts.xlsx", content.getvalue())


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"])
def test_a_workbook_with_macros_is_refused(part):
    assert "it holds macros" in refusal("macro.xlsm", tampered(SOUND, part, lambda _: b"x"))


def test_a_workbook_that_calls_itself_macro_enabled_is_refused():
    changed = tampered(
        SOUND, "[Content_Types].xml", lambda text: text.replace(b"sheet.main", b"sheet.macroEnabled.main")
    )
    assert "it holds macros" in refusal("a.xlsx", changed)


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_an_old_workbook_with_a_visual_basic_project_is_refused():
    assert "it holds macros" in refusal("old.xls", OLD + "_VBA_PROJECT_CUR".encode("utf-16-le"))


def test_an_old_workbook_with_a_macro_sheet_is_refused():
    record = b"\x85\x00" + (14).to_bytes(2, "little") + bytes(4) + b"\x00\x01" + b"\x06\x00Macro1"
    assert "it holds macros" in refusal("old.xls", OLD + record)


def test_a_damaged_old_workbook_is_refused():
    assert "damaged" in refusal("old.xls", OLD)


def test_a_sheet_with_a_row_a_million_below_is_read_no_further():
    far = tampered(SOUND, SHEET, lambda text: text.replace(b"</sheetData>", FAR + b"</sheetData>"))
    start = time.process_time()
    assert read_content("far.xlsx", far).items == 6
    assert time.process_time() - start < 5


FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'


def test_more_rows_than_any_questionnaire_has_are_refused():
    rows = [["type", "name", "label"], *([["text", f"q{n}", "Why?"] for n in range(10_001)])]
    assert "more than 10,000 rows" in refusal("long.xlsx", workbook(survey=rows))


def test_more_questions_than_anybody_could_answer_are_refused():
    rows = "\n".join(f"q{n},f,,text,Why?" for n in range(5_002))
    header = "field_name,form_name,section_header,field_type,field_label\n"
    assert "more than 5,000 questions" in refusal("long.csv", (header + rows).encode())


@pytest.mark.parametrize(
    "label",
    [
        "Hello <script>alert(1)</script>you",
        "Hello <script src=x>alert(1)</script >you",
        "Hello <SCRIPT>alert('</sc')</SCRIPT>you",
        "Hello <style>body{}</style><!-- a -->you",
        "Hello <img src=x onerror=alert(1)>you",
    ],
)
def test_script_in_a_label_is_taken_out_and_the_words_stay(label):
    rows = [["type", "name", "label"], ["text", "q1", label]]
    imported = read_content("script.xlsx", workbook(survey=rows))
    assert imported.version_draft.items[0].text == "Hello you"
    assert "Words are plain text here." in [one.why for one in imported.not_carried]


def test_script_that_never_ends_takes_the_rest_with_it():
    rows = [["type", "name", "label"], ["text", "q1", "Hello <script>alert(1)"]]
    assert read_content("script.xlsx", workbook(survey=rows)).version_draft.items[0].text == "Hello"


def test_a_formula_is_not_worked_out():
    rows = [["type", "name", "label"], ["text", "q1", "Hello"], ["text", "q2", '=HYPERLINK("http://x","y")']]
    assert [item.id for item in read_content("formula.xlsx", workbook(survey=rows)).version_draft.items] == ["q1"]


def test_more_than_ten_megabytes_are_refused_unread(tmp_path):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(10_000_001)
    with pytest.raises(InvalidInstrument, match="larger than 10 MB"):
        read(large)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InvalidInstrument, match=r"absent\.csv: the file cannot be read"):
        read(tmp_path / "absent.csv")


def json_of(depth):
    return b'{"elements": ' + b'[{"type": "panel", "elements": ' * depth + b"[]" + b"}]" * depth + b"}"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"  \n", "the file is empty."),
        ("latin.json", "caf\u00e9".encode("latin-1"), "it is not UTF-8 text: byte 4 cannot be read; save it as UTF-8."),
        ("deep.json", b"[" * 100_000, "the JSON is nested too deeply to read."),
        ("panels.json", json_of(30), "its panels are nested more than 20 deep."),
        ("digits.json", b'{"pages": ' + b"9" * 5_000 + b"}", "a number in it has too many digits to read."),
        (
            "broken.json",
            b"{",
            "it is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1).",
        ),
        (
            "other.json",
            b"{}",
            "this JSON is neither a SurveyJS questionnaire, nor a Qualtrics survey, nor one of our own.",
        ),
        (
            "other.csv",
            b"a,b\n1,2\n",
            "a table is taken in as a REDCap data dictionary, whose first row names variable",
        ),
        ("picture.xlsx", b"\x89PNG", "this is no workbook, whatever its name says."),
        ("cut.xlsx", SOUND[:400], "the workbook is damaged and cannot be read."),
        ("broken.lss", b"<document>", "it is not well-formed XML: no element found: line 1, column 10."),
        ("other.lss", b"<html/>", "html: this XML is no LimeSurvey survey structure."),
        ("run.exe", b"MZ", "files of this kind cannot be taken in"),
        ("none.qsf", b'{"SurveyElements": []}', "this Qualtrics survey holds no question."),
        (
            "nothing.json",
            b'{"elements": [{"type": "html", "name": "a"}]}',
            "no question in this SurveyJS questionnaire",
        ),
    ],
)
def test_what_is_no_questionnaire_is_refused_in_a_sentence(name, content, sentence):
    assert sentence in refusal(name, content)


def test_characters_that_cannot_be_shown_are_left_out():
    survey = {"elements": [{"type": "text", "name": "q", "title": "A\ud800\u0000b?"}]}
    imported = read_content("odd.json", json.dumps(survey).encode())
    assert imported.version_draft.items[0].text == "Ab?"
