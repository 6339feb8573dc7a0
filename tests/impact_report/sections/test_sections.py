"""What follows page 1, and what stands there only when it is known."""

import re
from dataclasses import replace
from datetime import date

import pytest

from evaluation.impact_report.build.context import Check, Joined, Practice, QuotableAnswer, Quotation, Reading, Story
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections import sections
from evaluation.impact_report.sections.limits_section import FEW_CHAPTERS, NOT_LATER, ONE_GROUP
from evaluation.impact_report.text.chance import chance_on_page_1
from tests.impact_report.examples import answered, evening, frame_of, in_context, report, study
from tests.releases.masked import as_released

ENGLISH = Language()


def plain(page):
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<(style|title)>.*?</\1>", "", page, flags=re.DOTALL)).split())


def test_an_evening_has_its_sections_in_the_order_they_are_read(one_evening):
    assert list(sections(one_evening, ENGLISH)) == [
        *(
            "summary",
            "outcomes",
            "items",
            "missing",
            "limits",
            "methods",
            "numbers",
            "wording",
            "exclusions",
            "rebuild",
        ),
    ]


def test_a_study_has_its_sections_in_the_order_they_are_read(six_chapters):
    assert list(sections(six_chapters, ENGLISH)) == [
        *("summary", "multiples", "attendance", "workshops", "items", "missing", "limits", "methods"),
        *("numbers", "pooling", "invariance", "exclusions", "wording", "rebuild"),
    ]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: evening(4, came=9), id="4 pairs"),
        pytest.param(lambda: evening(34), id="34 pairs"),
        pytest.param(lambda: study((20, 25)), id="two chapters"),
        pytest.param(lambda: study((20,) * 6, change=0.8), id="six chapters that rose"),
        pytest.param(lambda: study((20,) * 6, change=0.0), id="six chapters where nothing moved"),
    ],
)
def test_the_methods_point_to_page_1_for_chance_where_page_1_speaks_of_it(made):
    made = made()
    said = plain(html.page(made))
    pages_chance = chance_on_page_1(made)
    assert ENGLISH.say(pages_chance) in said if pages_chance else True, "the set must put the rule to the proof"
    assert ("page 1 says how often" in said) == (pages_chance is not None)


def test_the_file_has_the_chance_of_page_1_and_by_the_first_renderer_that_of_every_workshop():
    few = evening(7, change=0.5, came=12)
    assert chance_on_page_1(few) is None, "the set must put the rule to the proof"
    assert document(few)["report"]["chance"] == []
    assert len(document(replace(few, renderer=1))["report"]["chance"]) == 1


def test_every_report_states_design_regression_politeness_and_who_chose_to_come(one_evening):
    said = [sentence.message for sentence in sections(one_evening, ENGLISH)["limits"]]
    assert said[0] == ONE_GROUP
    assert len(said) >= 5
    assert NOT_LATER in said


def test_a_follow_up_takes_back_that_nobody_knows_whether_it_lasts():
    rows = answered("A", 30)
    rows += [{**row, "wave": "follow_up"} for row in rows if row["wave"] == "post"]
    made = sections(report(frame_of(rows)), ENGLISH)
    assert NOT_LATER not in [sentence.message for sentence in made["limits"]]
    assert [table.title for table in made["waves"]] == ["Months later"]


def test_nothing_is_said_of_when_people_were_asked(one_evening):
    assert "on the day" not in plain(html.page(one_evening)).lower()


def test_held_back_and_silent_chapters_are_named(six_chapters):
    said = ENGLISH.say_all(sections(six_chapters, ENGLISH)["limits"])
    assert "Held back, because too few people answered both times: Chapter D." in said
    assert "No answers yet: Chapter G." in said


def test_few_chapters_are_called_few():
    made = study((30, 30, 30))
    assert FEW_CHAPTERS in [sentence.message for sentence in sections(made, ENGLISH)["limits"]]


def test_workshops_of_held_back_chapters_are_not_counted_among_those_with_results(six_chapters):
    assert six_chapters.workshops == 5


def test_people_lost_on_the_way_are_counted():
    rows = [row for k, row in enumerate(answered("A", 40)) if not (row["wave"] == "post" and k < 16)]
    said = ENGLISH.say_all(sections(report(frame_of(rows), came=50), ENGLISH)["missing"].said)
    assert said.startswith("Of 50 people who came, 32 answered both times. 8 answered before and not after; 0 answered")
    assert "those missing would have to have changed by" in said


def test_figures_about_a_few_missing_people_are_held_back():
    rows = [row for k, row in enumerate(answered("A", 40)) if not (row["wave"] == "post" and k < 4)]
    said = ENGLISH.say_all(sections(report(frame_of(rows)), ENGLISH)["missing"].said)
    assert said == (
        "1 or 2 answered before and not after; 0 answered after and not before. "
        "Of one of these counts, or both, people are so few that figures about them could tell what they answered."
    )


def test_a_comparison_group_is_set_beside():
    rows = [{**row, "arm": "workshop"} for row in answered("A", 30, change=0.5)]
    rows += [{**row, "arm": "waiting", "participant": f"w{row['participant']}"} for row in answered("A", 30, seed=9)]
    made = report(frame_of(rows))
    rows = {label: cells for label, *cells in sections(made, ENGLISH)["comparison"].rows}
    assert (rows["People who came"][0], rows["People of the comparison group"][0]) == ("30", "30")
    assert {"Difference in differences over people (CR2)", "ANCOVA over people (CR2)"} <= set(rows)
    assert "A comparison group was asked the same questions." in plain(html.page(made))


def test_the_exact_words_of_every_question_stand_in_the_report(one_evening):
    text = plain(html.page(one_evening))
    assert all(f"Words of {item}" in text for item in ("t1", "t2", "t3", "c1", "c2", "n1"))


def test_rather_not_say_has_its_own_column_and_small_counts_are_not_printed():
    text = plain(html.page(in_context(evening(30), declined={"t1": (7, 2)})))
    assert "Rather not say" in text
    assert "7 / few" in text


STORIES = (
    Story(
        outcome="common", told="“We share a street.”", seen="Long talks", fit="differ", by="S.B.", on=date(2026, 6, 27)
    ),
    Story(outcome="trust", told="“I stopped being polite.”", seen="Asked for more time", fit="agree", by="R.A."),
)


def test_stories_stand_beside_the_numbers_also_where_they_differ():
    text = plain(html.page(in_context(study((30, 30, 30)), stories=STORIES)))
    assert text.index("“I stopped being polite.”") < text.index("“We share a street.”")
    assert "They differ S.B., 27 Jun 2026" in text
    assert "Every outcome across the chapters" in text


@pytest.mark.parametrize(
    ("further", "said"),
    [
        ({"waiting": 5}, "30 used, about 5 waiting"),
        ({"own_words": {"Chapter A": "Forty of us stayed on."}}, "Forty of us stayed on. The chapter's own words"),
        ({"quotation": Quotation(text="I sat down.", how_picked="by lot")}, "“I sat down.” by lot"),
        ({"checks": (Check(found="Every answer the same", count=7, done="kept"),)}, "Every answer the same 7 kept"),
    ],
)
def test_what_is_known_of_an_evening_is_printed(further, said):
    assert said in plain(html.page(in_context(evening(30), **further)))


def test_how_chapters_work_is_told_without_a_line_through_them():
    practice = Practice(
        chapter="Chapter A", kinds=("Weaving Trust",), workshops=4, rounds=(4, 5), people=(18, 31), mixed=(80, 120)
    )
    text = plain(
        html.page(in_context(study((30, 30, 30)), practice=(practice, Practice(chapter="Chapter B", workshops=1))))
    )
    assert "Chapter A Weaving Trust 4 4 to 5 18 to 31 80 of 120 (67 %)" in text
    assert "Chapter B – 1 – – –" in text
    assert "slope" not in text


def test_a_look_at_quality_is_a_sentence_a_count_with_its_range_and_what_is_done():
    check = Check(found="Somebody was at the best score of {scale}.", count=30, of=200, done="Kept.", about="Trust")
    text = plain(html.page(in_context(evening(30), checks=(replace(check, low=0.107, high=0.206),))))
    assert "Somebody was at the best score of trust. 30 of 200 (10.7 to 20.6 %) Kept." in text


def test_a_look_that_found_one_or_two_people_tells_no_share():
    check = Check(found="Late", count=2, of=200, done="Kept.", low=0.0, high=0.04)
    assert "Late 1 or 2 of 200 Kept." in plain(html.page(in_context(evening(30), checks=(check,))))


def test_how_before_and_after_were_joined_is_counted_by_method():
    joined = (Joined(method="card", people=24), Joined(method="memory_confirmed", people=6, distance=1))
    text = plain(html.page(in_context(evening(30), joined=joined)))
    assert "The same card before and after 24" in text
    assert "Memory questions, one answer apart, confirmed by a person 6" in text


def reading(pairs):
    return (Reading(kind="exact", pairs=pairs, change=0.3, low=-0.1, high=0.7),)


def test_the_headline_stands_beside_itself_with_exact_links_only():
    text = plain(html.page(in_context(evening(30), readings=reading(24))))
    assert "With exact links only 24 +0.3 (−0.1 to 0.7)" in text


@pytest.mark.parametrize("pairs", [26, 29])
def test_a_reading_of_so_few_people_fewer_that_they_could_be_read_from_it_is_held_back(pairs):
    text = plain(html.page(in_context(evening(30), readings=reading(pairs))))
    assert "With exact links only – so few people fewer that the figure could tell what they answered" in text


def test_a_reading_of_the_same_people_says_so():
    assert "With exact links only 30 the same people" in plain(html.page(in_context(evening(30), readings=reading(30))))


OPEN = (
    QuotableAnswer(text="We share a street.", theme="Neighbours", stance="supports"),
    QuotableAnswer(text="I still feel a stranger.", theme="Neighbours", stance="contradicts"),
    QuotableAnswer(text="The bell was loud."),
)


def test_open_answers_stand_by_theme_with_one_dissenting():
    text = plain(html.page(in_context(evening(30), open_answers=OPEN)))
    assert "Neighbours “We share a street.” “I still feel a stranger.” One who saw it otherwise" in text
    assert "Not yet sorted by theme “The bell was loud.”" in text


def test_no_open_answer_is_printed_under_twenty_pairs():
    assert "We share a street." not in plain(html.page(in_context(evening(19), open_answers=OPEN)))


def test_a_quote_says_from_how_many_it_was_drawn():
    quotation = Quotation(text="I sat down.", how_picked="Drawn from {of} answers", of=21)
    assert "“I sat down.” Drawn from 21 answers" in plain(html.page(in_context(evening(30), quotation=quotation)))


def test_what_is_left_out_is_counted_with_its_reason():
    said = ENGLISH.say_all(sections(in_context(evening(30), repeated=7, waiting=5), ENGLISH)["exclusions"])
    assert "by somebody who had been to an earlier one of these: 7. The first counts." in said
    assert "Waiting until enough people have joined them: about 5." in said


def test_held_back_chapters_are_among_what_is_left_out(six_chapters):
    said = ENGLISH.say_all(sections(six_chapters, ENGLISH)["exclusions"])
    assert "Held back, as fewer than 5 people answered both times: Chapter D." in said


def test_the_flow_of_a_chapter_is_drawn_unless_a_count_is_too_small():
    rows = [row for k, row in enumerate(answered("A", 40)) if not (row["wave"] == "post" and k < 16)]
    rows += [row for k, row in enumerate(answered("B", 40, seed=2)) if not (row["wave"] == "post" and k < 4)]
    made = sections(report(frame_of(rows, answered("C", 30, seed=3))), ENGLISH)["attendance"]
    assert [row.bars is not None for row in made.rows] == [True, False, True, False]


def test_tests_of_people_are_not_printed_across_chapters(six_chapters, one_evening):
    assert "p (paired t)" in plain(html.page(one_evening))
    assert "p (paired t)" not in plain(html.page(six_chapters))


def lossy(n=60, *, every=9):
    """Rows of an evening of which some did not answer after."""
    rows = answered("Chapter A", n, change=0.3)
    return [row for place, row in enumerate(rows) if row["wave"] == "pre" or place % every != 1]


def test_what_those_missing_could_change_is_drawn_with_its_words():
    found = sections(report(frame_of(lossy()), came=70), ENGLISH)["missing"]
    assert [line.reading.label for line in found.figure.lines] == [
        "Answered both times",
        "Everybody",
        "At the very most",
    ]
    assert found.title.startswith("Change in trust in people from other communities by who is counted.")


def test_it_is_not_drawn_of_a_few_nor_in_a_release():
    few = sections(report(frame_of(lossy(every=60)), came=70), ENGLISH)["missing"]
    released = sections(as_released(report(frame_of(lossy()), came=70)), ENGLISH)["missing"]
    assert (few.figure, released.figure) == (None, None)


def test_where_nobody_is_missing_nothing_is_drawn_nor_said_of_what_they_could_change():
    found = sections(evening(30), ENGLISH)["missing"]
    assert (found.figure, len(found.said)) == (None, 1)


def test_across_chapters_everybody_has_no_range_as_chapters_are_not_told_apart_in_it():
    found = sections(report(frame_of(lossy(), answered("Chapter B", 30), answered("Chapter C", 30))), ENGLISH)[
        "missing"
    ]
    assert [(line.reading.label, line.low is None) for line in found.figure.lines] == [
        ("Answered both times", False),
        ("Everybody", True),
        ("At the very most", False),
    ]
