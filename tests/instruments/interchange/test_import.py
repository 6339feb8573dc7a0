"""A small file of each tool: what comes along keeps text, options, order and codes; the rest is written down."""

from pathlib import Path

import pytest

import instruments
from instruments.interchange import read, read_content
from instruments.interchange.standing.standard_words import standard_strings
from instruments.terms import DESCRIPTIVE, IDENTIFYING
from tests.instruments.workbooks import FORMR, XLSFORM, workbook

FILES = Path(__file__).parents[1] / "files"


def asked(imported):
    """Every item as its id, whole question, layout, and its codes with labels or its limits."""
    version = imported.version_draft
    return [
        (item.id, f"{item.ask} {item.text}".strip(), found.layout.value, answers(found))
        for item in version.items
        for found in [version.format_of(item)]
    ]


def answers(found):
    if found.options:
        return [(option.value, option.label) for option in found.options]
    return [end for end in (found.minimum, found.maximum, found.low_label, found.high_label) if end not in {None, ""}]


def reasons(imported, where):
    return [one.why for one in imported.not_carried if one.where == where]


@pytest.fixture(scope="module")
def xlsform():
    return read_content("small.xlsx", workbook(**XLSFORM))


def test_xlsform_keeps_text_options_order_and_codes(xlsform):
    agree = [(1, "No"), (2, "Yes"), ("other", "Other")]
    texts = [(str(code), label) for code, label in agree]
    assert asked(xlsform) == [
        ("q1", "I was heard", "choice", texts),
        ("q_2", "I spoke", "choice", texts),
        ("talks", "How many talks?", "number", [0, 40]),
        ("height", "How tall?", "number", []),
        ("all", "All that apply", "checkboxes", [("o1", "No"), ("o2", "Yes"), ("other", "Other")]),
        ("say", "Hello ${q1}, anything else?", "text", []),
    ]


def test_xlsform_takes_other_languages_as_draft_translations(xlsform):
    assert [(one.language, one.status, dict(one.strings)) for one in xlsform.translations] == [
        (
            "cy",
            "draft",
            {
                **standard_strings("cy"),
                "formats.agree.options.1": "Na",
                "formats.agree.options.2": "Do",
                "formats.agree_2.options.o1": "Na",
                "formats.agree_2.options.o2": "Do",
                "items.q1.text": "Cefais wrandawiad",
            },
        )
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (2, "Nothing is noted about the person"),
        (5, "a lead-in and a text, and no hint"),
        (5, "Nothing is compulsory here"),
        (6, "no words of its own to write in"),
        (6, "it is called 'q_2' here"),
        (9, "Only whole numbers"),
        (9, "only limited by whole numbers"),
        (10, "it is called 'o1' here"),
        (11, "within braces or brackets stays as it is written"),
        (12, "no kind of answer here for the type 'geopoint'"),
        (13, "There is no list of choices called 'nowhere'"),
    ],
)
def test_xlsform_says_what_of_a_row_did_not_come_along(xlsform, row, reason):
    assert any(reason in why for why in reasons(xlsform, f"survey row {row}"))


def test_xlsform_says_nothing_of_a_row_that_came_along_whole(xlsform):
    assert reasons(xlsform, "survey row 8") == []


def test_redcap_keeps_text_options_order_and_codes():
    assert asked(read(FILES / "small.csv")) == [
        (
            "trust",
            "How much do you trust people here?",
            "stack",
            [(1, "Not at all"), (2, "Somewhat"), (3, "Very much")],
        ),
        ("came_by", "How did you come?", "choice", [("bus", "By bus"), ("walk", "On foot, mostly")]),
        ("talks", "How many talks?", "number", [0, 40]),
        ("height", "Height (cm)", "number", [130]),
        ("mood", "Mood", "strip", [0, 10, "Low", "High"]),
        ("came_before", "Been here before?", "choice", [(1, "Yes"), (0, "No")]),
        ("comments", "Comments", "text", []),
        ("races", "All that apply", "checkboxes", [("o1", "One"), ("o2", "Two")]),
        ("born", "Date of birth", "date", []),
        ("wave_2", "Which wave?", "choice", [(0, "First"), (1, "Second")]),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (2, "numbers the records"),
        (3, "Words are plain text"),
        (6, "Only whole numbers"),
        (6, "A limit is a whole number"),
        (7, "Only the two ends have labels"),
        (10, "it is called 'o1' here"),
        (12, "Nothing is calculated"),
        (13, "it is called 'wave_2' here"),
    ],
)
def test_redcap_says_what_of_a_row_did_not_come_along(row, reason):
    assert any(reason in why for why in reasons(read(FILES / "small.csv"), f"row {row}"))


@pytest.fixture(scope="module")
def limesurvey():
    return read(FILES / "small.lss")


def test_limesurvey_keeps_text_options_order_and_codes(limesurvey):
    assert asked(limesurvey) == [
        (
            "Q1",
            "How often do you talk to people here?",
            "choice",
            [("A1", "Never"), ("A2", "Often"), ("-oth-", "Other")],
        ),
        ("Q5_SQ1", "Would you talk again?", "choice", [(1, "No"), (2, "Yes")]),
        ("Q5_SQ2", "Would you act together?", "choice", [(1, "No"), (2, "Yes")]),
    ]


def test_limesurvey_takes_other_languages_as_draft_translations(limesurvey):
    assert [dict(one.strings) for one in limesurvey.translations] == [
        {**standard_strings("cy"), "formats.Q1_answers.options.A2": "Yn aml", "items.Q1.text": "Pa mor aml?"}
    ]


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("question Q1", "no help"),
        ("question Q1", "Nothing is compulsory"),
        ("question Q1", "only follows on answers"),
        ("question Q1", "no words of its own"),
        ("question Q2", "at least two options"),
    ],
)
def test_limesurvey_says_what_of_a_question_did_not_come_along(limesurvey, where, reason):
    assert any(reason in why for why in reasons(limesurvey, where))


OLDER = """<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>de</language></languages>
<answers><rows>
<row><qid>7</qid><code>1</code><answer>Nein</answer><sortorder>1</sortorder><language>de</language></row>
<row><qid>7</qid><code>1</code><answer>No</answer><sortorder>1</sortorder><language>en</language></row>
<row><qid>7</qid><code>2</code><answer>Ja</answer><sortorder>2</sortorder><language>de</language></row>
</rows></answers>
<questions><rows>
<row><qid>7</qid><parent_qid>0</parent_qid><gid>1</gid><type>!</type><title>q7</title>
<question>Kommen Sie wieder?</question><language>de</language></row>
<row><qid>7</qid><parent_qid>0</parent_qid><gid>1</gid><type>!</type><title>q7</title>
<question>Will you come again?</question><language>en</language></row>
</rows></questions>
<surveys><rows><row><language>de</language></row></rows></surveys></document>"""


def test_an_older_limesurvey_file_that_repeats_each_question_for_each_language_comes_in():
    imported = read_content("older.lss", OLDER.encode())
    assert asked(imported) == [("q7", "Kommen Sie wieder?", "choice", [(1, "Nein"), (2, "Ja")])]
    assert [(one.language, dict(one.strings)) for one in imported.translations] == [
        ("en", {"formats.q7_answers.options.1": "No", "items.q7.text": "Will you come again?"})
    ]


@pytest.fixture(scope="module")
def surveyjs():
    return read(FILES / "small.json")


def test_surveyjs_keeps_text_options_order_and_codes(surveyjs):
    assert asked(surveyjs) == [
        ("trust", "How far do you trust them?", "strip", [0, 10, "Not at all", "Completely"]),
        (
            "liking",
            "How much did you like them?",
            "choice",
            [("0.25", "A little"), ("0.5", "0.5"), ("a lot", "a lot"), ("other", "Other (describe)")],
        ),
        ("again", "Meet again?", "choice", [("true", "Yes"), ("false", "No")]),
        ("talks", "How many talks?", "number", [0, 40]),
        ("when", "When?", "date", []),
        ("say", "Anything else?", "text", [500]),
        ("agree_heard", "Do you agree? I was heard", "choice", [(1, "No"), (2, "Yes")]),
        ("agree_spoke", "Do you agree? spoke", "choice", [(1, "No"), (2, "Yes")]),
        ("all", "All that apply", "checkboxes", [("a", "a"), ("b", "b")]),
    ]


def test_surveyjs_takes_other_languages_as_draft_translations(surveyjs):
    assert [dict(one.strings) for one in surveyjs.translations] == [
        {
            **standard_strings("cy"),
            "formats.trust_answers.low_label": "Ddim o gwbl",
            "items.trust.text": "Faint?",
            "formats.liking_answers.options.0.5": "Tipyn",
        }
    ]


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("question trust", "Nothing is compulsory"),
        ("question liking", "only follows on answers"),
        ("question liking", "no words of its own"),
    ],
)
def test_surveyjs_says_what_of_a_question_did_not_come_along(surveyjs, where, reason):
    assert any(reason in why for why in reasons(surveyjs, where))


@pytest.fixture(scope="module")
def qualtrics():
    return read(FILES / "small.qsf")


def test_qualtrics_keeps_text_options_order_and_recoded_values(qualtrics):
    assert asked(qualtrics) == [
        ("rate_7", "Please rate I spoke", "choice", [(1, "Low"), (2, "High")]),
        ("rate_4", "Please rate I was heard", "choice", [(1, "Low"), (2, "High")]),
        ("there", "Were you there today?", "stack", [(0, "No"), (1, "Yes"), (7, "Other")]),
        ("warm", "How warm?", "number", [0, 100, "Cold", "Warm"]),
        ("age", "How old?", "number", [16, 120]),
    ]


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("question there", "no words of its own"),
        ("question there", "No script"),
        ("question all", "at least two options"),
        ("question age", "Nothing is compulsory"),
        ("question hello", "A text to show asks nothing"),
        ("QID9", "in no block that is asked"),
    ],
)
def test_qualtrics_says_what_of_a_question_did_not_come_along(qualtrics, where, reason):
    assert any(reason in why for why in reasons(qualtrics, where))


@pytest.fixture(scope="module")
def formr():
    return read_content("small.xlsx", workbook(**FORMR))


def test_formr_keeps_text_options_order_and_codes(formr):
    assert asked(formr) == [
        ("q1", "How often?", "stack", [(1, "Never"), (2, "Sometimes"), (3, "Often")]),
        ("q2", "Again?", "choice", [("y", "Yes"), ("n", "No")]),
        ("q3", "How warm?", "strip", [1, 7, "Cold", "Warm"]),
        ("q4", "How many talks?", "number", [0, 40]),
        ("q5", "Anything else?", "text", []),
        ("q6", "All that apply", "checkboxes", [("o1", "a"), ("o2", "b")]),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (3, "stands by itself"),
        (4, "Nothing is compulsory"),
        (4, "only follows on answers"),
        (4, "layout belongs"),
        (9, "it is called 'o2' here"),
        (10, "Nothing is noted about the person"),
        (11, "there are no pages"),
    ],
)
def test_formr_says_what_of_a_row_did_not_come_along(formr, row, reason):
    assert any(reason in why for why in reasons(formr, f"survey row {row}"))


@pytest.mark.parametrize("name", ["small.csv", "small.lss", "small.json", "small.qsf"])
def test_an_imported_draft_is_sound_and_round_trips(name):
    draft = read(FILES / name).version_draft
    assert instruments.parse(instruments.canonical_toml(draft)) == draft


@pytest.mark.parametrize("name", ["small.csv", "small.lss", "small.json", "small.qsf"])
def test_an_imported_item_measures_nothing_until_somebody_says_what(name):
    draft = read(FILES / name).version_draft
    assert {item.licence for item in draft.items} == {""}
    assert {item.construct for item in draft.items} <= {DESCRIPTIVE, IDENTIFYING}


@pytest.mark.parametrize("name", ["small.csv", "small.lss", "small.json", "small.qsf"])
def test_an_import_writes_nothing_into_the_status_that_is_published(name):
    assert not read(FILES / name).version_draft.status_note


def test_our_own_toml_comes_in_whole(common_ground):
    imported = read_content("mine.toml", instruments.canonical_toml(common_ground).encode())
    assert (imported.version_draft, imported.not_carried) == (common_ground, ())


def test_our_own_json_comes_in_whole(common_ground):
    imported = read_content("mine.json", instruments.canonical_json(common_ground).encode())
    assert (imported.version_draft, imported.not_carried) == (common_ground, ())
