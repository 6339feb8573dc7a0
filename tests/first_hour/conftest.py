"""Both applications on an empty database of each engine."""

import pytest

from tests.mounted import Mounted


@pytest.fixture
def mounted(settings, database, clock):
    return Mounted(settings, database, clock)
