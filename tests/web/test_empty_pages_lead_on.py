"""On an empty home every list says what comes first, with a button for whoever may press it."""

import pytest
from lxml import html

from evaluation.models import Role
from evaluation.storage.database import open_database
from evaluation.web.app import Services
from tests.staff_pages import Desk


@pytest.fixture
def empty(sqlite_settings, clock):
    database = open_database(sqlite_settings)
    nothing_yet = dict.fromkeys(("study", "north", "south", "here", "there"))
    yield Desk(Services(sqlite_settings, database, clock), **nothing_yet)
    database.close()


BUTTONS = {
    ("/", Role.ORGANISER): "/experiments/new",
    ("/", Role.EVALUATOR): "/bring",
    ("/experiments", Role.ORGANISER): "/experiments/new",
    ("/experiments", Role.EVALUATOR): "/bring",
    ("/experiments/by-chapter", Role.ADMINISTRATOR): "/places",
    ("/places", Role.ADMINISTRATOR): "/setup",
    ("/plans", Role.ADMINISTRATOR): "/setup",
    ("/retention", Role.ADMINISTRATOR): "/setup",
    ("/reports", Role.EVALUATOR): "/bring",
}


@pytest.mark.parametrize(("address", "role"), BUTTONS, ids=str)
def test_an_empty_list_has_the_button_of_the_next_step(empty, address, role):
    page = html.fromstring(empty.signed_in(role).get(address).text)
    assert BUTTONS[address, role] in page.xpath("//main//a[contains(@class, 'button')]/@href")


@pytest.mark.parametrize("address", ["/plans", "/experiments/by-chapter"])
def test_whoever_may_make_no_study_reads_who_does(empty, address):
    page = empty.signed_in(Role.EVALUATOR).get(address).text
    assert "An administrator makes a study" in page
    assert "Set up Weaving" not in page


def test_a_search_that_finds_nothing_leads_back_to_all(desk):
    page = html.fromstring(desk.signed_in(Role.ORGANISER).get("/experiments?search=zebra").text)
    assert page.xpath("//td//a[.='Show all experiments']/@href") == ["/experiments"]
