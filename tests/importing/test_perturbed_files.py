"""However a file is turned about, it gives the same figures, a question or a refusal, and never another figure."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.domain.errors import Refused
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from tests.importing.corpus import blank, google, long_by_hand, wide
from tests.importing.forms import as_csv, as_ods, as_xlsx
from tests.importing.test_corpus import means
from tests.importing.truth import AGREE_5, AGREE_7, CYTUNO_5, OFTEN_5, figures, people

HEADINGS = ("I trust people here", "People here care about the same changes")
WORDS = (None, AGREE_5, AGREE_7, OFTEN_5, CYTUNO_5)
SAID = ({"pre": "Before", "post": "After"}, {"pre": "pre", "post": "post"}, {"pre": "T1", "post": "T2"})
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def _columns(rows, draw):
    order = draw.sample(range(len(rows[0])), len(rows[0]))
    return [[row[place] for place in order] for row in rows]


def _blank_rows(rows, draw):
    turned = list(rows)
    for _ in range(4):
        turned.insert(draw.randint(1, len(turned)), [""] * len(rows[0]))
    return turned


def _shout(cell, draw):
    return draw.choice((cell.upper(), cell.lower(), cell)) if isinstance(cell, str) else cell


def _added(rows):
    return [
        [
            *row,
            *(("IP address", "Gender", "Comments") if n == 0 else (f"192.0.2.{n}", "FM"[n % 2], f"note {n}, thanks")),
        ]
        for n, row in enumerate(rows)
    ]


PERTURBED = {
    "columns": _columns,
    "rows": lambda rows, draw: [rows[0], *draw.sample(rows[1:], len(rows) - 1)],
    "blank rows": _blank_rows,
    "capitals": lambda rows, draw: [rows[0], *([_shout(cell, draw) for cell in row] for row in rows[1:])],
    "blanks": lambda rows, _: [
        [f" {cell} " if isinstance(cell, str) and cell else cell for cell in row] for row in rows
    ],
    "added columns": lambda rows, _: _added(rows),
    "decimals": lambda rows, _: [
        rows[0],
        *([f"{c},0" if isinstance(c, int) else c for c in row] for row in rows[1:]),
    ],
    "empty columns": lambda rows, _: [[*row, "", ""] for row in rows],
    "no answer": lambda rows, _: [
        rows[0],
        *([row[0], *(c if c != "" else "N/A" for c in row[1:])] for row in rows[1:]),
    ],
}


def tables(crowd, words, layout, said):
    """The tables of a crowd: one of rows, one of columns, or two files."""
    if layout == "rows":
        rows = long_by_hand(crowd, said, words, heading="Wave")
        rows[0] = ["Code", "Wave", *HEADINGS]
        return [rows], HEADINGS
    if layout == "columns":
        return [wide(crowd, lambda i, w: f"{HEADINGS[i]} ({said[w]})", words)], [
            f"{h} ({said['pre']})" for h in HEADINGS
        ]
    return [google(crowd, HEADINGS, words, wave) for wave in ("pre", "post")], HEADINGS


def dressed(rows, name, dress, encoding, delimiter):
    if dress == "xlsx":
        return as_xlsx(f"{name}.xlsx", Sheet1=rows)
    if dress == "ods":
        return as_ods(f"{name}.ods", Sheet1=rows)
    return as_csv(f"{name}.csv", rows, encoding=encoding, delimiter=delimiter)


def outcome(files, headings):
    """The figures of each question, or None where a question is asked or the files are refused."""
    try:
        grids = read_files(files)
        made = understand(grids)
    except Refused as refused:
        return None, str(refused)
    if made.open_questions:
        return None, str(made.open_questions[0].asks)
    return [means(made, grids, heading) for heading in headings], ""


CHOICES = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 10_000),
        "words": st.sampled_from(WORDS),
        "layout": st.sampled_from(("rows", "columns", "files")),
        "said": st.sampled_from(SAID),
        "turned": st.lists(st.sampled_from(sorted(PERTURBED)), max_size=4, unique=True),
        "dress": st.sampled_from(("csv", "csv", "csv", "xlsx", "ods")),
        "encoding": st.sampled_from(ENCODINGS),
        "delimiter": st.sampled_from((",", ";", "\t", "|")),
    }
)


def turned_about(choice):
    """The files of a choice, their headings, and the people behind them."""
    draw = random.Random(choice["seed"])
    words = choice["words"]
    crowd = people(40, items=2, high=len(words) if words else 7, seed=choice["seed"])
    found, headings = tables(crowd, words, choice["layout"], choice["said"])
    files = []
    for rows, name in zip(found, ("Before", "After") if len(found) > 1 else ("answers",), strict=True):
        changed = rows
        for kind in choice["turned"]:
            changed = PERTURBED[kind](changed, draw)
        files.append(dressed(changed, name, choice["dress"], choice["encoding"], choice["delimiter"]))
    if "blanks" in choice["turned"]:
        headings = [" ".join(heading.split()) for heading in headings]
    return files, headings, crowd


def check(choice):
    files, headings, crowd = turned_about(choice)
    found, said = outcome(files, headings)
    if found is not None:
        for item, figure in enumerate(found):
            assert figure == pytest.approx(figures(crowd, item)), choice
    return found, said


QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@settings(max_examples=40, deadline=None, suppress_health_check=QUIET)
@given(CHOICES)
def test_a_file_turned_about_gives_no_other_figure(choice):
    check(choice)


@pytest.mark.long
@settings(max_examples=1500, deadline=None, suppress_health_check=QUIET)
@given(CHOICES)
def test_many_files_turned_about_give_no_other_figure(choice):
    check(choice)


def test_most_files_turned_about_are_understood_without_a_question():
    draw = random.Random(7)
    asked = []
    for seed in range(40):
        choice = {
            "seed": seed,
            "words": draw.choice(WORDS),
            "layout": draw.choice(("rows", "columns", "files")),
            "said": draw.choice(SAID),
            "turned": draw.sample(sorted(PERTURBED), 2),
            "dress": "csv",
            "encoding": draw.choice(ENCODINGS),
            "delimiter": draw.choice((",", ";", "\t")),
        }
        found, said = check(choice)
        asked += [said] if found is None else []
    assert len(asked) <= 3, asked


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_a_code_sent_again_counts_once_with_its_later_answers(wave):
    crowd = people(30, items=2, seed=50)
    files = []
    for each in ("pre", "post"):
        rows = google(crowd, HEADINGS, AGREE_5, each)
        if each == wave:
            again = [*rows[1]]
            rows[1][3:5] = blank([1, 5], AGREE_5)
            again[0] = "25/03/2026 23:59:00"
            rows.append(again)
        files.append(as_csv(f"{'Before' if each == 'pre' else 'After'}.csv", rows))
    found, _ = outcome(files, HEADINGS)
    assert found == [pytest.approx(figures(crowd, item)) for item in range(2)]
