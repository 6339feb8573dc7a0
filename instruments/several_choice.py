"""Questions of which several answers can be chosen: how what was chosen is kept, and the columns it is exported in.

The answer is one text: the keys chosen, in the order shown, with blanks between. Words that an option asks for are an
open answer under a name of their own.
"""

from collections import Counter
from collections.abc import Collection, Iterator

from instruments.messages import PlainMessage
from instruments.model import Item, Option, ResponseFormat, Version
from instruments.problem import Problem
from instruments.terms import NO_ANSWERS, Layout

WORDS = "-other"
"""What ends the name of the words that an option asks for; no item's id has a hyphen."""
LONGEST_ID = 34
"""Characters of an item's id whose words are kept under their name."""
LONGEST_COLUMN = 60
CHOSEN, NOT_CHOSEN = 1, 0


def is_several(found: ResponseFormat) -> bool:
    """Whether several answers can be chosen in a format."""
    return found.layout is Layout.CHECKBOXES


def chosen(answer: object) -> tuple[str, ...]:
    """The keys chosen; none where it answers nothing."""
    return tuple(answer.split()) if isinstance(answer, str) and answer not in NO_ANSWERS else ()


def answer_of(found: ResponseFormat, keys: Collection[str]) -> str:
    """What is kept of the keys chosen."""
    return " ".join(str(option.value) for option in found.options if option.value in keys)


def words_name(item: str) -> str:
    """The name of the words that an option of an item asks for."""
    return f"{item}{WORDS}"


def specifying(found: ResponseFormat) -> Option | None:
    """The option that asks for words; None where there is none."""
    return next((option for option in found.options if option.specify), None)


def exclusive(found: ResponseFormat) -> Option | None:
    """The option that is chosen alone; None where there is none."""
    return next((option for option in found.options if option.exclusive), None)


def column_of(item: str, key: object) -> str:
    """The column that tells of one option whether it was chosen."""
    return f"{item}_{key}"


def indicators(item: str, found: ResponseFormat, answer: int | str) -> dict[str, int | str]:
    """Of each option's column whether it was chosen; in each of them what stands for no answer where there is none."""
    keys = chosen(answer)
    each = {option.value: CHOSEN if option.value in keys else NOT_CHOSEN for option in found.options}
    return {column_of(item, key): answer if answer in NO_ANSWERS else value for key, value in each.items()}


def column_faults(version: Version) -> Iterator[Problem]:
    """What is wrong with the names that the columns of several choices would have."""
    several = [item for item in version.items if item.format in version.formats_by_id and _several(version, item)]
    columns = [(item, column_of(item.id, key.value)) for item in several for key in version.format_of(item).options]
    taken = Counter([column.lower() for _, column in columns] + [item.id.lower() for item in version.items])
    for item, column in columns:
        if taken[column.lower()] > 1:
            said = PlainMessage("the column '%(column)s' of exported files would be there twice.", column=column)
            yield Problem(f"items.{item.id}", said)
        if len(column) > LONGEST_COLUMN:
            said = PlainMessage(
                "the column '%(column)s' of exported files is longer than %(most)s characters: shorten the item's name "
                "or the option's.",
                column=column,
                most=LONGEST_COLUMN,
            )
            yield Problem(f"items.{item.id}", said)
    for item in several:
        if len(item.id) > LONGEST_ID and specifying(version.format_of(item)):
            said = PlainMessage(
                "words are asked for in it, so its name has at most %(most)s characters.", most=LONGEST_ID
            )
            yield Problem(f"items.{item.id}", said)


def _several(version: Version, item: Item) -> bool:
    return is_several(version.formats_by_id[item.format])
