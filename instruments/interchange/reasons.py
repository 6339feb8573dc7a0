"""Why things of other tools' questionnaires do not come along, one sentence each."""

from instruments.interchange.plain import plain
from instruments.messages import PlainMessage

NOT_TOGETHER = PlainMessage("Answers to choose several of have no further question beside each here.")
ONE_ALONE = PlainMessage("One option at most is chosen alone here, and one at most asks for words.")
ONE_STEP = PlainMessage("A question only follows on answers to the one right before it here, and on nothing else.")
VOLUNTARY = PlainMessage("Nothing is compulsory here but consent.")
ONE_ORDER = PlainMessage("Questions have one order here, since order is part of an instrument.")
OPTION_ORDER = PlainMessage("Options have one order here, since order is part of an instrument.")
NO_FILES = PlainMessage("Files cannot be sent in here.")
NO_TIMES = PlainMessage("A whole date can be answered here, and no time, month or week by itself.")
DATE_LIMITS = PlainMessage("A date is only limited by its first and its last year here.")
NO_SUMS = PlainMessage("Nothing is calculated from answers.")
NO_RANKS = PlainMessage("Answers are not ranked here.")
NO_MEDIA = PlainMessage("Pictures, recordings and films of other tools are not taken in.")
NOT_ASKED = PlainMessage("Nothing is noted about the person or the phone without asking.")
EMPTY_AT_FIRST = PlainMessage("No question has an answer filled in beforehand here.")
OWN_LAYOUT = PlainMessage("The layout belongs to the response format here.")
OTHER_WORDS = PlainMessage("An option has no words of its own to write in.")
ASKED_ONCE = PlainMessage("Questions are asked once.")
WHOLE_ONLY = PlainMessage("Only whole numbers can be answered here.")
WHOLE_LIMITS = PlainMessage("Answers are only limited by whole numbers here.")
ONE_APART = PlainMessage("Answers are whole numbers one apart here.")
NOT_KNOWN = PlainMessage("Nothing is taken from a column of this name.")
OF_THE_TOOL = PlainMessage("Settings of other tools mean nothing here.")
WORDS_AND_FORMAT = PlainMessage("Nothing is set on a question but its words and its response format.")
NOT_GROUPED = PlainMessage("Questions stand one after the other here, without groups or repeats.")
HIDDEN = PlainMessage("It is hidden from everybody there; every question of a draft is asked.")
NO_ROWS = PlainMessage("It has no rows to answer.")
NAMELESS = PlainMessage("It has no list name or no name.")
NO_USER = PlainMessage("No question takes its list.")
NO_SCRIPT = PlainMessage("No script is ever taken in.")
PLAIN_WORDS = PlainMessage("Words are plain text here.")
BY_ITSELF = PlainMessage("Every question stands by itself here, with its own answers.")
TEXT_SHOWN = PlainMessage("A text to show asks nothing.")
NOTE = PlainMessage("A note asks nothing.")
AS_WRITTEN = PlainMessage("Answers in words are taken as they are written.")
AS_IT_IS = PlainMessage("What other tools fill in within braces or brackets stays as it is written.")
OWN_WAY_OUT = PlainMessage("Every question here offers '%(declining)s' in its place.")
OWN_NUMBERS = PlainMessage("Versions are numbered one after the other here, as they are published.")
TOO_MANY = PlainMessage("it holds more than %(most)s questions.")


def other_key(key: str) -> str:
    """That an option of several has another key here than in its file."""
    return PlainMessage(
        "The key of a checkbox has letters, digits and underscores; it is called '%(key)s' here.", key=key
    )


def other_name(name: str) -> str:
    """That an item has another name here than in its file."""
    return PlainMessage(
        "A name has letters, digits and underscores, and each stands once, as a question's or as the column's of an "
        "option; it is called '%(id)s' here.",
        id=name,
    )


def other_id(id: str) -> str:  # noqa: A002 - the field's word
    """That a questionnaire has another id here than in its file."""
    return PlainMessage(
        "The id of a questionnaire has small letters, digits and single hyphens; it is called '%(id)s' here.", id=id
    )


def worked_out(formula: str) -> str:
    """That something is worked out from other answers there, and how."""
    return PlainMessage(
        "It is worked out from other answers there: %(formula)s. Scores are scales here: add one in the editor.",
        formula=plain(formula)[:200] or "?",
    )
