"""What follows page 1, and what stands there only when it is known."""

import re
from datetime import date

import pytest

from evaluation.reports import html
from evaluation.reports.context import Check, Practice, Quotation, Story
from evaluation.reports.language import Language
from evaluation.reports.sections import sections
from evaluation.reports.sections.limits import FEW_CHAPTERS, ON_THE_DAY, ONE_GROUP
from tests.reports.examples import answered, evening, frame_of, report, study

ENGLISH = Language()


def plain(page):
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<(style|title)>.*?</\1>", "", page, flags=re.DOTALL)).split())


def test_an_evening_has_its_sections_in_the_order_they_are_read(one_evening):
    assert list(sections(one_evening, ENGLISH)) == [
        *("outcomes", "items", "missing", "limits", "methods", "numbers", "wording", "rebuild"),
    ]


def test_a_study_has_its_sections_in_the_order_they_are_read(six_chapters):
    assert list(sections(six_chapters, ENGLISH)) == [
        *("multiples", "attendance", "workshops", "items", "missing", "limits", "methods"),
        *("numbers", "pooling", "wording", "rebuild"),
    ]


def test_every_report_states_design_regression_politeness_and_who_chose_to_come(one_evening):
    said = [sentence.message for sentence in sections(one_evening, ENGLISH)["limits"]]
    assert said[0] == ONE_GROUP
    assert len(said) >= 5
    assert ON_THE_DAY in said


def test_a_follow_up_takes_back_that_nobody_knows_whether_it_lasts():
    rows = answered("A", 30)
    rows += [{**row, "wave": "follow_up"} for row in rows if row["wave"] == "post"]
    made = sections(report(frame_of(rows)), ENGLISH)
    assert ON_THE_DAY not in [sentence.message for sentence in made["limits"]]
    assert [table.title for table in made["waves"]] == ["Months later"]


def test_held_back_and_silent_chapters_are_named(six_chapters):
    said = ENGLISH.say_all(sections(six_chapters, ENGLISH)["limits"])
    assert "Held back, because too few people answered both times: Chapter D." in said
    assert "No answers yet: Chapter G." in said


def test_few_chapters_are_called_few():
    made = study((30, 30, 30))
    assert FEW_CHAPTERS in [sentence.message for sentence in sections(made, ENGLISH)["limits"]]


def test_people_lost_on_the_way_are_counted():
    rows = [row for k, row in enumerate(answered("A", 40)) if not (row["wave"] == "post" and k < 16)]
    said = ENGLISH.say_all(sections(report(frame_of(rows), came=50), ENGLISH)["missing"])
    assert said.startswith("Of 50 people who came, 32 answered both times. 8 answered before and not after; 0 answered")
    assert "those missing would have to differ from the others by" in said


def test_figures_about_a_few_missing_people_are_held_back():
    rows = [row for k, row in enumerate(answered("A", 40)) if not (row["wave"] == "post" and k < 4)]
    said = ENGLISH.say_all(sections(report(frame_of(rows)), ENGLISH)["missing"])
    assert said == (
        "1 or 2 answered before and not after; 0 answered after and not before. "
        "They are so few that figures about them could tell what they answered."
    )


def test_a_comparison_group_is_set_beside():
    rows = [{**row, "arm": "workshop"} for row in answered("A", 30, change=0.5)]
    rows += [{**row, "arm": "waiting", "participant": f"w{row['participant']}"} for row in answered("A", 30, seed=9)]
    made = report(frame_of(rows))
    table = sections(made, ENGLISH)["comparison"]
    assert table.rows[0][:2] == ("Trust in people from other communities: workshop", "30 / 30")
    assert "A comparison group was asked the same questions." in plain(html.page(made))


def test_the_exact_words_of_every_question_stand_in_the_report(one_evening):
    text = plain(html.page(one_evening))
    assert all(f"Words of {item}" in text for item in ("t1", "t2", "t3", "c1", "c2", "n1"))


def test_rather_not_say_has_its_own_column_and_small_counts_are_not_printed():
    text = plain(html.page(evening(30, declined={"t1": (7, 2)})))
    assert "Rather not say" in text
    assert "7 / few" in text


STORIES = (
    Story(
        outcome="common", told="“We share a street.”", seen="Long talks", fit="differ", by="S.B.", on=date(2026, 6, 27)
    ),
    Story(outcome="trust", told="“I stopped being polite.”", seen="Asked for more time", fit="agree", by="R.A."),
)


def test_stories_stand_beside_the_numbers_also_where_they_differ():
    text = plain(html.page(study((30, 30, 30), stories=STORIES)))
    assert text.index("“I stopped being polite.”") < text.index("“We share a street.”")
    assert "They differ S.B., 27 Jun 2026" in text
    assert "Every outcome across the chapters" in text


@pytest.mark.parametrize(
    ("further", "said"),
    [
        ({"waiting": 4}, "30 used, 4 waiting"),
        ({"own_words": {"Chapter A": "Forty of us stayed on."}}, "Forty of us stayed on. The chapter's own words"),
        ({"quotation": Quotation(text="I sat down.", how_picked="by lot")}, "“I sat down.” by lot"),
        ({"checks": (Check(found="Every answer the same", count=7, done="kept"),)}, "Every answer the same 7 kept"),
    ],
)
def test_what_is_known_of_an_evening_is_printed(further, said):
    assert said in plain(html.page(evening(30, **further)))


def test_how_chapters_work_is_told_without_a_line_through_them():
    practice = Practice(chapter="Chapter A", kinds="Weaving Trust", workshops="4", rounds="5", people="31", mixed="80")
    text = plain(html.page(study((30, 30, 30), practice=(practice,))))
    assert "Chapter A Weaving Trust 4 5 31 80" in text
    assert "slope" not in text


def test_tests_of_people_are_not_printed_across_chapters(six_chapters, one_evening):
    assert "p (paired t)" in plain(html.page(one_evening))
    assert "p (paired t)" not in plain(html.page(six_chapters))
