"""The last four digits of a telephone number, which people are asked for as a code, by the words of a heading."""

import pytest

from evaluation.importing.sheets.column_headings import PHONE_DIGITS, says


@pytest.mark.parametrize(
    "heading",
    [
        *("Phone last 4", "Phone (last four)", "last 4 of phone", "Last 4 digits of your phone number"),
        *(
            "The last four digits of your mobile number",
            "Mobile number: last 4 digits",
            "last four of your cell phone",
        ),
    ],
)
def test_the_end_of_a_telephone_number_is_a_code(heading):
    assert says(PHONE_DIGITS, heading)


@pytest.mark.parametrize(
    "heading", ["Phone", "How often did you phone in the last 4 weeks?", "Your last 4 visits", "Last 4 numbers"]
)
def test_other_headings_with_a_telephone_or_four_are_not(heading):
    assert not says(PHONE_DIGITS, heading)
