"""Words that stand on one line wherever they are printed: a title, a name, a place."""

import unicodedata

LINE_BREAKING = frozenset({"Cc", "Zl", "Zp"})
"""Kinds of characters that part lines, or steer a printer: none is in a name."""


def one_line(text: str) -> str:
    """The same words on one line: what parts lines, and each run of blanks, is one blank, and none is at an end.

    So that no name ends a comment of a script, a heading or a row of a table, whatever was pasted into a field.
    """
    return " ".join("".join(" " if unicodedata.category(each) in LINE_BREAKING else each for each in text).split())
