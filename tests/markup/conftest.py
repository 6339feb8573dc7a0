"""A world whose every column of text holds markup, and the applications over it."""

import pytest

from tests.markup.marked_world import marked_world_of
from tests.markup.payloads import said
from tests.mounted import Mounted


@pytest.fixture
def turn(request):
    """By how many places the payloads are moved on: each turn puts others into each column."""
    return getattr(request, "param", 0)


@pytest.fixture
def mounted(sqlite_settings, sqlite_database, clock):
    return Mounted(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def marked_world(mounted, turn):
    return marked_world_of(mounted.services, said(turn))
