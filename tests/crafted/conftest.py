import pytest

from tests.mounted import Mounted


@pytest.fixture
def mounted(settings, database, clock):
    """The whole application on either engine; a fault of the program is a page with 500, as where it is served."""
    return Mounted(settings, database, clock)
