"""Numbers of sheets as somebody writes them down from a pile: 1-12, 15."""

import re

from flask_babel import gettext as _

from evaluation.domain.errors import Refused

HIGHEST = 9999
RUN = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


def sheet_numbers(written: str) -> tuple[int, ...]:
    """The numbers that are meant, in their order; refused where something else is written or a number comes twice."""
    found: list[int] = []
    for run in filter(None, (each.strip() for each in re.split(r"[,;]|(?<=\d)\s+(?=\d)", written))):
        ends = RUN.fullmatch(run)
        first, last = (int(ends[1]), int(ends[2] or ends[1])) if ends else (0, 0)
        if not 1 <= first <= last <= HIGHEST:
            raise Refused(_("Write the numbers as in 1-12, 15: %(run)s is none.", run=run))
        found += range(first, last + 1)
    if len(set(found)) < len(found):
        raise Refused(_("A number stands there twice; each sheet is written down once."))
    return tuple(found)
