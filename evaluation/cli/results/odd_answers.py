"""What is said of a file of answers that can be read and may not mean what it says; none of it refuses the file."""

from collections.abc import Iterator

import pandas as pd

from analysis.io.frames import rows_against_names
from analysis.io.look_alikes import look_alikes

MOST_NAMED = 3


def odd_answers(frame: pd.DataFrame) -> tuple[str, ...]:
    """A sentence for each thing that whoever made the file should look at."""
    return (*_alike(frame), *_against_names(frame))


def _alike(frame: pd.DataFrame) -> Iterator[str]:
    """Ids and names that differ in capital letters or blanks alone, and count as different."""
    for column, kind in (("participant", "participants"), ("chapter", "chapters"), ("experiment", "workshops")):
        pairs = look_alikes(frame[column].dropna().unique()) if column in frame.columns else ()
        if pairs:
            named = ", ".join(f"{one!r} and {other!r}" for one, other in pairs[:MOST_NAMED])
            more = f", and {len(pairs) - MOST_NAMED} more such pairs" if len(pairs) > MOST_NAMED else ""
            yield (
                f"Names of {kind} that differ only in capital letters or blanks count as different {kind}: "
                f"{named}{more}. Write them alike in the file if they are the same."
            )


def _against_names(frame: pd.DataFrame) -> Iterator[str]:
    """That the rows have workshops in another order than their names, where this decides what counts."""
    found = rows_against_names(frame)
    if found is not None:
        people, (row, counted) = found
        yield (
            f"Which workshop was somebody's first is taken from the workshops' names, and the rows of the file are in "
            f"another order for {people} of the participants: for example {row!r} stands first in the file, and "
            f"{counted!r} counts. If the rows are in order of time, begin each name with its date, as in 2026-05-01."
        )
