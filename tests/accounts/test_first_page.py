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
