"""A report of files says how people were joined, which rows count nowhere or once, what was read off."""

from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections.exclusions_section import exclusions
from tests.importing.brought_words import one_question, report_of
from tests.importing.forms import as_csv

PEOPLE = 30


def said(files):
    """What the report says is left out."""
    return [Language().say(sentence) for sentence in exclusions(report_of(files), Language())]


def odd_files():
    """Codes written in other signs the second time, trials, rows without a code, and a row of means."""
    made = []
    for later, wave in enumerate(("Before", "After")):
        rows = [["Code", "Chapter", "Hope"]]
        for number in range(PEOPLE):
            code = f"AB{number + 10}" if later and number < 5 else f"AB-{number + 10}"
            rows.append([code, "South" if later and number == 9 else "North", 1 + (number + later) % 5])
        rows += [["test", "North", 1]] * 4
        rows += [["", "North", 4]] * (3 * later)
        rows += [["Mean", "", 3.0]]
        made.append(as_csv(f"{wave}.csv", rows))
    return made


def test_each_kind_of_row_is_in_the_report_with_its_count():
    sentences = said(odd_files())
    assert "People in the files were joined by “Code”." in sentences
    expected = (
        ("taken as one. People who were joined so", "5"),
        ("sent to try the form, and so counted nowhere", "8"),
        ("Rows of averages or sums, and so counted nowhere", "1 or 2"),
        ("count in the first", "1 or 2"),
    )
    for words, count in expected:
        assert [each.endswith(f"{words}: {count}.") for each in sentences if words in each] == [True], words
    assert "counted at one time only: 0 before, 3 after." in " ".join(sentences)


def test_ends_that_no_file_tells_are_said_to_be_read_off_the_answers():
    words = "read off the answers: "
    assert words in " ".join(said(one_question("Hope", low=1, high=5)))
    assert words not in " ".join(said(one_question("Hope (1-5)", low=1, high=5)))
    assert words not in " ".join(said(one_question("Hope", low=1, high=6))), "it was asked"


def test_the_page_says_how_many_codes_were_written_in_other_signs(bringer):
    at = bringer.brought([(each.name, each.content) for each in odd_files()])
    assert "such as AB-12 and AB12, are one: so for 5 people" in bringer.page(at)
