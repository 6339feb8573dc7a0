"""Every role of every scope tries to give every role at every place: to somebody new, to others, to themself."""

import itertools

import pytest

from evaluation.models import Invitation, Role, RoleGrant
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.studies import add_study
from tests.people.matrix.cells import SCOPES
from tests.staff_pages import token_in

PLACES = ("everywhere", "study", "north", "south", "other study", "faraway")
REACHED = {
    "everywhere": set(PLACES),
    "study": {"study", "north", "south"},
    "chapter": {"north"},
}
"""Which places lie within the scope of a grant."""


@pytest.fixture
def places(mounted):
    """What the form calls each place."""
    desk, now = mounted.desk, mounted.services.clock()
    with mounted.services.database.transaction() as db:
        other = add_study(db, "Another Study", now=now)
        faraway = add_chapter(db, other, name="Faraway", now=now)
    desk.person(Role.ORGANISER, email="known@example.org", chapter=desk.north)
    named = {"everywhere": "everywhere", "study": str(desk.study.id), "other study": str(other.id)}
    chapters = {"north": desk.north, "south": desk.south, "faraway": faraway}
    return named | {name: f"{chapter.study_id}/{chapter.id}" for name, chapter in chapters.items()}


def held(mounted):
    """Every role that somebody has or is invited to."""
    with mounted.services.database.reading() as db:
        grants = {("has", row.account_id, row.role, row.study_id, row.chapter_id) for row in db.query(RoleGrant)}
        invited = {("invited", row.email, *row.roles, row.study_id, row.chapter_id) for row in db.query(Invitation)}
    return grants | invited


def giver(mounted, role, scope):
    desk = mounted.desk
    where = {"everywhere": {}, "study": {"study": desk.study}, "chapter": {"chapter": desk.north}}[scope]
    email = f"{role.value}-{scope}@example.org"
    browser = mounted.person(email, role, **where)
    return browser, email, token_in(browser.get("/staff/account").text)


def tried(mounted, places, givers):
    """Each role at each place, by each giver, to each kind of person: how many, and a sentence for each wrong one."""
    count, wrong, before = 0, [], held(mounted)
    for (role, scope), given, place in itertools.product(givers, Role, PLACES):
        browser, own, token = givers[role, scope]
        for to in (f"new{count}@example.org", "known@example.org", own):
            sent = {"csrf_token": token, "email": to, "roles": given.value, "where": places[place], "known": "y"}
            answer = browser.client.post("/staff/people", data=sent)
            after = held(mounted)
            may = role is Role.ADMINISTRATOR and place in REACHED[scope] and to != own
            may = may and (given is not Role.RESEARCHER or scope == "everywhere")
            if (after != before and not may) or (may and to.startswith("new") and after == before):
                wrong.append(f"{role} of {scope} gave {given} at {place} to {to}: {answer.status_code}")
            before, count = after, count + 1
    return count, wrong


def test_no_administrator_gives_more_than_they_hold(mounted, places, record_property):
    givers = {(Role.ADMINISTRATOR, "chapter"): giver(mounted, Role.ADMINISTRATOR, "chapter")}
    count, wrong = tried(mounted, places, givers)
    record_property("cells", count)
    assert wrong == []


@pytest.mark.long
def test_nobody_gives_what_they_do_not_hold(mounted, places, record_property):
    givers = {(role, scope): giver(mounted, role, scope) for role, scope in itertools.product(Role, SCOPES)}
    count, wrong = tried(mounted, places, givers)
    record_property("cells", count)
    assert wrong == []
    assert count > 800
