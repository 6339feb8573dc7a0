"""Every route of staff pages by every role and scope, about what is one's own and what is others', on both engines."""

import random

import pytest

from tests.people.matrix.cells import cells_of
from tests.people.matrix.declared import STAFF, UNDECLARED
from tests.people.matrix.walk import Walk
from tests.staff_pages import desk_of

AT_ONCE = 20
"""Cells of each run, beside one of each route; all of them are walked weekly."""


@pytest.fixture
def walk(mounted, tmp_path):
    with Walk(mounted, tmp_path) as begun:
        yield begun


def test_every_route_says_here_who_may(sqlite_settings, sqlite_database, clock):
    rules = list(desk_of(sqlite_settings, sqlite_database, clock).app.url_map.iter_rules())
    unsaid = [UNDECLARED.format(endpoint=rule.endpoint, rule=rule.rule) for rule in rules if rule.endpoint not in STAFF]
    assert unsaid == [], "\n".join(unsaid)
    assert sorted(STAFF.keys() - {rule.endpoint for rule in rules}) == []


def a_few(cells):
    """One cell of each route, and more by chance; the seed stands at the top of a run."""
    drawn = random.sample(cells, len(cells))
    first = {cell.endpoint: cell for cell in drawn}
    return [*first.values(), *drawn[:AT_ONCE]]


def walked(walk, cells, record_property):
    wrong = [fault for cell in cells if (fault := walk.wrong(cell))]
    record_property("cells", len(cells))
    assert wrong == [], "\n".join([f"{len(wrong)} of {len(cells)} cells:", *wrong])


def test_each_route_lets_in_whom_it_should_and_nobody_else(walk, record_property):
    walked(walk, a_few(list(cells_of(walk.app))), record_property)


@pytest.mark.long
def test_the_whole_matrix_lets_in_whom_it_should_and_nobody_else(walk, record_property):
    walked(walk, list(cells_of(walk.app)), record_property)
