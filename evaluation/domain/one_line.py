"""Words that stand on one line wherever they are printed: a title, a name, a place."""

import unicodedata

LINE_BREAKING = frozenset({"Cc", "Zl", "Zp"})
"""Kinds of characters that part lines, or steer a printer: none is in a name."""


TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that begin, override and end a direction of writing (Unicode Standard Annex 9, 2.1 to 2.5)."""


def one_line(text: str) -> str:
    """The same words on one line: what parts lines, and each run of blanks, is one blank, and none is at an end.

    So that no name ends a comment of a script, a heading or a row of a table, whatever was pasted into a field. What
    turns the direction of whatever follows is left out: letters know theirs.
    """
    text = "".join(each for each in text if each not in TURNING)
    return " ".join("".join(" " if unicodedata.category(each) in LINE_BREAKING else each for each in text).split())
