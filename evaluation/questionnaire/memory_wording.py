"""The memory questions as people read them, on the phone and on paper alike."""

from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - the name by which words to be translated are found
    """A message that is translated where it is shown."""
    return message


QUESTIONS: Mapping[str, str] = {
    "carer_letter": N_("First letter of your mother's or main carer's name"),
    "birth_day": N_("Day of the month you were born on, 1 to 31"),
    "older_siblings": N_("Number of older brothers and sisters, 0 if none"),
    "town_letter": N_("First letter of the town you were born in"),
    "phone_digits": N_("Last two digits of your phone number"),
}
FAULTS: Mapping[str, str] = {
    "carer_letter": N_("Write one letter."),
    "birth_day": N_("Write a number from 1 to 31."),
    "older_siblings": N_("Write a number from 0 to 30."),
    "town_letter": N_("Write one letter."),
    "phone_digits": N_("Write two digits."),
}
"""What to do about an answer that cannot be kept."""
PLACES: Mapping[str, int] = {
    "carer_letter": 1,
    "birth_day": 2,
    "older_siblings": 2,
    "town_letter": 1,
    "phone_digits": 2,
}
"""How many boxes each answer takes on paper."""
