"""Where a column counts people from 0, 0 is a person; elsewhere it is what people write who have no code."""

import pytest

from evaluation.importing.rows.counted_keys import counts_from_nought
from tests.bring.test_page_and_command_alike import applied_both_ways, check_alike
from tests.importing.forms import as_csv

COUNTED = [str(number) for number in range(30)]


def long_sheet(codes):
    rows = [["Participant", "When", "Trust"]]
    for wave, moved in (("Before", 0), ("After", 1)):
        rows += [[code, wave, 1 + (place + moved) % 5] for place, code in enumerate(codes)]
    return [as_csv("answers.csv", rows)]


def test_the_first_of_people_who_are_counted_from_nought_is_joined_as_the_others_are():
    command, page, again = applied_both_ways(long_sheet(COUNTED))
    check_alike(command, page, again)
    assert (page.counts.both, page.counts.unjoined) == (30, 0)


def test_a_nought_among_codes_is_nobody():
    command, page, again = applied_both_ways(long_sheet(["0", *(f"K{number:03}" for number in range(29))]))
    check_alike(command, page, again)
    assert (page.counts.both, page.counts.unjoined) == (29, 2)


@pytest.mark.parametrize("codes", [COUNTED, COUNTED[::-1], COUNTED * 2, ["0", "2", "1", ""]])
def test_a_count_from_nought_is_known_in_any_order(codes):
    assert counts_from_nought(codes)


@pytest.mark.parametrize(
    "codes", [["0", "0", *COUNTED[1:]], COUNTED[1:], ["0", "17", "93", "44"], ["0", "a", "1"], ["", ""]]
)
def test_other_numbers_are_no_count_from_nought(codes):
    assert not counts_from_nought(codes)
