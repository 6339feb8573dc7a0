import pytest

from evaluation.storage.database import open_database
from tests.staff_pages import desk_of


@pytest.fixture
def desk(sqlite_settings, clock):
    database = open_database(sqlite_settings)
    yield desk_of(sqlite_settings, database, clock)
    database.close()
