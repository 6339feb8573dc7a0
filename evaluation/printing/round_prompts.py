"""What people talk about in a round, where an evening has no prompts of its own: by the kind of meeting."""

from collections.abc import Mapping, Sequence

from evaluation.printing.markup import print_translations


def N_(message: str) -> str:  # noqa: N802 - the name by which messages are found that are translated later
    """Mark words that are translated once their language is known."""
    return message


ONE_TO_ONES = (
    N_("Why did you come?"),
    N_("What do you hope for, and what do you fear?"),
    N_("What will you do, and who with?"),
)
"""Of the first round, of those between, and of the last."""
ADDED = N_("What have you heard today that stays with you?")
"""Of a round that was added to those planned, whose last has asked already what people will do."""
BY_KIND: Mapping[str, Sequence[str]] = {
    "house_meeting": (
        N_("What is it like to live here?"),
        N_("What would you change here, and what has it cost you?"),
        N_("What will you do, and who with?"),
    ),
    "assembly": (
        N_("Who are you, and who did you come with?"),
        N_("What did you hear that matters to you?"),
        N_("What will you do, and who with?"),
    ),
}


def round_prompt(kind: str, number: int, *, total: int, language: str) -> str:
    """The prompt of a round of so many; one beyond them was added."""
    first, between, last = BY_KIND.get(kind, ONE_TO_ONES)
    message = first if number == 1 else last if number == total else ADDED if number > total else between
    return print_translations(language).gettext(message)
