"""What is served beside an example: a link for each role, and one evening that a phone can answer at."""

import random

import pytest

from evaluation.cli.operations.demo_serving import ExampleWelcome
from evaluation.demonstration.example_people import evening_open_now, example_people
from evaluation.demonstration.simulated_evening import SteppingClock
from evaluation.demonstration.simulated_study import set_up
from evaluation.models import Role
from evaluation.storage.database import open_database
from evaluation.store.accounts.logged_grants import unlogged_grants
from evaluation.store.scope.within_scope import listed_experiment
from evaluation.web.app import Services


@pytest.fixture
def example(sqlite_settings, clock):
    """The services of a home in which the example's study is set up, and nobody has come yet."""
    database = open_database(sqlite_settings)
    begun = SteppingClock()
    set_up(Services(sqlite_settings, database, begun), begun, people=2, rng=random.Random(7))
    yield Services(sqlite_settings, database, clock)
    database.close()


def opened(example):
    with example.database.transaction() as db:
        evening = evening_open_now(db, now=example.clock(), rng=random.Random(8))
        listed = listed_experiment(db, evening)
        return evening.id, (evening.study.is_example, evening.date, listed.state.value)


def test_an_evening_is_open_today_in_the_study_that_is_marked_as_an_example(example):
    assert opened(example)[1] == (True, example.clock().date(), "before_open")


def test_the_same_evening_is_open_however_often_the_example_is_started(example):
    assert opened(example)[0] == opened(example)[0]


def test_there_is_somebody_of_each_role_and_each_once(example):
    with example.database.transaction() as db:
        first, second = (example_people(db, example.settings, now=example.clock()) for _ in range(2))
    assert {role: row.id for role, row in first.items()} == {role: row.id for role, row in second.items()}
    assert first.keys() == set(Role)


def test_the_log_says_who_gave_them_their_roles(example):
    with example.database.transaction() as db:
        example_people(db, example.settings, now=example.clock())
        assert list(unlogged_grants(db)) == []


def test_nobody_of_an_example_can_sign_in_without_a_link(example):
    with example.database.transaction() as db:
        people = example_people(db, example.settings, now=example.clock()).values()
        assert {(row.password, len(row.passkeys)) for row in people} == {(None, 0)}


def test_each_role_gets_a_link_of_its_own(example, capsys):
    ExampleWelcome(example, "river-lamp", "192.168.1.20")(8000)
    said = capsys.readouterr().out
    assert {role.value for role in Role} <= set(said.split())
    assert len({word for word in said.split() if "/staff/example/" in word}) == len(Role)
    assert said.count("http://127.0.0.1:8000/staff/example/") == len(Role)


def test_a_machine_on_no_network_says_that_no_phone_can_come(example, capsys):
    ExampleWelcome(example, "river-lamp", "")(8000)
    assert "no phone can open it" in capsys.readouterr().out
