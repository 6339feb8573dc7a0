"""What answers can tell of the people who answered at one wave only."""

from enum import StrEnum


class AnsweredOnce(StrEnum):
    """What answers can tell of the people who answered at one wave only.

    `COUNTED`: they are among these answers. `LEFT_OUT`: these are said to be of people who answered both times alone.
    `NONE_IN_FILE`: a file holds nobody who answered once, and does not say whether such people were left out of it.
    """

    COUNTED = "counted"
    LEFT_OUT = "left out"
    NONE_IN_FILE = "none in the file"
