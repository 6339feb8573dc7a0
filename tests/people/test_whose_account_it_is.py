"""`weaving person invite` and `grant` ask whose account it is before they give it a role: somebody may have made it."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.cli.command_context import opened
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.store.accounts.invitations import accept_invitation

VERBS = ["invite", "grant"]
SAID = ("eva@example.org has an account since", "called Mallory", "invited by whoever runs the server")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Type a command without a terminal; what it prints as JSON."""
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))

    def running(*arguments):
        done = CliRunner().invoke(weaving, [*arguments, "--json"])
        if done.exception:
            raise done.exception
        return json.loads(done.stdout)

    return running


@pytest.fixture
def taken(run):
    """Eva's address, under which somebody else took an invitation up first."""
    secret = run("person", "invite", "eva@example.org", "--role", "organiser")["address"].rpartition("/")[2]
    with opened() as (_, database), database.transaction() as db:
        accept_invitation(db, secret, name="Mallory", password_hash="x", now=now_utc())
    return "eva@example.org"


def roles(run):
    return run("person", "list")[0]["roles"]


@pytest.mark.parametrize("verb", VERBS)
def test_without_a_terminal_nothing_is_given_and_it_says_whose_account_it_is(run, taken, verb):
    with pytest.raises(Refused) as refused:
        run("person", verb, taken, "--role", "administrator")
    assert all(each in str(refused.value) for each in (*SAID, "--yes"))
    assert roles(run) == ["organiser"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_script_that_knows_whose_it_is_says_yes(run, taken, verb):
    run("person", verb, taken, "--role", "administrator", "--yes")
    assert roles(run) == ["administrator", "organiser"]


@pytest.mark.parametrize(("answer", "given"), [("n\n", False), ("y\n", True)])
def test_at_a_terminal_it_says_whose_account_it_is_and_asks(run, taken, answer, given):
    ours, theirs = os.openpty()
    weaving_here = [sys.executable, "-c", "from evaluation.cli import main; main()"]
    command = [*weaving_here, "person", "grant", taken, "--role", "administrator"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as typed:
        os.write(ours, answer.encode())
        _out, said = typed.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert all(each in said for each in (*SAID, "Is it the person you mean?"))
    assert ("administrator" in roles(run), typed.returncode == 0) == (given, given)


def test_somebody_without_an_account_is_invited_unasked(run):
    assert run("person", "invite", "new@example.org", "--role", "administrator")["address"]


def test_it_names_the_administrator_who_invited_them(run, taken):
    from evaluation.store.accounts.accounts import account_by
    from evaluation.store.accounts.invitations import Offer, offer
    from evaluation.store.accounts.people import EVERYWHERE

    run("person", "grant", taken, "--role", "administrator", "--yes")
    with opened() as (_, database), database.transaction() as db:
        by = account_by(db, email=taken).id
        meant = Offer(email="nia@example.org", roles=["organiser"], place=EVERYWHERE, by=by)
        accept_invitation(db, offer(db, meant, now=now_utc()).secret, name="Nia", password_hash="x", now=now_utc())
    with pytest.raises(Refused, match=r"called Nia, invited by Mallory \(eva@example.org\)"):
        run("person", "grant", "nia@example.org", "--role", "evaluator")
