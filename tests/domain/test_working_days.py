"""Working days before a release may be put out: Monday to Friday, without bank holidays."""

from datetime import date

import pytest

from evaluation.domain.working_days import working_days_after


@pytest.mark.parametrize(
    ("day", "then"),
    [
        pytest.param((2026, 6, 18), (2026, 6, 25), id="a week without holidays"),
        pytest.param((2026, 6, 20), (2026, 6, 26), id="from a Saturday"),
        pytest.param((2026, 5, 22), (2026, 6, 1), id="the spring bank holiday"),
        pytest.param((2026, 4, 2), (2026, 4, 13), id="Good Friday and Easter Monday"),
        pytest.param((2026, 12, 23), (2027, 1, 5), id="Christmas, and the second of January kept on the fourth"),
        pytest.param((2026, 3, 16), (2026, 3, 24), id="St Patrick's day, in Northern Ireland alone"),
        pytest.param((2026, 11, 27), (2026, 12, 7), id="St Andrew's day, in Scotland alone"),
    ],
)
def test_in_the_united_kingdom_a_bank_holiday_of_any_nation_is_counted_out(day, then):
    assert working_days_after(date(*day), 5, zone="Europe/London") == date(*then)


def test_elsewhere_they_are_monday_to_friday():
    assert working_days_after(date(2026, 12, 23), 5, zone="Europe/Berlin") == date(2026, 12, 30)
