import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from evaluation.cli import weaving
from evaluation.models import Study


@pytest.mark.parametrize(("route", "allowed"), [("parental-consent", True), ("turned-away", False)])
def test_the_command_says_how_people_under_sixteen_come_to_a_study(sqlite_hall, sqlite_settings, route, allowed):
    environment = {"WEAVING_HOME": str(sqlite_settings.home)}
    with sqlite_hall.database.reading() as db:
        slug = db.scalars(select(Study.slug)).one()
    done = CliRunner().invoke(weaving, ["study", "under-16", slug, route, "--json"], env=environment)
    assert json.loads(done.output)["under_16"] == route
    with sqlite_hall.database.reading() as db:
        assert db.scalars(select(Study.parental_consent)).one() is allowed
