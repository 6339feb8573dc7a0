"""From two files of an online form to the report, in a real browser through `weaving serve` with its own worker."""

import pytest
from playwright.sync_api import expect

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.domain.clock import now_utc
from evaluation.storage.database import open_database
from evaluation.store.accounts.sessions import keep_session
from tests.bring.google_files import google_files
from tests.close_browser import close_context
from tests.fieldwork.test_organiser_in_a_browser import served_desk, sit_down
from tests.first_hour.counted_person import CountedPerson
from tests.journeys.test_accessible import sideways, violations
from tests.serving import serving
from tests.staff_pages import desk_of

__all__ = ["served_desk", "sit_down"]

pytestmark = pytest.mark.browser

MOST_INTERACTIONS = 8
PATIENCE = 240_000
"""Milliseconds for a report on a busy machine; it takes about ten seconds on an idle one."""
TOKEN = "an-evaluators-session-of-this-test-alone"


@pytest.fixture
def served_home(sqlite_settings):
    """A home with an evaluator who is signed in, served by a process of its own; its address."""
    database = open_database(sqlite_settings)
    desk = desk_of(sqlite_settings, database, now_utc)
    account, now = desk.person("evaluator"), now_utc()
    contents = {WHO: account.session_key, "fs_cc": "set", "fs_paa": now.timestamp(), "_fresh": True}
    with database.transaction() as db:
        keep_session(db, token_digest(TOKEN), contents=contents, session_key=account.session_key, device="", now=now)
    database.close()
    with serving(sqlite_settings.home) as server:
        yield server.base


@pytest.fixture
def open_page(chromium, served_home):
    contexts = []

    def opened(*, width=1280, scripts=True):
        base = served_home
        context = chromium.new_context(
            base_url=base, viewport={"width": width, "height": 800}, locale="en-GB", java_script_enabled=scripts
        )
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "staff", "value": TOKEN, "url": base}])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        close_context(context)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_evaluator_has_a_report_of_two_files_in_at_most_eight_interactions(open_page, scripts, record_property):
    page = open_page(scripts=scripts)
    person = CountedPerson(page)
    page.goto("/staff/")
    person.presses("Reports", role="link")
    person.presses("Bring answers from elsewhere", role="link")
    person.chooses("Files of answers", *((name, "text/csv", content) for name, content in google_files()))
    person.presses("Read them")
    for question in page.locator("fieldset.question").all():
        person.ticks(question.get_by_role("radio").first)
    person.presses("Make the report")
    expect(page.get_by_role("heading", name="Where it came from")).to_be_visible()
    expect(page.get_by_role("link", name="report.pdf")).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as taken:
        person.presses("report.pdf", role="link")
    assert taken.value.suggested_filename == "report.pdf"
    record_property("evaluator", person.figures(MOST_INTERACTIONS))
    assert (person.interactions <= MOST_INTERACTIONS, person.dead_ends) == (True, [])


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_have_no_fault_that_axe_finds_scroll_nowhere_sideways_and_need_no_mouse(sit_down, width):
    page = sit_down("evaluator", width=width)
    page.goto("/staff/bring")
    found = {"begin": [*violations(page), *(["sideways"] if sideways(page) else [])]}
    page.get_by_label("Files of answers").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in google_files()]
    )
    page.get_by_role("button", name="Read them").press("Enter")
    expect(page.get_by_role("heading", name="What we understood")).to_be_visible()
    found["understood"] = [*violations(page), *(["sideways"] if sideways(page) else [])]
    page.get_by_role("button", name="Change how a column is read").press("Enter")
    expect(page.get_by_role("button", name="Read them so")).to_be_visible()
    found["columns"] = [*violations(page), *(["sideways"] if sideways(page) else [])]
    page.get_by_role("button", name="Read them so").press("Enter")
    page.get_by_role("button", name="Make the report").press("Enter")
    expect(page.get_by_role("heading", name="Where it came from")).to_be_visible()
    found["report"] = [*violations(page), *(["sideways"] if sideways(page) else [])]
    assert found == {"begin": [], "understood": [], "columns": [], "report": []}


def test_enter_in_the_name_of_an_outcome_keeps_it_with_what_was_ticked(sit_down):
    page = sit_down("evaluator", width=375)
    page.goto("/staff/bring")
    page.get_by_label("Files of answers").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in google_files()]
    )
    page.get_by_role("button", name="Read them").click()
    page.get_by_label("Keep these answers for a year").check()
    name = page.get_by_label("Name of outcome 1")
    name.fill("Belonging here")
    name.press("Enter")
    expect(page.get_by_role("heading", name="What we understood")).to_be_visible()
    expect(name).to_have_value("Belonging here")
    expect(page.get_by_label("Keep these answers for a year")).to_be_checked()
