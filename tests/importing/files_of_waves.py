"""Files whose waves are easily mistaken: the words of times in items, in cells and in names, in any order of rows."""

from tests.importing.corpus import Case, blank, moment, rows_of
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.truth import COMMON, people

BOTH = ("pre", "post")


def a_file_each(names, headings, *, key="code", seed=60, number=36, other_keys=False, workbook=False):
    """A file, or a sheet of one workbook, for each wave, with these headings in both."""
    crowd = people(number, items=len(headings), high=7, seed=seed)
    tables = {
        wave: [
            [*([key] if key else []), *headings],
            *rows_of(
                crowd,
                wave,
                lambda _, p, a, wave=wave: [
                    *([f"Z{p.code}" if other_keys and wave == "post" else p.code] if key else []),
                    *blank(a),
                ],
            ),
        ]
        for wave in BOTH
    }
    pairs = list(zip(names, tables.values(), strict=True))
    if workbook:
        files = [as_xlsx("answers.xlsx", **dict(pairs))]
    else:
        files = [as_xlsx(n, Sheet1=t) if n.endswith("xlsx") else as_csv(n, t) for n, t in pairs]
    return Case(" ".join(names), files, crowd, list(headings))


def a_row_a_wave(said, *, heading="When are you answering?", order=("post", "pre"), timed=False, seed=61, form=as_csv):
    """A row for each person and wave, by default with all rows of After above those of Before."""
    crowd = people(36, items=2, high=7, seed=seed)
    rows = [["Your code", heading, *COMMON, *(["Timestamp"] if timed else [])]]
    for wave in order:
        rows += rows_of(
            crowd,
            wave,
            lambda n, p, a, wave=wave: [p.code, said[wave], *blank(a), *([moment(n, wave)] if timed else [])],
        )
    file = as_csv("answers.csv", rows) if form is as_csv else as_xlsx("answers.xlsx", Sheet1=rows)
    return Case(str(said), [file], crowd, list(COMMON))
