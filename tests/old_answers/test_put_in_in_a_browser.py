"""Brought answers become an evening from the keyboard, on narrow and wide screens, with and without scripts."""

import pytest
from playwright.sync_api import expect

from evaluation.participants_app import participants_app
from evaluation.web.app import combined
from tests.close_browser import close_context
from tests.hall import served
from tests.journeys.test_accessible import sideways, violations
from tests.old_answers.files_of_an_evening import LINKED, files_of
from tests.staff_pages import desk_of

pytestmark = pytest.mark.browser


@pytest.fixture
def open_page(sqlite_settings, sqlite_database, clock, chromium):
    """A page of an evaluator who has just proved who they are."""
    desk, contexts = desk_of(sqlite_settings, sqlite_database, clock), []
    with served(combined(participants_app(desk.services), desk.app)) as base:

        def opened(*, width, scripts):
            cookie = desk.signed_in("evaluator").get_cookie(desk.app.config["SESSION_COOKIE_NAME"])
            about = {"viewport": {"width": width, "height": 800}, "java_script_enabled": scripts, "locale": "en-GB"}
            context = chromium.new_context(base_url=base, **about)
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
            contexts.append(context)
            return context.new_page()

        yield opened
        for context in contexts:
            close_context(context)


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1280, True), (375, False)])
def test_answers_are_stored_and_taken_out_from_the_keyboard_on_pages_without_a_fault(open_page, width, scripts):
    page = open_page(width=width, scripts=scripts)
    page.goto("/staff/bring")
    sent = [{"name": each.name, "mimeType": "text/csv", "buffer": each.content} for each in files_of()]
    page.get_by_label("Files of answers").set_input_files(sent)
    page.get_by_text("A name, the questionnaire, or a map from last time").click()
    page.get_by_label("Which questions these are").select_option("common-ground/1")
    page.get_by_role("button", name="Read them").press("Enter")
    page.get_by_role("button", name="Put them into a study").press("Enter")
    expect(page.get_by_role("heading", name="Put these answers into a study")).to_be_visible()
    found = {"asked": looked_at(page, scripts=scripts)}
    page.get_by_label("Title").fill("Old hall")
    page.get_by_label("Date", exact=True).fill("2024-05-14")
    page.get_by_role("button", name="Store this evening").press("Enter")
    expect(page.get_by_text(f"{LINKED} of them both times")).to_be_visible()
    found["stored"] = looked_at(page, scripts=scripts)
    page.goto("/staff/bring")
    page.get_by_role("link", name="Take “Old hall” out").press("Enter")
    found["taking out"] = looked_at(page, scripts=scripts)
    page.get_by_role("button", name="Delete its answers").press("Enter")
    expect(page.get_by_text("“Old hall” was taken out")).to_be_visible()
    assert found == {"asked": [], "stored": [], "taking out": []}


def looked_at(page, *, scripts):
    """What is wrong with a page; axe is a script itself, and never ends on a page that runs none."""
    return [*(violations(page) if scripts else []), *(["sideways"] if sideways(page) else [])]
