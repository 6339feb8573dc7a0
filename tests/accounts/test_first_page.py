"""Whoever signs in begins at a page that is theirs, whatever their role, and every way to the start leads there."""

import pytest

from tests.staff_pages import desk_of


@pytest.fixture
def desk(sqlite_settings, sqlite_database, clock):
    return desk_of(sqlite_settings, sqlite_database, clock)


@pytest.mark.parametrize(
    ("role", "begins"),
    [("organiser", "/"), ("evaluator", "/"), ("administrator", "/"), ("researcher", "/instruments/")],
)
def test_the_start_is_a_page_of_their_own(desk, role, begins):
    page = desk.signed_in(role).get("/", follow_redirects=True)
    assert (page.status_code, page.request.path) == (200, begins)


def test_who_has_no_role_yet_begins_at_their_account(desk):
    page = desk.signed_in().get("/", follow_redirects=True)
    assert (page.status_code, page.request.path) == (200, "/account")


def test_a_page_of_another_role_is_still_refused(desk):
    assert desk.signed_in("researcher").get("/people").status_code == 403


@pytest.mark.parametrize("base", ["http://localhost", "http://localhost/staff"])
def test_signing_in_leads_to_no_address_that_takes_alone_what_is_sent_there(desk, base):
    asked, under = desk.app.test_client(), base.removeprefix("http://localhost")
    for address in ("/language", "/language?x=1", f"/experiments/{desk.here.id}/waves/pre/open"):
        left_out = asked.get("/login", query_string={"next": under + address}, base_url=base)
        assert left_out.location == f"{under}/login"


@pytest.mark.parametrize("page", ["/people", "/experiments?search=x", "/nowhere"])
def test_signing_in_leads_to_any_other_page_that_was_asked_for(desk, page):
    assert desk.app.test_client().get("/login", query_string={"next": page}).status_code == 200
