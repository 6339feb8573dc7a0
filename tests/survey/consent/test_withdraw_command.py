import json

from click.testing import CliRunner
from sqlalchemy import select

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import Card, Response
from evaluation.store.responses.responses import record_response


def run(settings, *arguments):
    environment = {"WEAVING_HOME": str(settings.home), "WEAVING_DATABASE_URL": settings.database_url}
    return CliRunner().invoke(weaving, ["withdraw", *arguments], env=environment)


def test_the_command_deletes_what_was_answered_under_a_code(sqlite_hall, sqlite_settings):
    response = sqlite_hall.begin()
    with sqlite_hall.database.transaction() as db:
        record_response(db, sqlite_hall.submission(response), now=sqlite_hall.clock())
        token = db.scalars(select(Card.token)).one()
    done = run(sqlite_settings, token, "--json")
    assert json.loads(done.output) == {
        "questionnaires_deleted": 1,
        "withdrawn_before": False,
        "files_erased": True,
    }
    with sqlite_hall.database.reading() as db:
        assert db.scalars(select(Response)).all() == []


def test_the_command_refuses_what_cannot_be_a_code(sqlite_settings):
    refused = run(sqlite_settings, "abc").exception
    assert isinstance(refused, Refused)
    assert "nine letters and numbers" in str(refused)


def test_the_command_refuses_a_code_of_nobody(sqlite_settings):
    refused = run(sqlite_settings, "000000000").exception
    assert isinstance(refused, Refused)
    assert "Nobody has the code" in str(refused)
