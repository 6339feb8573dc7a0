"""A link to an example signs in once, soon, and on its own machine; on every other home there is none."""

from datetime import timedelta

import pytest
from werkzeug.test import Client

from evaluation.application import application_for
from evaluation.models import Role
from evaluation.web.app import Services
from evaluation.web.first_hour.sign_in_links import GOOD_FOR, SignInLinks
from evaluation.web.hosts.this_machine_alone import staff_on_this_machine
from tests.staff_pages import token_in

HERE, ELSEWHERE = {"REMOTE_ADDR": "127.0.0.1"}, {"REMOTE_ADDR": "192.168.1.20"}


@pytest.fixture
def evaluator(mounted):
    return mounted.desk.person(Role.EVALUATOR, email="evaluator@example.org")


@pytest.fixture
def link(mounted, evaluator):
    return f"/staff/example/{mounted.services.links.make(evaluator.id, now=mounted.services.clock())}"


def press(browser, link):
    return browser.client.post(link, data={"csrf_token": token_in(browser.get(link).text)})


def test_a_link_leads_to_what_is_its_persons(mounted, link):
    browser = mounted.nobody()
    assert press(browser, link).location.endswith("/staff/reports")
    assert browser.get("/staff/reports").status_code == 200


def test_a_look_at_a_link_signs_nobody_in_and_uses_nothing_up(mounted, link):
    browser = mounted.nobody()
    assert browser.get(link).status_code == 200
    assert browser.get("/staff/reports").status_code == 303
    assert mounted.nobody().get(link).status_code == 200


def test_a_link_works_once(mounted, link):
    second = mounted.nobody()
    token = token_in(second.get(link).text)
    press(mounted.nobody(), link)
    assert second.client.post(link, data={"csrf_token": token}).status_code == 404
    assert second.get("/staff/reports").status_code == 303


def test_a_link_ends_by_itself(evaluator, clock):
    links, now = SignInLinks(), clock()
    secret = links.make(evaluator.id, now=now)
    assert links.account_of(secret, now=now + GOOD_FOR - timedelta(seconds=1)) == evaluator.id
    assert links.use(secret, now=now + GOOD_FOR) is None


def test_a_new_link_ends_the_one_before(evaluator, clock):
    links = SignInLinks()
    first, second = (links.make(evaluator.id, now=clock()) for _ in range(2))
    assert (links.use(first, now=clock()), links.use(second, now=clock())) == (None, evaluator.id)


def test_a_server_that_made_no_link_lets_nobody_in_by_one(mounted, link):
    same = mounted.services
    elsewhere = Client(application_for(Services(same.settings, same.database, same.clock)))
    assert elsewhere.get(link).status_code == 404


@pytest.mark.parametrize("path", ["/staff/", "/staff/login", "/api/v1/studies"])
def test_an_example_shows_staff_pages_to_its_own_machine_alone(mounted, path):
    client = Client(staff_on_this_machine(mounted.application))
    assert client.get(path, environ_overrides=ELSEWHERE).status_code == 403
    assert client.get(path, environ_overrides=HERE).status_code != 403


def test_an_example_shows_participants_pages_to_the_network(mounted):
    client = Client(staff_on_this_machine(mounted.application))
    assert client.get(f"/{mounted.desk.here.slug}", environ_overrides=ELSEWHERE).status_code == 200


def test_somebody_of_an_example_proves_with_a_press_who_they_are(mounted, clock):
    root = mounted.desk.person(Role.ADMINISTRATOR, email="root@example.org")
    mounted.services.links.make(root.id, now=clock())
    browser = mounted.as_person(root)
    token = token_in(browser.get("/staff/people").text)
    sent = {"csrf_token": token, "email": "mair@example.org", "roles": "organiser", "where": "everywhere"}
    clock.advance(minutes=11)
    asked = browser.client.post("/staff/people", data=sent)
    assert (asked.status_code, "a press is enough here" in asked.text) == (403, True)
    assert "/staff/invitation/" in browser.client.post("/staff/people", data={**sent, "step_up_code": "example"}).text


def test_elsewhere_a_press_proves_nothing(mounted, clock):
    browser = mounted.person("root@example.org", Role.ADMINISTRATOR)
    token = token_in(browser.get("/staff/people").text)
    sent = {"csrf_token": token, "email": "mair@example.org", "roles": "organiser", "where": "everywhere"}
    clock.advance(minutes=11)
    assert browser.client.post("/staff/people", data={**sent, "step_up_code": "example"}).status_code == 422
