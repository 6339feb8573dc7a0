"""What is held of brought files has no code, name or comment in it, and joins the same people."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.grids import NamedFile
from evaluation.importing.map_toml import from_toml, to_toml
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.reports.brought.brought_answers import BroughtAnswers, brought_of_content, content_of_brought
from evaluation.reports.brought.hashed_cells import is_hashed, with_hashed_cells
from tests.bring.google_files import CODE, MAIL, SECRETS, TRUST, google_files

SECRET = b"a secret of this test alone"
CODES = ["A-01", "a 01", "A1", "B.7", "B-007", "b7", "test 1", "", "N/A", "Ŵyn-9"]
"""Codes as people write them, some of them the same code in other signs."""


def read(files):
    grids = read_files([NamedFile(name=name, content=content) for name, content in files], secret=SECRET)
    return understand(grids), grids


def coded(wave, codes):
    rows = [f"{code},{1 + place % 5},{1 + place % 4}" for place, code in enumerate(codes)]
    return f"{wave}.csv", "\n".join([f"Your code,{TRUST[0]},{TRUST[1]}", *rows]).encode()


def frames(found, grids):
    raw, hashed = apply_map(found, grids), apply_map(found, with_hashed_cells(found, grids, SECRET))
    return raw, hashed


def test_nothing_that_tells_of_somebody_is_left_in_the_cells():
    found, grids = read(google_files())
    cells = str(with_hashed_cells(found, grids, SECRET))
    assert [each for each in SECRETS if each in cells] == []
    assert all(each in str(grids) for each in ("ZEBRA", "wildebeest")), "else the test looks for nothing"


PERSONAL = ("Full name", "Phone", "Date of birth", "Nickname", "Postcode", "IP Address", "Remarks")


def test_what_stands_twice_as_everybody_answered_twice_is_no_answer():
    heading = ["code", "wave", *PERSONAL, "I trust people here", "I belong here"]
    rows = [
        [f"k{k}", wave, *(f"{name} of number {k}" for name in PERSONAL), str(1 + k % 5), str(1 + k % 4)]
        for wave in ("before", "after")
        for k in range(24)
    ]
    found, grids = read([("answers.csv", "\n".join(",".join(row) for row in (heading, *rows)).encode())])
    held = str(with_hashed_cells(found, grids, SECRET))
    assert "of number 7" in str(grids)
    assert [name for name in PERSONAL if f"{name} of number" in held] == []


def test_the_same_people_are_joined_and_the_same_rows_left_out():
    raw, hashed = frames(*read(google_files()))
    assert raw.frame.equals(hashed.frame)
    assert (raw.counts, raw.left_out) == (hashed.counts, hashed.left_out)


@pytest.mark.parametrize("keys", ["exact", "loose"])
def test_codes_written_in_other_signs_are_one_where_codes_are_compared_loosely(keys):
    from dataclasses import replace

    found, grids = read([coded("before", CODES * 2), coded("after", reversed(CODES * 2))])
    found = replace(found, keys=keys, columns=tuple(_as_code(column) for column in found.columns))
    raw, hashed = frames(found, grids)
    assert raw.counts == hashed.counts
    assert raw.frame.equals(hashed.frame)


def _as_code(column):
    from dataclasses import replace

    return replace(column, role="key", item="", answers="") if column.name == "Your code" else column


def test_another_reading_of_the_same_files_gives_other_hashes():
    found, grids = read(google_files())
    one, other = (with_hashed_cells(found, grids, secret)[0].cells(CODE) for secret in (SECRET, b"another"))
    assert not set(one) & set(other)


def test_answers_to_choose_from_stay_as_they_are_and_what_is_hashed_is_known_to_be():
    found, grids = read(google_files())
    hashed = with_hashed_cells(found, grids, SECRET)
    assert hashed[0].cells(TRUST[0]) == grids[0].cells(TRUST[0])
    assert [is_hashed(hashed, name) for name in (CODE, MAIL, TRUST[0])] == [True, True, False]


def test_what_is_held_comes_back_as_it_was():
    found, grids = read(google_files())
    brought = BroughtAnswers(grids=with_hashed_cells(found, grids, SECRET), understood=found, files=(), title="Ŵ")
    assert brought_of_content(content_of_brought(brought)) == brought
    assert from_toml(to_toml(brought.map)) == brought.map
