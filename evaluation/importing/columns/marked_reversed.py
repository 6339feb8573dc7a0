"""Questions whose headings say that they are put the other way round, as "(R)" does: whether to turn them is asked."""

import re
from collections.abc import Iterator

from evaluation.importing.answers_map import AnswersMap, Edit, OpenQuestion

WORDS = (
    r"r|rev|reversed?|reverse[ds]?[ -](scored?|coded?|keyed|item)|inverted|negativ\w*([ -](worded|keyed))?"
    r"|gwrthdro|umgepolt|invertiert"
)
MARK = re.compile(
    rf"[(\[]\s*({WORDS})\s*[)\]]|\b(reverse[ds]?[ -](scored?|coded?|keyed))\b|[_.](r|rev|reversed)$", re.IGNORECASE
)


def marked_items(made: AnswersMap) -> dict[str, str]:
    """The items whose headings say that they are reversed, with the first of these headings."""
    found: dict[str, str] = {}
    for column in made.columns:
        if column.role == "item" and MARK.search(column.name):
            found.setdefault(column.item, column.name)
    return found


def marked_items_asked(made: AnswersMap) -> Iterator[OpenQuestion]:
    """A question for each of these."""
    for place, (item, column) in enumerate(marked_items(made).items(), 1):
        yield OpenQuestion(
            id=f"marked{place}",
            kind="marked_reversed",
            values={"column": column},
            column=column,
            edits=((Edit(what="reverse", of=item),), ()),
        )
