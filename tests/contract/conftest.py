"""The product from outside: one home a test, its pages by HTTP, its verbs by the command line.

Nothing of the product is imported here but the application factory and the command.
"""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from tests.contract.drivers.home import Home
from tests.contract.drivers.staff import prepared


class Clock:
    """The time of the pages, which moves only when told to."""

    def __init__(self):
        self.now = datetime(2026, 5, 14, 17, 30, tzinfo=UTC)

    def __call__(self):
        return self.now

    def advance(self, **by):
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    """18:30 on a day in May, in London."""
    return Clock()


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory):
    """A home at the newest schema, copied for each test."""
    home = Home(tmp_path_factory.mktemp("contract") / "home")
    home.weaving("migrate")
    return home


@pytest.fixture
def home(empty_home, tmp_path, clock):
    """A home of the test's own: `home.weaving(...)` runs a verb, `home.browser()` opens the pages."""
    shutil.copytree(empty_home.folder, tmp_path / "home")
    return Home(tmp_path / "home", clock=clock)


@pytest.fixture(scope="session")
def prepared_place(empty_home, tmp_path_factory):
    """Two chapters with a session each and somebody of every role, signed in once, copied for each test."""
    folder = tmp_path_factory.mktemp("place") / "home"
    shutil.copytree(empty_home.folder, folder)
    return prepared(Home(folder, clock=Clock()))


@pytest.fixture
def place(prepared_place, tmp_path, clock):
    """The prepared place as the test's own."""
    return prepared_place.copied(tmp_path / "home", clock)
