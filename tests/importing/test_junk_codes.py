"""What people write who have no code joins nobody; and a code that two people have is asked about."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.read_files import read_files
from evaluation.importing.rows.person_keys import key_of
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from tests.importing.corpus import blank, rows_of
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.test_corpus import means
from tests.importing.truth import figures, people

HEADINGS = ("I trust people here", "People keep their word")
CROWD = people(40, items=2, seed=65, blanks=0)
JUNK = (
    *("none", "NONE", "no code", "forgot", "forgotten", "No", "0", "x", "dim", "anonymous", "can't remember"),
    *("Can’t remember", "nothing", "I forgot my code", "dim cod", "Ddim yn cofio", "vergessen", "no_code", "unknown"),
)


def sheets(junk, *, twice=""):
    """A sheet a wave: one stranger in each whose code is junk, and two people with one code where one is given."""
    found = {}
    for name, wave, answers in (("Before", "pre", [1, 5]), ("After", "post", [5, 1])):
        rows = rows_of(CROWD, wave, lambda _, p, a: [p.code, *blank(a)])
        more = [[junk, *answers]] if junk else []
        again = [[twice, *answers], [twice, *answers[::-1]]] if twice else []
        found[name] = [["Your code", *HEADINGS], *rows[:9], *more, *rows[9:], *again]
    return found


def of_files(found):
    return read_files([as_csv(f"{name}.csv", rows) for name, rows in found.items()])


def of_workbook(found):
    return read_files([as_xlsx("answers.xlsx", **found)])


@pytest.mark.parametrize("read", [of_files, of_workbook])
@pytest.mark.parametrize("junk", JUNK)
def test_it_joins_nobody(junk, read):
    grids = read(sheets(junk))
    made = understand(grids)
    assert made.open_questions == ()
    for item, heading in enumerate(HEADINGS):
        assert means(made, grids, heading) == pytest.approx(figures(CROWD, item)), heading


def test_its_rows_count_without_a_code():
    grids = of_files(sheets("none"))
    assert apply_map(understand(grids), grids).counts.unjoined == 2


@pytest.mark.parametrize("code", ["Nonet12", "NO12", "X4", "dimple", "Noa", "forge7", "noon", "10", "Anonda"])
def test_a_code_that_only_begins_so_is_a_code(code):
    assert key_of(code) == code.casefold()


def test_a_code_that_stands_twice_is_asked_about_where_no_times_tell():
    grids = of_files(sheets("", twice="QQ99"))
    made = understand(grids)
    assert [question.kind for question in made.open_questions] == ["shared_codes_untimed"]
    apart = settle(made, made.open_questions[0].id, "b")
    for item, heading in enumerate(HEADINGS):
        assert means(apart, grids, heading) == pytest.approx(figures(CROWD, item)), heading
