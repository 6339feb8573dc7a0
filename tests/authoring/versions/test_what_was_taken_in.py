"""What a file of another tool gave, and what it did not, has an address and stays with the draft."""

from io import BytesIO

import pytest

import instruments
from evaluation.models import Draft
from evaluation.store.instruments.drafts import all_drafts, version_in
from evaluation.store.instruments.translations.draft_translations import translations_in
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


def ours(*languages):
    """Files of a questionnaire of ours: itself, and its words in some of its languages."""
    version = instruments.load("common-ground", 1).having(id="suppers")
    words = {each.language: each for each in instruments.translations("common-ground", 1)}
    files = {"suppers.toml": instruments.canonical_toml(version)}
    for language in languages:
        own = words[language].model_copy(update={"instrument": "suppers"})
        files[f"suppers.{language}.toml"] = instruments.canonical_translation(own)
    return {name: text.encode() for name, text in files.items()}


def take_in_all(client, files):
    sent = [(BytesIO(content), name) for name, content in files.items()]
    return client.get(post(client, "/instruments/import", file=sent).location)


def test_words_in_files_of_their_own_come_along_with_ours(researcher, desk):
    take_in_all(researcher, ours("cy", "ar"))
    with desk.services.database.reading() as db:
        [draft] = all_drafts(db)
        found = translations_in(db, draft, version_in(db, draft))
    assert [(one.language, len(one.strings) > 100) for one in found] == [("ar", True), ("cy", True)]


def test_a_language_that_is_named_and_has_no_words_is_listed_and_did_not_come_along(researcher):
    page = take_in_all(researcher, ours("cy")).text
    assert "Came along in other languages: Cymraeg." in page
    assert "take in suppers.ar.toml with it" in page.partition(LOST)[2]


def test_words_of_another_language_alone_are_no_questionnaire(researcher):
    files = ours("cy")
    del files["suppers.toml"]
    answer = post(researcher, "/instruments/import", file=[(BytesIO(files["suppers.cy.toml"]), "suppers.cy.toml")])
    assert (answer.status_code, "words in another language alone" in answer.text) == (422, True)


def test_two_questionnaires_are_not_taken_in_at_once(researcher):
    sent = [(BytesIO(titled(title)), f"{title}.xlsx") for title in ("Suppers", "Lunches")]
    answer = post(researcher, "/instruments/import", file=sent)
    assert (answer.status_code, "one at a time" in answer.text) == (422, True)
