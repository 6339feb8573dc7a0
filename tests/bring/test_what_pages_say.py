"""Before and After the other way round, what reports are called, where they are listed, and how sure they are."""

import html
import re

from tests.bring.google_files import card_of, google_file, google_files, mail_of
from tests.importing.brought_words import files_asking, spread


def words_of(page):
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def unnamed(names=("one.csv", "two.csv")):
    """Two files of which nothing tells which is Before."""
    before, later = spread(0, 10), spread(0, 10, moved=1)
    files = files_asking("Belong (0-10)", answers=lambda n: [before[n]], after=lambda n: [later[n]])
    return [(name, each.content) for name, each in zip(names, files, strict=True)]


def wide():
    """One file with a row a person, and a question that was asked after alone."""
    before, later = spread(0, 10), spread(0, 10, moved=2)
    headings = ("pre_belong", "post_belong", "post_recommend", "age")
    (file, _after) = files_asking(*headings, answers=lambda n: [before[n], later[n], n % 5, n + 20])
    return [("wide.csv", file.content)]


def first_person(said):
    """The scores of the first person, before and after."""
    return re.search(r"Person 2 ([\d.]+) ([\d.]+)", said).groups()


def test_swapping_settles_which_file_is_before(bringer):
    at = bringer.brought(unnamed())
    assert "one.csv Before" in words_of(bringer.page(at))
    bringer.press(at, do="swap")
    said = words_of(bringer.page(at))
    assert ("one.csv After" in said, "1 question to settle" in said) == (True, False)


def test_swapping_turns_what_was_settled_before(bringer):
    at = bringer.brought(unnamed())
    bringer.press(at, **{"question.before": "b"})
    bringer.press(at, do="swap")
    assert "one.csv Before" in words_of(bringer.page(at))


def test_columns_of_a_sheet_with_a_row_a_person_are_of_before_or_after(bringer):
    at = bringer.brought(wide())
    said = words_of(bringer.page(at))
    assert ("pre_belong belong, Before" in said, "post_belong belong, After" in said) == (True, True)
    bringer.press(at, do="swap")
    assert first_person(words_of(bringer.page(at))) == first_person(said)[::-1]


def test_a_column_that_is_of_one_time_says_so_and_one_of_none_does_not(bringer):
    said = words_of(bringer.page(bringer.brought(wide())))
    assert "post_recommend Left out asked at one time alone" in said
    assert "age Left out no answers to compare" in said


def test_a_report_that_nobody_named_is_called_by_its_files(bringer):
    report = bringer.made(bringer.brought())
    assert "Before (Responses), After (Responses)" in words_of(bringer.page("/bring"))
    with bringer.client.get(f"{report}/report.html") as got:
        assert "<title>Impact report: Before (Responses), After (Responses)</title>" in got.text
        assert '<p class="meta">Before (Responses), After (Responses)</p>' in got.text


def test_reports_of_brought_answers_are_listed_among_reports(bringer):
    report = bringer.made(bringer.brought(google_files(), title="A pilot"))
    page = bringer.page("/reports")
    assert f'<a href="{report}">A pilot</a>' in page
    assert "No report yet" not in page


def test_the_reports_of_one_evaluator_are_not_listed_for_another(desk, bringer):
    bringer.made(bringer.brought(google_files(), title="A pilot"))
    assert "A pilot" not in desk.signed_in("evaluator").get("/reports").text


def test_step_three_says_how_sure_it_is_and_how_many_answered(bringer):
    said = words_of(bringer.page(bringer.made(bringer.brought())))
    assert "Maryland scale: 1 of 5" in said
    assert "18 answered before, 18 after, 16 both times" in said
    assert "These counts are exact, as the files are yours." in said
    assert re.search(r"\d of 5: (first signs|early evidence)", said)


def test_rows_without_a_code_are_told_once(bringer):
    name, content = google_file("After")
    lines = content.decode("utf-8-sig").splitlines()
    uncoded = [line.replace(mail_of(n), "").replace(card_of(n), "") for n, line in enumerate(lines[1:4])]
    files = [google_file("Before"), (name, "\n".join([lines[0], *uncoded, *lines[4:]]).encode())]
    page = bringer.page(bringer.brought(files))
    assert page.count("no code") == 1
    assert "3 rows with answers have no code: they count at one time alone (0 before, 3 after)" in page


def test_both_sides_of_a_comparison_group_are_told_of_those_who_were_joined(bringer):
    before, later = spread(0, 10), spread(0, 10, moved=1)
    files = files_asking(
        "Arm",
        "Belong (0-10)",
        answers=lambda n: ["waiting" if n % 3 else "came", before[n]],
        after=lambda n: ["waiting" if n % 3 else "came", later[n]],
    )
    said = words_of(bringer.page(bringer.brought([(each.name, each.content) for each in files])))
    assert "Both times: 10 who came and 20 of the comparison group." in said
