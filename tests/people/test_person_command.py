"""`weaving person`, as whoever runs the server types it."""

import json

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.domain.errors import Refused


@pytest.fixture
def typed(tmp_path, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))

    def run(*arguments):
        done = CliRunner().invoke(weaving, [*arguments, "--json"], catch_exceptions=True)
        if done.exception:
            raise done.exception
        return json.loads(done.stdout)

    run("study", "add", "Trust")
    run("chapter", "add", "North")
    return run


@pytest.fixture
def ada(typed):
    """Somebody who took up an invitation as an organiser of North."""
    from evaluation.cli.command_context import opened
    from evaluation.domain.clock import now_utc
    from evaluation.store.accounts.invitations import accept_invitation

    secret = typed("person", "invite", "ada@example.org", "--role", "organiser", "--chapter", "north")["address"]
    with opened() as (_, database), database.transaction() as db:
        accept_invitation(db, secret.rpartition("/")[2], name="Ada", password_hash="x", now=now_utc())
    return "ada@example.org"


def test_roles_are_given_and_taken_away(typed, ada):
    given = typed("person", "grant", ada, "--role", "evaluator", "--yes")
    assert {"role": "evaluator", "where": "everywhere"} in given["grants"]
    left = typed("person", "revoke", ada, "--role", "organiser", "--chapter", "north")
    assert left["grants"] == [{"role": "evaluator", "where": "everywhere"}]


def test_inviting_somebody_who_has_an_account_gives_the_role_and_prints_no_address(typed, ada):
    done = typed("person", "invite", ada, "--role", "evaluator", "--chapter", "north", "--yes")
    assert (done["address"], typed("person", "list")[0]["roles"]) == (None, ["evaluator", "organiser"])


def test_a_role_that_somebody_has_not_got_is_not_taken_away(typed, ada):
    with pytest.raises(Refused, match="is not evaluator"):
        typed("person", "revoke", ada, "--role", "evaluator")


def test_a_reset_prints_an_address(typed, ada):
    assert "/staff/reset/" in typed("person", "reset", ada)["address"]


def test_nobody_is_let_in_again_by_an_invitation(typed, ada):
    typed("person", "disable", ada)
    with pytest.raises(Refused, match="enable"):
        typed("person", "invite", ada, "--role", "evaluator", "--yes")
    assert typed("person", "enable", ada)["active"]


def test_the_last_administrator_of_everything_stays(typed, ada):
    typed("person", "grant", ada, "--role", "administrator", "--yes")
    with pytest.raises(Refused, match="last administrator"):
        typed("person", "disable", ada)
    with pytest.raises(Refused, match="last administrator"):
        typed("person", "revoke", ada, "--role", "administrator")


def test_invitations_are_listed_and_withdrawn(typed):
    typed("person", "invite", "new@example.org", "--role", "organiser", "--chapter", "north")
    assert [row["where"] for row in typed("person", "invitations")] == ["North"]
    assert typed("person", "withdraw", "new@example.org")["withdrawn"] == 1
    assert typed("person", "invitations") == []


def test_the_list_of_people_counts_those_who_are_invited_and_not_here_yet(typed):
    typed("person", "invite", "mair@example.org", "--role", "organiser")
    said = CliRunner().invoke(weaving, ["person", "list"]).stderr
    assert "Invited and not here yet: 1; `weaving person invitations` says who." in said
