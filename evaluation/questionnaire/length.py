"""How long a questionnaire is, told from the number of its questions."""

from flask_babel import ngettext

SECONDS_EACH = 11
"""What people took for one question on average where they were timed: 12 in two minutes, 16 in three."""


def minutes_of(questions: int) -> int:
    """About how many minutes so many questions take."""
    return max(1, round(questions * SECONDS_EACH / 60))


def length_of(questions: int) -> str:
    """So many questions and about so many minutes, in the language spoken."""
    asked = ngettext("%(num)s short question", "%(num)s short questions", questions)
    taken = ngettext("about %(num)s minute", "about %(num)s minutes", minutes_of(questions))
    return f"{asked}, {taken}"
