"""Times as files, events and columns call them, with a third time or not; what is not known is named in the refusal."""

import pytest

from evaluation.domain.errors import Refused
from evaluation.importing.read_files import read_files
from evaluation.importing.sheets.wave_words import wave_of
from evaluation.importing.understanding import understand
from tests.importing.corpus import Case, blank, google, rows_of, wide
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.test_corpus import check
from tests.importing.test_waves import settled
from tests.importing.truth import AGREE_5, COMMON, people


def with_a_third_time(seed=63):
    """People who answered before, after, and most of them once more, at random."""
    crowd = people(36, items=2, seed=seed)
    for place, person in enumerate(crowd):
        if "pre" in person.answers and place % 5:
            person.answers["follow_up"] = [1 + place % 5, 5 - place % 5]
    return crowd


WAVES = ("pre", "post", "follow_up")


@pytest.mark.parametrize(
    "names",
    [
        ("1 before", "2 after", "3 six months later"),
        ("pre", "post", "follow_up"),
        ("Baseline", "Endline", "6-month follow-up"),
        ("cyn", "ar ôl", "Follow-up"),
        ("T1 before", "T1 after", "T1 3 months later"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx", "sheets"])
def test_three_files_are_known_by_their_names(names, form):
    crowd = with_a_third_time()
    tables = [[["Code", *COMMON], *rows_of(crowd, w, lambda _, p, a: [p.code, *blank(a, AGREE_5)])] for w in WAVES]
    if form == "sheets":
        files = [as_xlsx("answers.xlsx", **dict(zip(names, tables, strict=True)))]
    elif form == "xlsx":
        files = [as_xlsx(f"{name}.xlsx", Sheet1=table) for name, table in zip(names, tables, strict=True)]
    else:
        files = [as_csv(f"{name}.csv", table) for name, table in zip(names, tables, strict=True)]
    case = Case("three", files, crowd, list(COMMON))
    check(case, *settled(case))


@pytest.mark.parametrize(
    "events",
    [
        ("baseline_arm_1", "post_arm_1", "3_month_followup_arm_1"),
        ("pre_arm_1", "post_arm_1", "follow_up_arm_1"),
        ("Before", "After", "Six months later"),
        ("Cyn", "Ar ôl", "chwe mis yn ddiweddarach (follow-up)"),
    ],
)
def test_three_events_of_a_column_are_known(events):
    crowd = with_a_third_time(seed=64)
    said = dict(zip(WAVES, events, strict=True))
    rows = [[n, said[w], *blank(p.answers[w])] for n, p in enumerate(crowd, start=1) for w in WAVES if w in p.answers]
    case = Case(
        "events", [as_csv("data.csv", [["record_id", "redcap_event_name", *COMMON], *rows])], crowd, list(COMMON)
    )
    check(case, *settled(case))


def test_instances_of_a_repeated_instrument_are_asked_about():
    crowd = people(36, items=2, seed=65)
    rows = [["record_id", "redcap_repeat_instrument", "redcap_repeat_instance", "age", *COMMON]]
    for n, person in enumerate(crowd):
        rows.append([n + 1, "", "", 30 + n, "", ""])
        rows += [
            [n + 1, "trust", number, "", *blank(person.answers[wave])]
            for number, wave in ((1, "pre"), (2, "post"))
            if wave in person.answers
        ]
    case = Case("instances", [as_csv("Trust_DATA.csv", rows)], crowd, list(COMMON))
    check(case, *settled(case, "which_value"))


@pytest.mark.parametrize("now", ["Now", "NOW", "Nawr"])
def test_now_is_after_where_another_column_says_before(now):
    crowd = people(36, items=2, seed=66, gone=0, late=0)
    said = {"pre": "Before the evening", "post": now}
    rows = wide(crowd, lambda i, w: f"{said[w]}: {COMMON[i]}", AGREE_5)
    case = Case("now", [as_csv("r.csv", rows)], crowd, [f"Before the evening: {each}" for each in COMMON])
    check(case, *settled(case))


def test_names_that_tell_no_time_are_named():
    crowd = people(20, items=2)
    files = [as_csv(f"{n}.csv", google(crowd, COMMON, AGREE_5, "pre")) for n in ("before", "after", "the hall")]
    with pytest.raises(Refused, match=r"No time is known in “the hall\.csv”"):
        understand(read_files(files))


def test_words_that_tell_no_time_are_named():
    crowd = with_a_third_time()
    said = dict(zip(WAVES, ("Week 1", "Week 6", "Week 12"), strict=True))
    rows = [[p.code, said[w], *blank(p.answers[w])] for p in crowd for w in WAVES if w in p.answers]
    with pytest.raises(Refused, match=r"“When” seems to say .* “Week 12”, “Week 6”"):
        understand(read_files([as_csv("data.csv", [["Code", "When", *COMMON], *rows])]))


@pytest.mark.parametrize("word", ["3 months", "six", "monthly", "later than usual", "Before or after", "afternoon"])
def test_a_length_of_time_alone_names_no_wave(word):
    assert wave_of(word) == ""
