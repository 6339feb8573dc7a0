"""A row of an XLSForm that only shows the answers of a grid leads in to its rows; it asks nothing itself."""

from instruments.interchange import read_content, to_xlsform
from tests.instruments.workbooks import workbook

HEADS = ["type", "name", "label::English (en)", "label::Cymraeg (cy)", "appearance"]
HEADING = ["select_one agree", "head", "How far do you agree?", "I ba raddau?", "label"]
ROWS = [
    ["select_one agree", "t1", "People can be trusted.", "Gellir ymddiried.", "list-nolabel"],
    ["select_one agree", "t2", "I would ask for help.", "Byddwn yn gofyn.", "list-nolabel"],
]
AFTER = ["select_one agree", "t3", "Anything else?", "Rhywbeth arall?", None]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Cymraeg (cy)"],
    *(["agree", number, *words] for number, words in enumerate([("No", "Na"), ("Perhaps", "Efallai"), ("Yes", "Ie")])),
]


def form(*rows):
    return read_content("grid.xlsx", workbook(survey=[HEADS, *rows], choices=CHOICES))


def led(found):
    return [(item.id, item.ask, item.text, item.information) for item in found.version_draft.items]


def test_it_leads_in_to_the_rows_below_it():
    assert led(form(HEADING, *ROWS, AFTER)) == [
        ("t1", "How far do you agree?", "People can be trusted.", ""),
        ("t2", "How far do you agree?", "I would ask for help.", ""),
        ("t3", "", "Anything else?", ""),
    ]


def test_it_leads_in_in_every_language():
    words = form(HEADING, *ROWS).translations[0].strings
    assert (words["items.t1.ask"], words["items.t2.ask"]) == ("I ba raddau?", "I ba raddau?")


def test_it_is_read_before_the_next_question_where_no_row_follows():
    assert led(form(HEADING, AFTER)) == [("t3", "", "Anything else?", "How far do you agree?")]


def test_where_nothing_follows_it_is_listed():
    lost = form(AFTER, HEADING).not_carried
    assert [(str(one.where), one.what) for one in lost if "agree?" in one.what] == [
        ("survey row 3", "How far do you agree?")
    ]


def test_rows_of_another_list_are_no_part_of_the_grid():
    other = ["select_one other", "o1", "Which?", "Pa un?", "list-nolabel"]
    choices = [*CHOICES, ["other", "a", "This", "Hwn"], ["other", "b", "That", "Hwnnw"]]
    found = read_content("grid.xlsx", workbook(survey=[HEADS, HEADING, other], choices=choices))
    assert led(found) == [("o1", "", "Which?", "How far do you agree?")]


def test_what_was_led_in_to_is_led_in_to_after_a_round_trip():
    version = form(HEADING, *ROWS, AFTER).version_draft
    assert led(read_content("again.xlsx", to_xlsform(version))) == led(form(HEADING, *ROWS, AFTER))
