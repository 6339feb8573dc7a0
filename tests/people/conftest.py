import pytest

from evaluation.storage.database import open_database
from tests.mounted import Mounted
from tests.staff_pages import desk_of


@pytest.fixture
def mounted(settings, database, clock):
    """The whole application on either engine, with two chapters."""
    return Mounted(settings, database, clock)


@pytest.fixture
def north(mounted):
    """The value that names chapter North in the form of an invitation."""
    return f"{mounted.desk.study.id}/{mounted.desk.north.id}"


@pytest.fixture
def south(mounted):
    return f"{mounted.desk.study.id}/{mounted.desk.south.id}"


@pytest.fixture
def desk(sqlite_settings, clock):
    database = open_database(sqlite_settings)
    yield desk_of(sqlite_settings, database, clock)
    database.close()
