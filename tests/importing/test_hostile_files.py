"""What is no file of answers, or was made to do harm, gets a sentence and is not unpacked."""

import io
import zipfile

import openpyxl
import pytest

from evaluation.domain.errors import Refused
from evaluation.importing.grids import NamedFile
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand


def archive(**parts):
    """A zip archive with these parts, as tightly packed as can be."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(f"xl/{name}.xml", content)
    return made.getvalue()


def workbook(*cells):
    book = openpyxl.Workbook()
    for place, cell in cells:
        book.active[place] = cell
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
WIDE = ",".join(f"c{n}" for n in range(10_000))
HOSTILE = {
    "bomb.xlsx": (archive(sheet=b"0" * 60_000_000), "far too large once unpacked"),
    "entities.xlsx": (archive(workbook=DOCTYPE), "declares a document type"),
    "formulas.xlsx": (workbook(("A1", "code"), ("B1", "wave"), ("B2", "=1+1")), "formulas that were never computed"),
    "broken.xlsx": (workbook(("A1", "code"))[:700], "damaged workbook"),
    "far.xlsx": (workbook(("A1", "code"), ("B1", "wave"), ("A900000", "x")), "more than 250,000 rows"),
    "wide.csv": (f"{WIDE}\n{WIDE}".encode(), "more than 2,000 columns"),
    "empty.csv": (b"", "no heading with rows"),
    "bytes.csv": (bytes(range(256)) * 9, "no text and no workbook"),
    "open.csv": (b'code,wave,q\na,pre,"1\nb,pre,2\n', "a quotation mark in it is never closed"),
    "ragged.csv": (b"code,wave,q\na,pre,1,5\nb,post,2\n", "row 2 has more cells"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_file_that_cannot_be_taken_gets_a_sentence(name):
    content, sentence = HOSTILE[name]
    with pytest.raises(Refused, match=sentence):
        understand(read_files([NamedFile(name=name, content=content)]))


def test_a_cell_that_looks_like_a_formula_is_text_that_is_no_answer():
    rows = ["code,wave,q", *(f"K{n:02},{wave},{n % 5 + 1}" for wave in ("pre", "post") for n in range(20))]
    rows.append("K90,pre,=HYPERLINK(1)")
    made = understand(read_files([NamedFile(name="a.csv", content="\n".join(rows).encode())]))
    assert [question.kind for question in made.open_questions] == ["unknown_answer"]


def test_a_note_at_the_right_of_a_sheet_is_a_column_without_a_name():
    cells = [("A1", "code"), ("B1", "wave"), ("C1", "q"), ("F3", "a note")]
    cells += [(f"{column}{row}", cell) for row in (2, 3) for column, cell in zip("ABC", ("a", "pre", row), strict=True)]
    (grid,) = read_files([NamedFile(name="a.xlsx", content=workbook(*cells))])
    assert (grid.heading[-1], grid.rows[1][-1]) == ("column 6", "a note")
