"""Tokens on the pages and on the command line: made, shown once, listed and ended, by whom it may be."""

import json
import re

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.models import AuditEntry, Role
from tests.api.conftest import Program

SECRET = re.compile(r'class="secret">(weaving_[\w-]{43})<')
WANTED = {"name": "Dashboard", "scopes": "read:experiments", "days": "30", "where": ""}


@pytest.fixture
def evaluator(mounted):
    """A browser in which an evaluator of North is signed in."""
    return mounted.whole.person("eva@example.org", Role.EVALUATOR, chapter=mounted.desk.north)


def make(browser, **changed):
    return browser.post("/staff/account/tokens", page="/staff/account/tokens", **{**WANTED, **changed})


def listed(mounted):
    with mounted.services.database.reading() as db:
        return [(row.action, row.subject) for row in db.query(AuditEntry).filter(AuditEntry.action.like("token%"))]


def test_a_token_is_shown_once_and_works(mounted, evaluator):
    answer = make(evaluator)
    secret = SECRET.search(answer.text)[1]
    assert secret not in evaluator.get("/staff/account/tokens").text
    assert Program(mounted.whole.nobody().client, secret).get("experiments").status_code == 200
    assert "Dashboard" in evaluator.get("/staff/account").text
    account = mounted.whole.account(email="eva@example.org")
    assert ("token made", f"account {account.id}") in listed(mounted)


def test_a_token_for_one_chapter_is_made_of_the_list_of_places(mounted, evaluator):
    desk = mounted.desk
    secret = SECRET.search(make(evaluator, where=f"{desk.study.id}/{desk.north.id}").text)[1]
    assert len(Program(mounted.whole.nobody().client, secret).get("experiments").json["items"]) == 1
    assert make(evaluator, where=f"{desk.study.id}/{desk.south.id}").status_code == 422


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "Give the token a name"),
        ({"name": ""}, "Please say what the token is for"),
        ({"name": "x" * 61}, "A name has at most 60 characters."),
        ({"scopes": []}, "Please tick what the token may do."),
        ({"days": "366"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_comes_back_with_what_was_typed(evaluator, changed, said):
    answer = make(evaluator, **changed)
    assert (answer.status_code, said in answer.text, SECRET.search(answer.text)) == (422, True, None)
    if "name" not in changed:
        assert 'value="Dashboard"' in answer.text


def test_its_owner_ends_a_token(mounted, evaluator):
    secret = SECRET.search(make(evaluator).text)[1]
    page = evaluator.get("/staff/account/tokens").text
    evaluator.post(re.search(r'action="(/staff/account/tokens/[^"]+/end)"', page)[1])
    assert Program(mounted.whole.nobody().client, secret).get("experiments").status_code == 401
    assert listed(mounted)[-1][0] == "token revoked"


def test_nobody_ends_a_token_of_somebody_else_by_their_own_page(mounted, evaluator):
    other = mounted.desk.person(Role.EVALUATOR)
    row, _secret = mounted.token(other)
    assert evaluator.post(f"/staff/account/tokens/{row.id}/end").status_code == 404


def test_an_administrator_ends_tokens_within_their_scope_and_no_others(mounted):
    desk = mounted.desk
    near, far = (mounted.token(desk.person(Role.EVALUATOR, chapter=each)) for each in (desk.north, desk.south))
    browser = mounted.whole.person("ada@example.org", Role.ADMINISTRATOR, chapter=desk.north)
    page = browser.get("/staff/people/tokens").text
    assert (str(near[0].id) in page, str(far[0].id) in page) == (True, False)
    assert browser.post(f"/staff/people/tokens/{far[0].id}/end").status_code == 404
    assert browser.post(f"/staff/people/tokens/{near[0].id}/end").status_code == 303
    assert mounted.with_token(near[1]).get("studies").status_code == 401
    assert mounted.with_token(far[1]).get("studies").status_code == 200


def test_who_may_have_none_is_told_and_can_make_none(mounted):
    browser = mounted.whole.person("org@example.org", Role.ORGANISER, chapter=mounted.desk.north)
    assert "your roles allow none" in browser.get("/staff/account/tokens").text
    assert make(browser).status_code == 403


def test_an_administrator_is_offered_what_their_role_allows(mounted):
    browser = mounted.whole.person("ada@example.org", Role.ADMINISTRATOR, chapter=mounted.desk.north)
    offered = set(re.findall(r'name="scopes"[^>]*value="([\w:]+)"', browser.get("/staff/account/tokens").text))
    assert offered == {"read:experiments"}


@pytest.fixture
def typed(on_sqlite):
    """Run `weaving token`; its result."""

    def run(*arguments):
        environment = {"WEAVING_HOME": str(on_sqlite.services.settings.home)}
        return CliRunner().invoke(weaving, ["token", *arguments], env=environment)

    return run


def test_a_token_is_made_listed_and_revoked_on_the_command_line(on_sqlite, typed):
    on_sqlite.desk.person(Role.EVALUATOR, email="eva@example.org")
    asked = ("add", "eva@example.org", "--name", "Sheet", "--scope", "read:figures", "--chapter", "north", "--json")
    made = json.loads(typed(*asked).stdout)
    assert re.fullmatch(r"weaving_[\w-]{43}", made["token"])
    assert (made["scopes"], made["where"]) == (["read:figures"], "North")
    (row,) = json.loads(typed("list", "--json").stdout)
    assert (row["id"], "token" in row) == (made["id"], False)
    assert json.loads(typed("revoke", made["id"], "--json").stdout)["name"] == "Sheet"
    assert json.loads(typed("list", "--json").stdout) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "org@example.org", "--name", "x", "--scope", "read:figures"), "allow no tokens"),
        (("add", "no@example.org", "--name", "x", "--scope", "read:figures"), "Nobody has an account"),
        (("add", "eva@example.org", "--name", "x", "--scope", "write:all"), "Choose what the token is for"),
        (("revoke", "nothing"), "is not an id"),
        (("revoke", "00000000-0000-0000-0000-000000000000"), "No token that works has this id"),
    ],
)
def test_bad_input_on_the_command_line_is_refused_in_a_sentence(on_sqlite, typed, arguments, said):
    on_sqlite.desk.person(Role.EVALUATOR, email="eva@example.org")
    on_sqlite.desk.person(Role.ORGANISER, email="org@example.org")
    assert said in str(typed(*arguments).exception)


def test_one_press_makes_one_token_however_often_it_arrives(mounted, evaluator):
    press = re.search(r'name="same_press" value="([^"]+)"', evaluator.get("/staff/account/tokens").text)[1]
    secrets = {SECRET.search(make(evaluator, same_press=press).text)[1] for _ in range(3)}
    assert (len(secrets), [action for action, _ in listed(mounted)]) == (1, ["token made"])
    another = SECRET.search(make(evaluator, same_press=press, name="Another").text)[1]
    assert another not in secrets
