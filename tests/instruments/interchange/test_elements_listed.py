"""Logic, checks, orders and other languages of other tools: each is listed, and what a draft can have is in it."""

import io
import json
import zipfile

import pytest

import instruments
from instruments.interchange import read_content
from tests.instruments.interchange.test_import import FILES, asked
from tests.instruments.workbooks import FORMR, XLSFORM, workbook


def lines(imported, where=None):
    return [f"{one.where} | {one.what}" for one in imported.not_carried if where in (None, str(one.where))]


ATTRIBUTES = [
    ("1", "array_filter", "Q9"),
    ("1", "em_validation_q", "count(that.sgqa) GT 2"),
    ("1", "random_order", "1"),
    ("1", "hide_tip", "0"),
    ("1", "answer_order", "normal"),
    ("5", "min_answers", "2"),
    ("5", "exclude_all_others", "A3"),
    ("5", "random_group", "g1"),
    ("5", "cssclass", "wide"),
]


def limesurvey(attributes, *, questions=""):
    rows = "".join(
        f"<row><qid>{qid}</qid><attribute>{name}</attribute><value>{value}</value><language/></row>"
        for qid, name, value in attributes
    )
    text = (FILES / "small.lss").read_text(encoding="utf-8")
    text = text.replace("</document>", f"<question_attributes><rows>{rows}</rows></question_attributes></document>")
    return read_content("small.lss", text.replace("<questions><rows>", f"<questions><rows>{questions}").encode())


@pytest.mark.parametrize(("qid", "name", "value"), ATTRIBUTES)
def test_what_limesurvey_sets_of_a_question_is_listed_unless_it_is_as_it_always_is(qid, name, value):
    found = limesurvey(ATTRIBUTES)
    asked_as = {"1": "question Q1", "5": "question Q5"}[qid]
    assert (f"{asked_as} | {name}: {value}" in lines(found)) is (name not in {"hide_tip", "answer_order"})


def test_a_question_that_limesurvey_hides_is_not_asked_and_listed():
    found = limesurvey([("1", "hidden", "1")])
    assert [item[0] for item in asked(found)] == ["Q5_SQ1", "Q5_SQ2"]
    assert any("hidden from everybody" in one.why for one in found.not_carried if one.where == "question Q1")


NUMBER = (
    "<row><qid>8</qid><parent_qid>0</parent_qid><gid>1</gid><type>N</type><title>Q8</title>"
    "<question>How many?</question><language>en</language><question_order>9</question_order></row>"
)


def test_limits_of_a_number_in_limesurvey_come_along():
    found = limesurvey([("8", "min_num_value_n", "0"), ("8", "max_num_value_n", "40")], questions=NUMBER)
    assert ("Q8", "How many?", "number", [0, 40]) in asked(found)
    assert lines(found, "question Q8") == []


def test_a_limit_in_limesurvey_that_is_no_whole_number_is_listed():
    found = limesurvey([("8", "max_num_value_n", "2.5")], questions=NUMBER)
    assert lines(found, "question Q8") == ["question Q8 | max_num_value_n: 2.5"]


FLOW = {
    "Flow": [
        {"Type": "EmbeddedData", "FlowID": "FL_1", "EmbeddedData": [{"Field": "source"}, {"Field": "arm"}]},
        {
            "Type": "Branch",
            "FlowID": "FL_2",
            "Description": "Only adults",
            "Flow": [
                {
                    "Type": "BlockRandomizer",
                    "FlowID": "FL_3",
                    "Flow": [{"Type": "Block", "ID": "B2", "FlowID": "FL_4"}],
                },
                {"Type": "EndSurvey", "FlowID": "FL_5", "EndingType": "Advanced"},
            ],
        },
        {"Type": "WebService", "FlowID": "FL_6", "URL": "https://example.org/x"},
        {"Type": "Standard", "ID": "B1", "FlowID": "FL_7"},
    ]
}


def qualtrics(flow, **options):
    def question(key, **more):
        return {
            "Element": "SQ",
            "PrimaryAttribute": key,
            "Payload": {"QuestionText": f"Words of {key}?", "DataExportTag": key.lower(), "QuestionType": "TE", **more},
        }

    def block(name, key):
        return {"ID": name, "Type": "Standard", "Options": options, "BlockElements": [{"QuestionID": key}]}

    checked = {"Validation": {"Settings": {"ForceResponse": "RequestResponse", "ContentType": "ValidEmail"}}}
    survey = {
        "SurveyEntry": {"SurveyName": "Flow", "SurveyLanguage": "EN"},
        "SurveyElements": [
            {"Element": "BL", "Payload": [block("B1", "QID1"), block("B2", "QID2"), block("B3", "QID3")]},
            *([{"Element": "FL", "Payload": flow}] if flow else []),
            question("QID1", **checked),
            question("QID2"),
            question("QID3"),
        ],
    }
    return read_content("flow.qsf", json.dumps(survey).encode())


def test_every_part_of_a_qualtrics_flow_is_listed():
    found = lines(qualtrics(FLOW))
    assert [line for line in found if line.startswith("flow ")] == [
        "flow FL_1 | EmbeddedData: source, arm",
        "flow FL_2 | Branch: Only adults",
        "flow FL_3 | BlockRandomizer",
        "flow FL_5 | EndSurvey: Advanced",
        "flow FL_6 | WebService: https://example.org/x",
    ]


def test_questions_of_qualtrics_stand_in_the_order_of_the_flow_and_those_never_asked_are_listed():
    found = qualtrics(FLOW)
    assert [item[0] for item in asked(found)] == ["qid2", "qid1"]
    assert "QID3 | Words of QID3?" in lines(found)


def test_without_a_flow_questions_of_qualtrics_stand_in_the_order_of_their_blocks():
    assert [item[0] for item in asked(qualtrics(None))] == ["qid1", "qid2", "qid3"]


def test_random_order_and_repeats_of_a_qualtrics_block_and_checks_of_a_question_are_listed():
    found = lines(qualtrics(None, RandomizeQuestions="RandomWithXPerPage", Looping="Question"))
    assert {"block B1 | RandomizeQuestions: RandomWithXPerPage", "block B1 | Looping: Question"} <= set(found)
    assert {"question qid1 | RequestResponse", "question qid1 | Validation: ValidEmail"} <= set(found)


LANGUAGES = {
    "survey": [
        [
            *("type", "name", "label::English (en)", "label::Cymraeg (cy)", "hint::English (en)", "hint::Cymraeg (cy)"),
            *("media::image::English (en)", "media::video", "bind::constraint", "instance::odk:tag", None),
        ],
        ["begin group", "g", "A group", None, None, None, None, None, None, None, None],
        ["text", "q", "Why?", "Pam?", "Think", "Meddyliwch", "a.png", "b.mp4", "regex(., 'x')", "face", "a remark"],
        ["integer", "n", "How many?", None, None, None, None, None, ". <= 26", None, None],
    ],
    "settings": [["form_title", "style", "submission_url"], ["Small", "pages", "https://example.org"]],
}


def test_columns_of_an_xlsform_in_other_languages_and_with_prefixes_are_listed_cell_by_cell():
    found = read_content("small.xlsx", workbook(**LANGUAGES))
    assert lines(found, "survey row 3") == [
        "survey row 3 | hint::english (en): Think",
        "survey row 3 | hint::cymraeg (cy): Meddyliwch",
        "survey row 3 | image::english (en): a.png",
        "survey row 3 | video: b.mp4",
        "survey row 3 | constraint: regex(., 'x')",
        "survey row 3 | odk:tag: face",
        "survey row 3 | 11: a remark",
    ]
    assert ("n", "How many?", "number", [26]) in asked(found)
    assert lines(found, "settings") == ["settings | style: pages", "settings | submission_url: https://example.org"]


def test_what_holds_for_a_group_of_an_xlsform_is_listed():
    rows = [["type", "name", "label", "relevant"], ["begin group", "g", "A", "${x} = 1"], ["text", "q", "Why?", None]]
    found = read_content("small.xlsx", workbook(survey=rows))
    assert "survey row 2 | relevant: ${x} = 1" in lines(found)


def test_empty_cells_of_a_redcap_dictionary_that_r_wrote_are_empty():
    header = (FILES / "small.csv").read_text(encoding="utf-8").splitlines()[0]
    record = ["record_id", "f", "NA", "text", "Record", *["NA"] * 13]
    glad = ["glad", "f", "NA", "radio", "Glad?", '"1, No | 2, Yes"', *["NA"] * 12]
    found = read_content("r.csv", "\n".join([header, ",".join(record), ",".join(glad)]).encode())
    assert (lines(found, "row 3"), [item[:2] for item in asked(found)]) == ([], [("glad", "Glad?")])


@pytest.mark.parametrize("title", ["Tabelle1", "Questions"])
def test_a_formr_workbook_without_a_sheet_called_survey_is_read_from_its_first(title):
    found = read_content(
        "small.xlsx", workbook(**{title: FORMR["survey"], "choices": FORMR["choices"], "notes": [["x"]]})
    )
    usual = read_content("small.xlsx", workbook(**FORMR))
    assert asked(found) == asked(usual)
    assert any(one.what == "notes" for one in found.not_carried)


def as_csv(rows):
    return "\n".join(",".join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows)


def test_a_formr_sheet_as_csv_comes_in():
    found = read_content("small.csv", as_csv(FORMR["survey"]).encode())
    assert [item[0] for item in asked(found)] == ["q1", "q3", "q4", "q5", "q6"]


def test_choices_of_a_formr_row_that_are_not_asked_are_listed():
    rows = [["type", "name", "label", "choice1", "choice2"], ["text", "q", "Why?", "left over", None]]
    assert lines(read_content("small.csv", as_csv(rows).encode())) == ["survey row 2 | choice1: left over"]


def one_table(sheets):
    for title, rows in sheets.items():
        yield [title]
        for row in rows:
            yield ["", *row]


def test_an_xlsform_as_csv_is_as_its_workbook():
    usual = read_content("small.xlsx", workbook(**XLSFORM))
    found = read_content("small.csv", as_csv(one_table(XLSFORM)).encode())
    assert asked(found) == asked(usual)
    assert [dict(one.strings) for one in found.translations] == [dict(one.strings) for one in usual.translations]
    assert len(found.not_carried) == len(usual.not_carried)


def test_an_xlsform_as_markdown_is_as_its_workbook():
    text = "\n".join(
        "| " + " | ".join("" if cell is None else str(cell) for cell in row) + " |" for row in one_table(XLSFORM)
    )
    found = read_content("small.md", f"Some words first.\n\n{text}\n".encode())
    assert asked(found) == asked(read_content("small.xlsx", workbook(**XLSFORM)))


def test_markdown_that_is_no_xlsform_is_refused_in_a_sentence():
    with pytest.raises(instruments.InvalidInstrument, match="first column names the sheet 'survey'"):
        read_content("readme.md", b"# Read me\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
END = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def cell_of(value):
    if value is None:
        return '<table:table-cell table:number-columns-repeated="1"/>'
    if isinstance(value, int):
        typed = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {typed}><text:p>{value},0</text:p></table:table-cell>"
    words = str(value).replace("&", "&amp;").replace("<", "&lt;").replace("  ", '<text:s text:c="2"/>')
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def open_document(sheets):
    """An .ods file as LibreOffice writes it: repeated empty cells and rows, numbers with values, spaces as elements."""
    tables = ""
    for title, rows in sheets.items():
        cells = (f"<table:table-row>{''.join(map(cell_of, row))}</table:table-row>" for row in rows)
        tables += f'<table:table table:name="{title}">{"".join(cells)}{END}</table:table>'
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content {NAMES}>{body}</office:document-content>")
    return written.getvalue()


@pytest.mark.parametrize("sheets", [XLSFORM, FORMR], ids=["XLSForm", "formr"])
def test_an_open_document_spreadsheet_is_as_its_workbook(sheets):
    found, usual = read_content("small.ods", open_document(sheets)), read_content("small.xlsx", workbook(**sheets))
    assert asked(found) == asked(usual)
    assert [str(one.where) for one in found.not_carried] == [str(one.where) for one in usual.not_carried]


def test_a_damaged_open_document_spreadsheet_is_refused_in_a_sentence():
    whole = open_document(XLSFORM)
    with pytest.raises(instruments.InvalidInstrument, match=r"damaged|no workbook"):
        read_content("small.ods", whole[: len(whole) // 2])
    broken = whole.replace(b"</table:table>", b"")
    with pytest.raises(instruments.InvalidInstrument):
        read_content("small.ods", broken)


def test_a_table_that_is_none_of_these_is_refused_with_what_each_begins_with():
    with pytest.raises(instruments.InvalidInstrument, match="first row names type and name"):
        read_content("people.csv", b"a,b\n1,2\n")


SEVERAL = (
    "<row><qid>9</qid><parent_qid>0</parent_qid><gid>1</gid><type>M</type><title>Q9</title><other>Y</other>"
    "<question>Which?</question><language>en</language><question_order>9</question_order></row>"
    + "".join(
        f"<row><qid>{91 + place}</qid><parent_qid>9</parent_qid><gid>1</gid><type>T</type><title>{code}</title>"
        f"<question>{words}</question><language>en</language><question_order>{place}</question_order></row>"
        for place, (code, words) in enumerate([("A1", "Polish"), ("A2", "Welsh"), ("A3", "None")])
    )
)


def marks(imported, item):
    """The keys of a question of several answers: all, the one chosen alone, and the one that asks for words."""
    version = imported.version_draft
    options = version.format_of(version.items_by_id[item]).options
    return [[one.value for one in options if getattr(one, mark, True)] for mark in ("value", "exclusive", "specify")]


def test_several_answers_of_limesurvey_keep_the_one_chosen_alone_and_the_one_with_words():
    found = limesurvey([("9", "exclude_all_others", "A3")], questions=SEVERAL)
    assert marks(found, "Q9") == [["A1", "A2", "A3", "other"], ["A3"], ["other"]]
    assert lines(found, "question Q9") == []


def test_several_answers_of_surveyjs_keep_none_and_other():
    question = {"type": "checkbox", "name": "all", "choices": ["a", "b"], "showNoneItem": True, "showOtherItem": True}
    found = read_content("small.json", json.dumps({"elements": [question]}).encode())
    assert marks(found, "all") == [["a", "b", "none", "other"], ["none"], ["other"]]
    assert found.not_carried == ()


def test_several_answers_of_qualtrics_keep_the_one_chosen_alone_and_the_first_with_words():
    choices = {
        "1": {"Display": "Bus"},
        "2": {"Display": "Other", "TextEntry": "true"},
        "3": {"Display": "None", "ExclusiveAnswer": True},
        "4": {"Display": "Train, which?", "TextEntry": "true"},
    }
    question = {
        "Element": "SQ",
        "PrimaryAttribute": "QID1",
        "Payload": {
            "QuestionText": "How did you come?",
            "DataExportTag": "came",
            "QuestionType": "MC",
            "Selector": "MAVR",
            "Choices": choices,
        },
    }
    survey = {"SurveyEntry": {"SurveyName": "S"}, "SurveyElements": [question]}
    found = read_content("small.qsf", json.dumps(survey).encode())
    assert marks(found, "came") == [["o1", "o2", "o3", "o4"], ["o3"], ["o2"]]
    assert "question came | TextEntry: 4" in lines(found)


def test_several_answers_of_redcap_keep_the_one_chosen_alone():
    text = (FILES / "small.csv").read_text(encoding="utf-8").replace("1, One | 2, Two", "1, One | 2, Two | 3, None")
    row = next(line for line in text.splitlines() if line.startswith("races"))
    found = read_content("small.csv", text.replace(row, f"{row}@NONEOFTHEABOVE='3'").encode())
    assert marks(found, "races") == [["o1", "o2", "o3"], ["o3"], []]


def test_an_xlsform_asks_for_the_words_of_other_among_several_answers():
    rows = [["type", "name", "label"], ["select_multiple way or_other", "came", "How did you come?"]]
    choices = [["list_name", "name", "label"], ["way", "bus", "Bus"], ["way", "walk", "On foot"]]
    found = read_content("small.xlsx", workbook(survey=rows, choices=choices))
    assert marks(found, "came") == [["bus", "walk", "other"], [], ["other"]]


def test_a_question_called_as_the_column_of_an_option_comes_in_under_another_name():
    rows = [
        ["type", "name", "label"],
        ["select_multiple way", "came", "How did you come?"],
        ["text", "came_bus", "Which bus?"],
    ]
    choices = [["list_name", "name", "label"], ["way", "bus", "Bus"], ["way", "walk", "On foot"]]
    found = read_content("small.xlsx", workbook(survey=rows, choices=choices))
    assert [item[0] for item in asked(found)] == ["came", "came_bus_2"]
    assert "survey row 3 | the name 'came_bus'" in lines(found)


def test_codes_that_become_the_same_key_stay_apart():
    rows = [["type", "name", "label"], ["select_multiple way", "came", "How did you come?"]]
    choices = [
        ["list_name", "name", "label"],
        *(["way", code, f"Way {code}"] for code in ("1", "o1", "1!", "a-b", "a b")),
    ]
    found = read_content("small.xlsx", workbook(survey=rows, choices=choices))
    keys = marks(found, "came")[0]
    assert len({key.lower() for key in keys}) == 5
