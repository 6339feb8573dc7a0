"""Whoever sets an empty home up by its address has the roles that they took there: `weaving check` knows whence."""

import json

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.cli.operations.serve import application_for
from evaluation.models import Role, RoleGrant
from evaluation.storage.setup_secret import make_setup_secret
from evaluation.store.accounts.accounts import account_by
from evaluation.web.app import Services
from tests.mounted import Browser

EMAIL = "mererid@threerivers.example"


@pytest.fixture
def looked_at(settings, database, clock, monkeypatch):
    """What `weaving check` finds of roles in a home that somebody set up in the browser."""
    monkeypatch.setenv("WEAVING_HOME", str(settings.home))
    monkeypatch.setenv("WEAVING_DATABASE_URL", settings.database_url)
    browser = Browser(application_for(Services(settings, database, clock)))
    page = f"/staff/setup/{make_setup_secret(settings.home)}"
    typed = {"name": "Mererid Pugh", "email": EMAIL, "password": "wharf lantern otter nine", "evaluates": "y"}
    assert browser.post(page, page=page, **typed).status_code in {302, 303}

    def look():
        rows = json.loads(CliRunner().invoke(weaving, ["check", "--json"]).stdout)
        return next(row for row in rows if row["what"] == "roles")

    return look


def test_the_first_administrators_roles_are_as_they_should_be(looked_at, database):
    with database.reading() as db:
        assert {grant.role for grant in account_by(db, email=EMAIL).grants} == {
            *(Role.ADMINISTRATOR, Role.ORGANISER, Role.EVALUATOR)
        }
    assert looked_at() == {"what": "roles", "holds": True, "found": "as it should be"}


def test_a_role_that_the_page_did_not_give_them_is_named(looked_at, database, clock):
    with database.transaction() as db:
        account = account_by(db, email=EMAIL)
        db.add(RoleGrant(account_id=account.id, role=Role.RESEARCHER.value, granted_at=clock()))
    found = looked_at()
    assert (found["holds"], f"{EMAIL} is researcher everywhere" in found["found"]) == (False, True)
