"""A PostgreSQL database with an evening at which two people wrote, and ways to sign in to it as each role."""

import uuid
from contextlib import contextmanager
from typing import NamedTuple

import psycopg
import pytest

from evaluation.storage.database import open_database
from evaluation.storage.database_roles import DatabaseRole, held_role
from evaluation.storage.settings import Settings
from evaluation.store.responses.responses import record_response
from tests.conftest import StandingClock, new_postgresql
from tests.hall import Hall

SECRET = "My imam said so"


class Person(NamedTuple):
    """Somebody who answered, by all that a database keeps of them."""

    response: uuid.UUID
    participant: uuid.UUID
    token: str


class Logins:
    """Logins of a database that are members of some of its roles, and nothing else."""

    def __init__(self, settings, database):
        self.settings, self.database, self.made = settings, database, []
        with database.reader.connect() as connection:
            self.names = {role: held_role(connection, role).name for role in DatabaseRole}

    def make(self, *roles):
        """A new one; its name."""
        name = f"login_{uuid.uuid4().hex[:12]}"
        with self.database.writer.begin() as connection:
            connection.exec_driver_sql(f'CREATE ROLE "{name}" LOGIN')
            for role in roles:
                connection.exec_driver_sql(f'GRANT "{self.names[role]}" TO "{name}"')
        self.made.append(name)
        return name

    def address(self, *roles):
        """The address of the database for a new one."""
        way, _, rest = self.settings.database_url.partition("://")
        return f"{way}://{self.make(*roles)}@{rest.partition('@')[2]}"

    @contextmanager
    def signed_in(self, *roles):
        """Signed in with a new one, as psql would be."""
        with psycopg.connect(self.address(*roles), autocommit=True) as connection:
            yield connection

    def end(self):
        """Take them away again."""
        with self.database.writer.begin() as connection:
            for name in self.made:
                connection.exec_driver_sql(f'DROP OWNED BY "{name}" CASCADE')
                connection.exec_driver_sql(f'DROP ROLE "{name}"')


def two_who_wrote(database, clock):
    """Two who answer Before in words and numbers."""
    hall = Hall(database, clock)
    for response in hall.begin_many(2):
        with database.transaction() as db:
            sent = hall.submission(response, texts={"why": SECRET}, may_quote=["why"])
            record_response(db, sent, now=clock())
    asked = "SELECT c.id, c.participant_id, k.token FROM consent c JOIN card k USING (participant_id) ORDER BY c.id"
    with database.reader.connect() as connection:
        return [Person(*row) for row in connection.exec_driver_sql(asked)]


@pytest.fixture
def postgresql(postgresql_settings):
    """The database as its owner has it, who is a superuser."""
    opened = open_database(postgresql_settings)
    yield opened
    opened.close()


@pytest.fixture
def people(postgresql, clock):
    """Two who answered there."""
    return two_who_wrote(postgresql, clock)


@pytest.fixture
def logins(postgresql_settings, postgresql):
    """Logins of it."""
    made = Logins(postgresql_settings, postgresql)
    yield made
    made.end()


class Attacked(NamedTuple):
    """A database that several tests attack, none of which changes it: who wrote there, and its logins."""

    people: list[Person]
    logins: Logins


@pytest.fixture(scope="module")
def attacked(postgresql_server, migrated_postgresql, tmp_path_factory):
    name = f"attacked_{uuid.uuid4().hex}"
    address = new_postgresql(postgresql_server, name, template=migrated_postgresql)
    settings = Settings(home=tmp_path_factory.mktemp("attacked"), database_url=address)
    database = open_database(settings)
    logins = Logins(settings, database)
    yield Attacked(two_who_wrote(database, StandingClock()), logins)
    logins.end()
    database.close()


@pytest.fixture(scope="module")
def login_of_pages(attacked):
    """A login of participants' pages alone."""
    return attacked.logins.address(DatabaseRole.PARTICIPANTS)


@pytest.fixture
def attacker(login_of_pages):
    """Somebody who has that login and types SQL."""
    with psycopg.connect(login_of_pages, autocommit=True) as connection:
        yield connection
