"""What answers can tell of the people who answered at one wave only, and which rows of files are counted nowhere."""

from dataclasses import dataclass
from enum import StrEnum


class AnsweredOnce(StrEnum):
    """What answers can tell of the people who answered at one wave only.

    `COUNTED`: they are among these answers. `LEFT_OUT`: these are said to be of people who answered both times alone.
    `NONE_IN_FILE`: a file holds nobody who answered once, and does not say whether such people were left out of it.
    """

    COUNTED = "counted"
    LEFT_OUT = "left out"
    NONE_IN_FILE = "none in the file"


@dataclass(frozen=True, kw_only=True)
class FileRows:
    """How people of files were joined, and how many rows are counted nowhere or joined to nobody.

    People were joined by `columns`; `alike` of them wrote their code in other signs the second time. `uncoded` counts
    rows without a code, before and after, and `shared` those of a code that several people have. `moved` people named
    another chapter the second time. `read_off` are the outcomes whose lowest and highest answer no file told, so that
    the answers had to.
    """

    columns: tuple[str, ...] = ()
    alike: int = 0
    trials: int = 0
    summaries: int = 0
    again: int = 0
    other_times: int = 0
    uncoded: tuple[int, int] = (0, 0)
    shared: tuple[int, int] = (0, 0)
    moved: int = 0
    read_off: tuple[str, ...] = ()
