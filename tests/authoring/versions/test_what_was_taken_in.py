"""What a file of another tool gave, and what it did not, has an address and stays with the draft."""

import pytest

from evaluation.models import Draft
from tests.instruments.workbooks import XLSFORM, workbook
from tests.staff_pages import post, take_in

LOST = "What could not come along"


@pytest.fixture
def drafts(desk):
    def count():
        with desk.services.database.reading() as db:
            return db.query(Draft).count()

    return count


def titled(title):
    return workbook(**{**XLSFORM, "settings": [["form_title"], [title]]})


def test_the_page_comes_again_as_it_was_and_makes_no_other_draft(researcher, drafts):
    first = take_in(researcher, titled("Suppers"), "suppers.xlsx")
    again = researcher.get(first.request.path.removeprefix("/staff"))
    table = [page.text.partition(LOST)[2].partition("</table>")[0] for page in (first, again)]
    assert (table[0] == table[1] != "", "survey row 2" in table[0], drafts()) == (True, True, 1)


def test_the_history_names_the_file_and_leads_to_the_page(researcher):
    page = take_in(researcher, titled("Suppers"), "suppers.xlsx")
    history = researcher.get(page.request.path.removeprefix("/staff").replace("taken-in", "history")).text
    assert ("suppers.xlsx" in history, f'{page.request.path}">{LOST}' in history) == (True, True)


def test_it_is_not_taken_back_as_a_change_of_the_draft(researcher):
    page = take_in(researcher, titled("Suppers"), "suppers.xlsx")
    address = page.request.path.removeprefix("/staff")
    post(researcher, address.replace("taken-in", "history"), page=address, history="undo 1")
    assert LOST in researcher.get(address).text


def test_a_draft_begun_otherwise_has_no_such_page(researcher, draft):
    assert researcher.get(f"/instruments/drafts/{draft.id}/taken-in").status_code == 303


def test_it_says_which_languages_came_along(researcher):
    assert "Came along in other languages: Cymraeg." in take_in(researcher, titled("Suppers"), "suppers.xlsx").text


@pytest.mark.parametrize(("title", "said"), [("Common ground", True), ("Suppers", False)])
def test_it_says_of_which_published_questionnaire_the_file_becomes_the_next_version(researcher, title, said):
    page = take_in(researcher, titled(title), "suppers.xlsx").text
    assert ("There is a published common-ground: this becomes its version 2." in page) == said
