"""Spreadsheets of which the truth cannot be told: each has to be asked about, and is right once it is answered."""

from tests.importing.corpus import CASES, Case, blank, case, google, long_by_hand, rows_of, wide
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.truth import AGREE_5, AGREE_7, COMMON, people

__all__ = ["CASES"]


def _before_after(crowd, words_before, words_after):
    return [google(crowd, COMMON, words_before, "pre"), google(crowd, COMMON, words_after, "post")]


def _files(before, after, names=("Before.csv", "After.csv")):
    return [as_csv(names[0], before), as_csv(names[1], after)]


@case
def somewhat_and_slightly():
    crowd = people(40, items=2, high=7, seed=31)
    other = [word.replace("Somewhat", "Slightly") for word in AGREE_7]
    return Case("somewhat", _files(*_before_after(crowd, AGREE_7, other)), crowd, list(COMMON), "same_answer", "a")


@case
def a_code_of_99():
    crowd = people(40, items=2, seed=32, blanks=0.08)
    rows = long_by_hand(crowd, {"pre": "Before", "post": "After"})
    rows[1:] = [[99 if cell == "" else cell for cell in row] for row in rows[1:]]
    return Case("code_99", [as_csv("answers.csv", rows)], crowd, ["q_1", "q_2"], "code_for_missing", "a")


@case
def two_files_that_do_not_say_which_is_before():
    crowd = people(30, items=2, seed=33)
    before, after = (
        [["Code", *COMMON], *rows_of(crowd, wave, lambda _, p, a: [p.code, *blank(a)])] for wave in ("pre", "post")
    )
    return Case("which", _files(before, after, ("one.csv", "two.csv")), crowd, list(COMMON), "which_is_before", "a")


@case
def names_against_times():
    crowd = people(30, items=2, seed=34)
    before, after = (google(crowd, COMMON, AGREE_5, wave) for wave in ("pre", "post"))
    return Case("against", _files(after, before), crowd, list(COMMON), "which_is_before", "b")


@case
def four_or_five_answers_from_few_people():
    crowd = people(9, items=2, high=4, seed=35)
    words = [word for word in AGREE_5 if "either" not in word]
    rows = long_by_hand(crowd, {"pre": "pre", "post": "post"}, words)
    return Case("four", [as_csv("answers.csv", rows)], crowd, ["q_1", "q_2"], "unchosen", "a")


@case
def one_is_strongly_agree():
    crowd = people(34, items=2, seed=36)
    words = [f"{n} - {word}" for n, word in enumerate(reversed(AGREE_5), 1)]
    rows = long_by_hand(crowd, {"pre": "pre", "post": "post"}, words)
    return Case("one_is_best", [as_csv("answers.csv", rows)], crowd, ["q_1", "q_2"], "best_is_low", "a")


@case
def columns_that_end_in_1_and_2():
    crowd = people(34, items=2, high=7, seed=37)
    rows = wide(crowd, lambda i, w: f"{'ab'[i]}trust_{1 if w == 'pre' else 2}")
    return Case("ends", [as_csv("answers.csv", rows)], crowd, ["atrust_1", "btrust_1"], "which_columns", "a")


@case
def a_count_of_rows_for_a_key():
    crowd = people(30, items=2, seed=38, gone=0, late=0)
    sheets = {
        name: [["ID", *COMMON], *rows_of(crowd, wave, lambda n, _, a: [n + 1, *blank(a)])]
        for name, wave in (("Before", "pre"), ("After", "post"))
    }
    return Case("counter", [as_xlsx("answers.xlsx", **sheets)], crowd, list(COMMON), "row_counter", "a")


@case
def not_sure_in_the_middle():
    crowd = people(40, items=2, seed=39)
    words = [word if "either" not in word else "Not sure" for word in AGREE_5]
    return Case("not_sure", _files(*_before_after(crowd, words, words)), crowd, list(COMMON), "middle", "a")


@case
def each_code_twice_and_no_wave():
    crowd = people(30, items=2, seed=40, gone=0, late=0)
    before, after = (google(crowd, COMMON, AGREE_5, wave) for wave in ("pre", "post"))
    return Case("order", [as_csv("Responses.csv", [*before, *after[1:]])], crowd, list(COMMON), "first_is_before", "a")


@case
def day_and_month_decide_which_row_counts():
    crowd = people(30, items=2, seed=41)
    rows = long_by_hand(crowd, {"pre": "pre", "post": "post"})
    rows[0].append("Date submitted")
    for row in rows[1:]:
        row.append("05/04/2026")
    again = [rows[1][0], "pre", 1, 1, "04/06/2026"]
    rows[1][-1] = "05/05/2026"
    crowd[0].answers["pre"] = [1, 1]
    return Case("dates", [as_csv("answers.csv", [*rows, again])], crowd, ["q_1", "q_2"], "day_or_month", "a")


@case
def a_question_put_in_other_words():
    crowd = people(30, items=2, seed=42)
    before, after = (google(crowd, COMMON, AGREE_5, wave) for wave in ("pre", "post"))
    after[0][3] = "We now have a lot in common"
    return Case("other_words", _files(before, after), crowd, list(COMMON), "same_column", "a")


@case
def first_and_last_meeting_of_ends_of_telephone_numbers():
    crowd = people(36, items=2, high=7, seed=107)
    rows = long_by_hand(crowd, {"pre": "First meeting", "post": "Last meeting"}, AGREE_7, heading="Session")
    numbers = {p.code: 4000 + 37 * int(p.code[2:]) for p in crowd}
    rows = [["Phone (last 4)", *rows[0][1:]], *([numbers[row[0]], *row[1:]] for row in rows[1:])]
    file = as_xlsx("Form.xlsx", Sheet1=rows)
    return Case("first_and_last_meeting", [file], crowd, ["q_1", "q_2"], "which_value", "a")
