"""Tables that a narrow screen shows as lists: every cell carries the heading of its column, and its role."""

import re

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
HEADING = re.compile(r'<th scope="col"[^>]*>(.*?)</th>', re.DOTALL)
CELL = re.compile(r"<t[hd]\b[^>]*>")
MARKUP = re.compile(r"<svg.*?</svg>|<[^>]+>", re.DOTALL)
ROLES = (
    ("<table", "table"),
    ("<thead", "rowgroup"),
    ("<tbody", "rowgroup"),
    ("<tr", "row"),
    ('<th scope="col"', "columnheader"),
    ('<th scope="row"', "rowheader"),
    ("<td", "cell"),
)
"""What each part of a table is to a screen reader, also where a style shows it as a block."""


def with_headings(markup: str) -> str:
    """The same page with `data-of` on each cell, and the roles of a table's parts; every table of it is a plain one."""
    return TABLE.sub(lambda found: _with_headings(found[0]), markup)


def _with_headings(table: str) -> str:
    headings = [" ".join(MARKUP.sub("", heading).split()) for heading in HEADING.findall(table)]
    table = ROW.sub(lambda row: _row(row[0], headings), table)
    for tag, role in ROLES:
        table = re.sub(rf"{tag}(?=[ >])", f'{tag} role="{role}"', table)
    return table


def _row(row: str, headings: list[str]) -> str:
    """A row of cells in the order of their headings."""
    places = iter(range(len(headings)))

    def named(cell: re.Match[str]) -> str:
        heading = headings[next(places)]
        return (
            cell[0] if cell[0].startswith("<th") else f'{cell[0][:-1]} data-of="{heading.replace(chr(34), "&#34;")}">'
        )

    return CELL.sub(named, row)
