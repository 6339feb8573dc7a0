"""A spreadsheet to fill in, as CSV and as a workbook: a row a person and wave, which needs no map."""

import csv
import io

HEADING = ("code", "wave", "question 1", "question 2", "question 3")
ROWS = (
    ("AB12", "before", "4", "5", "6"),
    ("AB12", "after", "6", "6", "6"),
    ("CD34", "before", "5", "3", "4"),
    ("CD34", "after", "7", "5", ""),
)
"""Two people as an example, who are to be written over."""
SAID = (
    "code: the same for a person both times; no names. wave: before or after.",
    "One column a question: call it what it asks, and add as many as there are. An empty cell is no answer.",
    "Write over the two people in the example.",
)


def template_csv() -> bytes:
    """The spreadsheet as CSV, with the mark by which spreadsheet programs know its encoding."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows((HEADING, *ROWS))
    return text.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """The spreadsheet as a workbook, with a second sheet that says how to fill it in."""
    import xlsxwriter  # noqa: PLC0415 - slow to import

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        answers = book.add_worksheet("Answers")
        answers.write_row(0, 0, HEADING, bold)
        for place, row in enumerate(ROWS, 1):
            for column, cell in enumerate(row):
                answers.write(place, column, int(cell) if cell.isdigit() else cell)
        answers.set_column(0, len(HEADING) - 1, 14)
        answers.freeze_panes(1, 0)
        answers.data_validation(1, 1, 5000, 1, {"validate": "list", "source": ["before", "after"]})
        about = book.add_worksheet("How to fill it in")
        for place, line in enumerate(SAID):
            about.write(place, 0, line)
    return made.getvalue()
