"""Every route, every role, one's own chapter and the other one."""

import itertools

import pytest
from flask import Flask

from evaluation.fieldwork import home
from evaluation.models import Role
from evaluation.participants_app import participants_app
from evaluation.staff_app import HOME, staff_app
from evaluation.survey import front
from evaluation.web.access import (
    POLICY,
    PUBLIC,
    SIGNED_IN,
    Over,
    UndeclaredRouteError,
    action,
    declaration_of,
    public,
    require_declared,
)
from tests.staff_pages import token_in

REFUSED = {403, 404}


def _asked(rule, experiment):
    """The address of a rule: an experiment or its chapter where it wants one, a stand-in for everything else."""
    values = {name: _value(name, rule, experiment) for name in rule.arguments}
    return rule.build(values, append_unknown=False)[1]


def _value(name, rule, experiment):
    if name == "experiment":
        return experiment.id
    if name == "chapter":
        return experiment.chapter_id
    converter = type(rule._converters[name]).__name__
    stand_ins = {"UUIDConverter": experiment.id, "ColumnInteger": 1}
    if converter == "AnyConverter":
        return min(rule._converters[name].items)
    return stand_ins.get(converter, "pre" if name == "kind" else "x")


def _send(client, rule, address):
    if "GET" in rule.methods:
        return client.get(address)
    return client.post(address, data={"csrf_token": token_in(client.get("/account").text)})


def _guarded(desk):
    return [
        (rule, declaration_of(desk.app, rule.endpoint))
        for rule in desk.app.url_map.iter_rules()
        if declaration_of(desk.app, rule.endpoint) not in {PUBLIC, SIGNED_IN}
    ]


def test_without_signing_in_every_guarded_route_asks_for_it(desk):
    client = desk.app.test_client()
    answers = set()
    for rule in desk.app.url_map.iter_rules():
        if declaration_of(desk.app, rule.endpoint) != PUBLIC and "GET" in rule.methods:
            response = client.get(_asked(rule, desk.here))
            answers.add((response.status_code, response.headers["Location"].partition("?")[0]))
    assert answers == {(303, "/login")}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_exactly_what_the_table_does_not_give_it(desk, role):
    client = desk.signed_in(role, chapter=desk.north)
    wrong = []
    for rule, named in _guarded(desk):
        status = _send(client, rule, _asked(rule, desk.here)).status_code
        rule_of = POLICY[named]
        refused = role not in rule_of.roles or rule_of.over is Over.INSTANCE
        if (status == 403 or (status == 303 and rule.endpoint == HOME)) != refused:
            wrong.append((rule.rule, named, status))
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_the_other_chapter_and_its_experiment_are_not_there(desk, role):
    client = desk.signed_in(role, chapter=desk.north)
    seen = [
        (rule.rule, response.status_code)
        for rule, _ in _guarded(desk)
        if rule.arguments & {"experiment", "chapter"}
        and (response := _send(client, rule, _asked(rule, desk.there))).status_code not in REFUSED
    ]
    assert seen == []


@pytest.mark.parametrize("role", list(Role))
def test_no_page_of_ones_own_chapter_names_the_other_chapters_experiment(desk, role):
    client = desk.signed_in(role, chapter=desk.north)
    telling = [
        rule.rule
        for rule, _ in _guarded(desk)
        if "GET" in rule.methods and "South Hall" in client.get(_asked(rule, desk.here)).get_data(as_text=True)
    ]
    assert telling == []


def test_a_wider_chapter_reaches_what_lies_within_it(desk):
    with desk.services.database.transaction() as db:
        db.merge(desk.south).parent_id = desk.north.id
    client = desk.signed_in(Role.ORGANISER, chapter=desk.north)
    assert client.get(f"/experiments/{desk.there.id}").status_code == 200


def test_an_inner_chapter_does_not_reach_the_wider_one(desk):
    with desk.services.database.transaction() as db:
        db.merge(desk.south).parent_id = desk.north.id
    client = desk.signed_in(Role.ORGANISER, chapter=desk.south)
    assert client.get(f"/experiments/{desk.here.id}").status_code == 404


def test_a_role_in_another_study_sees_nothing_here(desk):
    from evaluation.store.studies.studies import add_study

    with desk.services.database.transaction() as db:
        other = add_study(db, "Another", now=desk.services.clock())
    client = desk.signed_in(*Role, study=other)
    assert (client.get(f"/experiments/{desk.here.id}").status_code, "North Hall" in client.get("/").text) == (
        404,
        False,
    )


def test_an_account_without_a_role_sees_its_own_account_alone(desk):
    client = desk.signed_in()
    pages = [client.get(page) for page in ("/account", "/", "/experiments", "/people")]
    assert [page.status_code for page in pages] == [200, 303, 403, 403]
    assert pages[1].headers["Location"] == "/account"


def test_a_disabled_account_is_asked_to_sign_in(desk):
    from evaluation.store.accounts.lost_power import disable_account

    account = desk.person(Role.ORGANISER)
    client = desk.as_person(account)
    with desk.services.database.transaction() as db:
        disable_account(db, db.merge(account), now=desk.services.clock())
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(("start", "view"), [(participants_app, front.front), (staff_app, home.home)])
def test_an_application_with_an_undeclared_route_does_not_start(desk, monkeypatch, start, view):
    monkeypatch.delattr(view, "__access__")
    with pytest.raises(UndeclaredRouteError, match=view.__name__):
        start(desk.services)


@pytest.mark.parametrize("named", ["experiment.see", "person.manage", "audit.see"])
def test_an_address_that_names_nothing_in_a_chapter_stops_the_application_unless_it_keeps_within_scope(desk, named):
    desk.app._got_first_request = False
    desk.app.add_url_rule("/lists", "lists", action(named)(lambda: ""))
    with pytest.raises(UndeclaredRouteError, match="/lists"):
        require_declared(desk.app)
    desk.app.view_functions["lists"] = action(named, keeps_within_scope=True)(lambda: "")
    require_declared(desk.app)


def test_a_page_that_never_asks_for_its_readers_scope_is_not_sent(desk):
    desk.app._got_first_request = False
    desk.app.add_url_rule("/all", "all", action("experiment.see", keeps_within_scope=True)(lambda: "everybody's"))
    answer = desk.signed_in(Role.ORGANISER, chapter=desk.north).get("/all")
    assert (answer.status_code, "everybody's" in answer.text) == (500, False)


def test_an_action_outside_the_table_cannot_be_declared():
    with pytest.raises(UndeclaredRouteError, match=r"experiment\.destroy"):
        action("experiment.destroy")


def test_declared_routes_let_the_application_start():
    app = Flask("declared", static_folder=None)
    app.add_url_rule("/", "start", public(lambda: ""))
    require_declared(app)


def test_every_action_of_the_table_is_some_roles():
    assert [name for name, rule in POLICY.items() if not rule.roles] == []


def test_administrators_make_no_report_and_read_none():
    assert [
        name
        for name, role in itertools.product(("report.see", "report.make", "paper.key"), [Role.ADMINISTRATOR])
        if role in POLICY[name].roles
    ] == []
