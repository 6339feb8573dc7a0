"""A chapter that is held back has its true reason beside it, and where its people count all the same."""

from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from tests.impact_report.adversarial import NERVES, SIX, TRUST, group, made
from tests.impact_report.page_one import page_1, plain
from tests.impact_report.sections.test_who_has_a_score import chapters, lacking, two

ONE_MODEL = "They count only in figures of all people in one model."


def whole(report):
    return plain(html.page(report))


def other_questions_after(names):
    """Chapters that were asked two of three questions before and two others, of which one is the same, after."""
    groups = [group(name, "", 20, moved=1.0, seed=k) for k, name in enumerate(names)]
    blank = {"pre": ("t3",), "post": ("t1", "t2")}
    return [[{**row, **dict.fromkeys(blank[row["wave"]], float("nan"))} for row in rows] for rows in groups]


def test_chapters_that_were_asked_other_questions_are_not_told_as_few_who_answered():
    said = whole(made(*other_questions_after(SIX)))
    reason = "Held back, because too few of the same questions were asked before and after: A, B, C, D, E and F."
    assert reason + " Their people count among those who answered, and in no average." in said
    assert "too few of the same questions were asked before and after in A, B, C, D, E and F" in said
    assert "too few people answered both times" not in said
    assert "fewer than 5 people answered both times:" not in said
    assert "none yet" not in said


def test_small_chapters_that_count_in_one_model_are_told_to_count_there():
    report = made(*(group(f"C{k:02}", "", 3, moved=1.0, seed=k) for k in range(20)))
    assert ONE_MODEL in whole(report)
    assert "They count in no total" not in whole(report)


def test_small_chapters_that_count_nowhere_are_told_to_count_in_no_total():
    report = made(*(group(name, "", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)), group("G", "", 3, moved=0.0))
    assert "too few people answered both times: G. They count in no total." in whole(report)


def test_a_chapter_with_few_scores_is_not_told_as_one_of_few_who_answered():
    report = two(*chapters(names=SIX[:5], lack=0), lacking(chapters(names="F", lack=0)[0], 17))
    assert "Held back, because too few people have a score of trust both times: F. They count in no average." in whole(
        report
    )
    assert "Held back, as fewer than 5 people have a score of trust both times: F." in whole(report)
    assert "too few people have a score of trust both times in F to show it alone" in page_1(report)["all"]
    assert "too few people answered both times" not in whole(report)


def test_of_one_chapter_it_is_said_that_it_has_results():
    said = page_1(made(group("Leeds", "", 20, moved=1.0, seed=1), group("York", "", 3, moved=1.0, seed=2)))["all"]
    assert "One of two chapters has results; too few people answered both times in York to show it alone" in said


def test_the_files_of_small_chapters_do_not_say_that_nobody_answered():
    found = document(made(*(group(f"C{k:02}", "", 3, moved=1.0, seed=k) for k in range(20))))
    few = "Fewer than 5 people in any one chapter answered"
    assert found["flow"]["pairs"] == {"suppressed": f"{few} both times, so no figure is shown."}
    assert found["outcomes"]["trust"]["missing"] == {"suppressed": f"{few} it both times, so no figure is shown."}
    assert found["items"]["t1"] == {"suppressed": f"{few} it both times, so no figure is shown."}
    assert found["outcomes"]["trust"]["across"]["everybody"]["pairs"] == 60


def test_page_1_says_which_chapters_asked_other_questions_beside_those_of_few():
    others = [{**row, "chapter": "Z", "participant": f"Z{row['participant']}"} for row in other_questions_after("A")[0]]
    for row in others:
        row["version"] = "2"
    rest = [group(name, "", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)]
    for row in (each for rows in rest for each in rows):
        row["version"] = "1"
    said = page_1(made(*rest, others, scales=(TRUST,)))["all"]
    assert "Six of seven chapters have results · too few of the same questions were asked before and after in Z" in said
    assert "Z other questions, left out" in said


def test_few_answers_to_one_question_alone_are_told_of_that_question():
    found = document(two(*(lacking(rows, 20, items=NERVES.items) for rows in chapters(lack=0))))
    assert "answered it both times" in found["items"]["n1"]["suppressed"]
