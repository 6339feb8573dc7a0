"""Whoever sets an empty home up by its address has the roles that they took there: `weaving check` knows whence."""

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner
from lxml import html as documents

from evaluation.application import application_for
from evaluation.cli import weaving
from evaluation.cli.operations.serve import said_of_pages
from evaluation.cli.operations.setup import ENDED, say_where_to_set_up
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
    typed = {
        "name": "Mererid Pugh",
        "email": EMAIL,
        "password": "wharf lantern otter nine",
        "evaluates": "y",
        "drafts": "",
    }
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


def test_what_is_read_and_written_besides_is_ticked_by_whoever_does_it(settings, database, clock):
    browser = Browser(application_for(Services(settings, database, clock)))
    page = documents.fromstring(browser.get(f"/staff/setup/{make_setup_secret(settings.home)}").text)
    assert page.xpath("//input[@type='checkbox']/@name") == ["evaluates", "drafts"]
    assert page.xpath("//input[@type='checkbox' and @checked]") == []


def test_a_server_prints_the_address_under_the_public_name_too(sqlite_settings, sqlite_database, clock, capsys):
    services = Services(replace(sqlite_settings, base_url="https://weaving.example.org"), sqlite_database, clock)
    say_where_to_set_up(services, 8123)
    said = re.findall(r"^ +(\S+)(/staff/setup/\S+)$", capsys.readouterr().out, re.MULTILINE)
    assert [where for where, _ in said] == ["http://127.0.0.1:8123", "https://weaving.example.org"]
    assert len({secret for _, secret in said}) == 1


def test_a_server_says_that_an_address_printed_earlier_has_ended(sqlite_settings, sqlite_database, clock, capsys):
    services = Services(sqlite_settings, sqlite_database, clock)
    say_where_to_set_up(services, 8123)
    first = capsys.readouterr().out
    say_where_to_set_up(services, 8124)
    assert [ENDED in said for said in (first, capsys.readouterr().out)] == [False, True]


@pytest.mark.parametrize(
    ("only", "named"), [(None, {"Participants", "Staff"}), ("participants", {"Participants"}), ("staff", {"Staff"})]
)
def test_a_server_names_the_pages_that_it_has(only, named):
    assert set(re.findall(r"(\w+): http", said_of_pages("http://127.0.0.1:8000", only=only))) == named


def test_a_role_that_the_page_did_not_give_them_is_named(looked_at, database, clock):
    with database.transaction() as db:
        account = account_by(db, email=EMAIL)
        db.add(RoleGrant(account_id=account.id, role=Role.RESEARCHER.value, granted_at=clock()))
    found = looked_at()
    assert (found["holds"], f"{EMAIL} is researcher everywhere" in found["found"]) == (False, True)


def test_who_writes_the_questions_too_says_so_at_the_first_start(settings, database, clock):
    browser = Browser(application_for(Services(settings, database, clock)))
    page = f"/staff/setup/{make_setup_secret(settings.home)}"
    typed = {"name": "Mererid Pugh", "email": EMAIL, "password": "wharf lantern otter nine", "drafts": "y"}
    browser.post(page, page=page, **typed)
    with database.reading() as db:
        assert Role.RESEARCHER in {grant.role for grant in account_by(db, email=EMAIL).grants}
